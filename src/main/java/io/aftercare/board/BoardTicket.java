package io.aftercare.board;

import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.TicketStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The facts of a ticket that a line of the board shows; {@code summary} is how its text begins. */
record BoardTicket(
        String number,
        TicketStatus status,
        Channel channel,
        @Nullable String externalNumber,
        @Nullable Instant externalDueAt,
        String summary,
        String customerName,
        String customerTier,
        @Nullable Priority priority,
        @Nullable String department,
        @Nullable String owner,
        @Nullable Mood mood,
        boolean suspectedEmergency,
        boolean escalated,
        int urgedCount,
        int reopenedCount,
        Instant statusSince,
        Instant receivedAt) {}
