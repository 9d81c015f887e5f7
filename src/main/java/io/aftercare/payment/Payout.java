package io.aftercare.payment;

import io.aftercare.solution.CompensationLine;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the ledger: written once, never changed, so that the books can be checked (Money 5, 6).
 *
 * @param payoutId stable and once per line or reversal; the outside knows the entry by it
 * @param amount negative when something was taken back
 * @param couponCode whoever knows it has the money: shown to the customer alone
 * @param approvalIds the decisions on which it rests, comma separated
 * @param contentHash fingerprint of what they decided about
 */
public record Payout(
        long id,
        String payoutId,
        Entry entry,
        String ticketNumber,
        @Nullable String orderNo,
        long lineId,
        @Nullable Long reversalId,
        CompensationLine.Kind kind,
        CompensationLine.Nature nature,
        BigDecimal amount,
        @Nullable String reference,
        @Nullable String couponCode,
        @Nullable String approvalIds,
        String contentHash,
        @Nullable Integer ruleVersion,
        String actor,
        Instant bookedAt) {

    public enum Entry {
        PAID,
        GRANTED,
        REVERSED
    }

    /** The code as everybody but the customer sees it. */
    public @Nullable String maskedCode() {
        return couponCode == null ? null : "****-" + couponCode.substring(couponCode.length() - 4);
    }
}
