package io.aftercare.ticket;

import java.time.Instant;

/** That a ticket goes on under another number, by whom and why (L14). */
public record TicketMerge(String sourceNumber, String targetNumber, String reason, String mergedBy, Instant mergedAt) {}
