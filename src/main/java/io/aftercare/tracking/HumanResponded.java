package io.aftercare.tracking;

/** A person of the house has answered, or begun to work on the ticket; published each time, in its transaction. */
public record HumanResponded(String ticketNumber) {}
