package io.aftercare.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an approver wants to know before he decides, and what he was told; the decision's clock goes on. */
public record Question(
        long id,
        String ticketNumber,
        String taskId,
        String gate,
        String contentHash,
        String askedBy,
        @Nullable String onBehalfOf,
        String addressee,
        String question,
        Instant askedAt,
        @Nullable String answeredBy,
        @Nullable String answer,
        @Nullable Instant answeredAt) {}
