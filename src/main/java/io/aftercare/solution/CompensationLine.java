package io.aftercare.solution;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing of value promised to a customer (4-08, D8). It counts from its proposal until it is released. */
public record CompensationLine(
        long id,
        String ticketNumber,
        @Nullable String orderNo,
        @Nullable Long solutionId,
        @Nullable Long obstacleId,
        int positionNo,
        Kind kind,
        Nature nature,
        BigDecimal amount,
        @Nullable String note,
        State state,
        String createdBy,
        Instant createdAt,
        @Nullable String paidBy,
        @Nullable Instant paidAt,
        @Nullable String paymentReference,
        @Nullable String entitlementBasis,
        @Nullable Integer entitlementVersion,
        BigDecimal reversedAmount) {

    /** What it still costs: the amount less what was taken back. */
    public BigDecimal remaining() {
        return amount.subtract(reversedAmount);
    }

    public enum Kind {
        REFUND,
        CASH,
        COUPON,
        WARRANTY_EXTENSION,
        UPGRADE,
        GIFT,
        DELAY,
        OTHER;

        /** Whether finance has to transfer it. */
        public boolean isPaidByFinance() {
            return this == REFUND || this == CASH;
        }
    }

    public enum Nature {
        /** Law, warranty or contract gives it. */
        ENTITLEMENT,
        GOODWILL
    }

    public enum State {
        /** Counts for the sums. */
        PROPOSED,
        /** Rejected, replaced or, unpaid, cancelled: no longer counts. */
        RELEASED,
        /** Finance transferred it. */
        PAID,
        /** Everything that is no transfer, handed out when the solution was carried out or the delay was told. */
        GRANTED;

        public boolean isHandedOut() {
            return this == PAID || this == GRANTED;
        }
    }

    /** A line as somebody submits it. */
    public record Draft(
            Kind kind,
            Nature nature,
            BigDecimal amount,
            @Nullable String note) {}
}
