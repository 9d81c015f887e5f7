package io.aftercare.desk;

import io.aftercare.solution.Remedy;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.TicketStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One complex ticket of the ledger (0-14) with its newest remedy and its clocks. */
record LedgerEntry(
        String number,
        Instant receivedAt,
        TicketStatus status,
        @Nullable Category category,
        Complexity complexity,
        @Nullable Priority priority,
        @Nullable String department,
        @Nullable String owner,
        String customer,
        String description,
        @Nullable Remedy remedy,
        @Nullable Instant expectedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant closedAt,
        int lateClocks,
        @Nullable Instant nextDueAt) {}
