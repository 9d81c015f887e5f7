package io.aftercare.notification;

/** A way out of the house. */
interface DeliveryChannel {

    Delivery delivery();

    /** Returns when the other side has taken the message over. */
    void deliver(OutboxMessage message) throws DeliveryException;
}
