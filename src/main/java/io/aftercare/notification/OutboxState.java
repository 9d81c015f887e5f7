package io.aftercare.notification;

/** How far a message is: SENDING is a lease that ends by itself when a machine dies on the way. */
public enum OutboxState {
    PENDING,
    SENDING,
    SENT,
    FAILED,
    /** Given up, and a person has decided that it stays so. */
    SET_ASIDE
}
