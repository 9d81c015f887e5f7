package io.aftercare.absence;

import org.jspecify.annotations.Nullable;

/**
 * An open task that a substitute sees only because somebody is absent.
 *
 * @param claimed whether he has taken it over; then {@code formerAssignee} gets it back when the absence ends
 */
public record Cover(
        String taskId,
        String substitute,
        String absent,
        boolean claimed,
        @Nullable String formerAssignee) {}
