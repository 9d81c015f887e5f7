package io.aftercare.callback;

import io.aftercare.ticket.TicketProcess.CallbackResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the customer said about one round of work: identified, and the page says so (D5). */
public record SurveyAnswer(
        long id,
        String ticketNumber,
        int roundNo,
        Source source,
        boolean resolved,
        int speed,
        int effect,
        int attitude,
        int overall,
        @Nullable Integer recommend,
        @Nullable String suggestion,
        String answeredBy,
        Instant answeredAt) {

    /** From this mark on he is thanked; below it the complaints supervisor looks after him (4-18, D6). */
    static final int SATISFIED_FROM = 4;

    /** How the answer reached us. */
    public enum Source {
        CALL,
        LINK
    }

    /** The integer "overall" decides, no average does (D6). */
    public CallbackResult result() {
        if (!resolved) {
            return CallbackResult.NOT_SOLVED;
        }
        return overall >= SATISFIED_FROM ? CallbackResult.SATISFIED : CallbackResult.DISSATISFIED;
    }
}
