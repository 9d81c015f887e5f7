package io.aftercare.customer;

/** A ticket is about to become another customer's, its row is locked; whoever must not let it go refuses (L7, L14). */
public record TicketChangesHands(String ticketNumber) {}
