package io.aftercare.absence;

import java.time.Instant;

/** One task that somebody completed for somebody who was away. */
public record Act(
        long id,
        String ticketNumber,
        String taskId,
        String taskKey,
        String actor,
        String onBehalfOf,
        Instant actedAt) {}
