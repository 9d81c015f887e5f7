package io.aftercare.solution;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One version of what we propose to do, by whom, and what became of it. */
public record Solution(
        long id,
        String ticketNumber,
        int versionNo,
        SolutionState state,
        Remedy remedy,
        String steps,
        Instant expectedCompletionAt,
        @Nullable String finding,
        BigDecimal priceToCustomer,
        @Nullable String outcome,
        String proposedBy,
        Instant proposedAt,
        @Nullable String legalOpinion,
        @Nullable Instant planSentAt,
        @Nullable Instant agreedAt,
        @Nullable String agreementEvidence,
        @Nullable String endedReason) {

    /** The customer must agree before we start, because he has to pay (D12, E-08). */
    public boolean needsAgreement() {
        return priceToCustomer.signum() > 0;
    }
}
