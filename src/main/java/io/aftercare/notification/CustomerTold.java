package io.aftercare.notification;

/** A message to the customer stands in the outbox; listeners run in the same transaction. */
public record CustomerTold(String ticketNumber, Template template) {

    public CustomerTold(String ticketNumber) {
        this(ticketNumber, Template.MESSAGE);
    }
}
