package io.aftercare.notification;

/** A message could not be handed over; the text is fit for the outbox and for the log: no personal data. */
class DeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What a failure means for the tries to come. */
    enum Reach {
        /** This message will never be taken. */
        FOREVER,
        /** This message was not taken now. */
        THIS_TIME,
        /** The other side is there and puts this message off: nothing speaks against it, and it is asked again soon (R4). */
        PUT_OFF,
        /** The other side is away: the next message would fare the same. */
        EVERYTHING
    }

    private final Reach reach;

    DeliveryException(Reach reach, String message, Throwable cause) {
        super(message, cause);
        this.reach = reach;
    }

    Reach reach() {
        return reach;
    }
}
