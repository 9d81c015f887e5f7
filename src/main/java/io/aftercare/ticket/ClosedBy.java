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
    CANCELLATION
}
