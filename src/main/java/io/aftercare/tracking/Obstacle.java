package io.aftercare.tracking;

import io.aftercare.ticket.TicketStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What stands in the way of a ticket, what was offered meanwhile, and when it was over. */
record Obstacle(
        long id,
        String ticketNumber,
        String reason,
        @Nullable Instant expectedAt,
        String reportedBy,
        Instant reportedAt,
        TicketStatus statusBefore,
        @Nullable String offeredReason,
        Obstacles.@Nullable Alternative alternative,
        @Nullable String message,
        @Nullable Instant newExpectedCompletionAt,
        @Nullable String offeredBy,
        @Nullable Instant offeredAt,
        @Nullable Instant toldAt,
        @Nullable Instant clearedAt,
        @Nullable String clearedBy,
        @Nullable String clearNote) {}
