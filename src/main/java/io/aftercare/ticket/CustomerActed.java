package io.aftercare.ticket;

/** The customer himself did something on this ticket. */
public record CustomerActed(String ticketNumber) {}
