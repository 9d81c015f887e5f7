package io.aftercare.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a ticket's history: written once, never changed. {@code clock} and {@code level} only on ESCALATED. */
public record TimelineEntry(
        long id,
        String ticketNumber,
        Instant at,
        TimelineKind kind,
        String actor,
        @Nullable String text,
        boolean visibleToCustomer,
        @Nullable String clock,
        @Nullable Integer clockLevel) {}
