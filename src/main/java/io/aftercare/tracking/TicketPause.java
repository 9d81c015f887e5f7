package io.aftercare.tracking;

import io.aftercare.ticket.TicketStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time in which a ticket waits; {@code statusBefore} is where it goes back to, if waiting changed its status. */
public record TicketPause(
        long id,
        String ticketNumber,
        PauseReason reason,
        @Nullable String note,
        Instant fromAt,
        String pausedBy,
        Instant pausedAt,
        @Nullable TicketStatus statusBefore,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String endNote) {}
