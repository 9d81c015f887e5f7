package io.aftercare.ticket;

/** What ended the ticket (D3). */
public enum ClosedBy {
    /** The customer answered the call or the survey. */
    ANSWER,
    /** Confirmed, but neither call nor survey was answered. */
    CONFIRMATION,
    /** Never confirmed and never reached. */
    NO_ANSWER,
    /** A case that also lay with an authority or a platform: closed by a person once it was closed there (E-06). */
    DISPUTE,
    /** Cancelled with a reason. */
    CANCELLATION,
    /** It goes on under another number (L14). */
    MERGE;

    TicketStatus status() {
        return switch (this) {
            case CANCELLATION -> TicketStatus.CANCELLED;
            case MERGE -> TicketStatus.MERGED;
            default -> TicketStatus.CLOSED;
        };
    }
}
