package io.aftercare.ticket;

/** A ticket has another status now, inside the transaction that moved it. */
public record TicketMoved(Ticket ticket, TicketStatus from) {}
