package io.aftercare.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One decision at one gate, about one exact version of a solution or one obstacle's compensation. */
public record Approval(
        long id,
        String ticketNumber,
        @Nullable Long solutionId,
        @Nullable Long obstacleId,
        String gate,
        String approver,
        @Nullable String onBehalfOf,
        boolean approved,
        @Nullable String commentText,
        Instant decidedAt,
        int ruleVersion) {}
