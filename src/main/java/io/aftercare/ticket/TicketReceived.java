package io.aftercare.ticket;

/** A ticket was received; published in its transaction. */
public record TicketReceived(Ticket ticket) {}
