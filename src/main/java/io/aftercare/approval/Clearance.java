package io.aftercare.approval;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The moment at which one exact content had passed every gate; payment goes by it (L7). */
record Clearance(
        long id,
        String ticketNumber,
        @Nullable Long solutionId,
        @Nullable Long obstacleId,
        String contentHash,
        String gates,
        @Nullable String priority,
        int ruleVersion,
        BigDecimal goodwill,
        BigDecimal entitlement,
        Instant clearedAt) {}
