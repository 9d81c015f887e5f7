package io.aftercare.worklist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task in which somebody has to say yes or no.
 *
 * @param gate who is asked: LEGAL, SUPERVISOR, HEAD, COMPENSATION
 * @param subject SOLUTION or DELAY
 * @param onBehalfOf the absent person for whom the reader would decide; null in his own right
 */
public record Decision(
        String taskId,
        String key,
        String ticket,
        String gate,
        String subject,
        Instant since,
        @Nullable Instant dueAt,
        @Nullable String assignee,
        @Nullable String onBehalfOf) {

    /** Counsel's review takes an opinion instead of a comment. */
    public boolean isLegalReview() {
        return key.equals("Task_ReviewLegally");
    }
}
