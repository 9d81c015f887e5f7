package io.aftercare.payment;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody wants to take back of a line, and what a second person decided about it. */
public record Reversal(
        long id,
        long lineId,
        String ticketNumber,
        BigDecimal amount,
        String reason,
        String requestedBy,
        Instant requestedAt,
        @Nullable Boolean approved,
        @Nullable String commentText,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {

    public enum State {
        PENDING,
        APPROVED,
        REJECTED
    }

    public State state() {
        return approved == null ? State.PENDING : approved ? State.APPROVED : State.REJECTED;
    }
}
