package io.aftercare.ticket;

/** There is a new ticket, inside the transaction that stores it; nothing was told about it yet. */
public record TicketReceived(Ticket ticket) {}
