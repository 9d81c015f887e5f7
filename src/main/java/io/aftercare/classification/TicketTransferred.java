package io.aftercare.classification;

/** A ticket went to another department or category: whatever was proposed or approved there holds no longer. */
public record TicketTransferred(String ticketNumber, String reason) {}
