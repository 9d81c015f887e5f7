package io.aftercare.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Something stands in the way of a ticket (4-14): told in advance, with an alternative, until it is cleared. */
@Service
@Transactional
public class Obstacles {

    /** EXECUTING (or earlier open work) -> BLOCKED; 409 while another obstacle stands. Tells the process. */
    public void report(String ticketNumber, String reason, @Nullable Instant expectedAt) {
        throw new UnsupportedOperationException();
    }

    /** Back where it stood; 409 when no obstacle stands. */
    public void clear(String ticketNumber, @Nullable String note) {
        throw new UnsupportedOperationException();
    }

    /** What the owner offers; without DELAY_COMPENSATION the notice leaves at {@link #sendNotice}. */
    public void offer(String ticketNumber, Offer offer) {
        throw new UnsupportedOperationException();
    }

    /** Task_SendObstacleNotice: the customer reads reason, new date and alternative. */
    public void sendNotice(String ticketNumber) {
        throw new UnsupportedOperationException();
    }

    /** The work ended although an obstacle was never cleared by hand. */
    public void clearSilently(String ticketNumber) {
        throw new UnsupportedOperationException();
    }

    /** The open obstacle's id, or null. */
    @Transactional(readOnly = true)
    public @Nullable Long open(String ticketNumber) {
        throw new UnsupportedOperationException();
    }

    public enum Alternative {
        LOAN_UNIT,
        DELAY_COMPENSATION,
        OTHER
    }

    public record Offer(String reason, Instant newExpectedCompletionAt, Alternative alternative, String message) {}
}
