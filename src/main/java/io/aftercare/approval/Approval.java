package io.aftercare.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision at one gate, about one exact content of a solution or of an obstacle's compensation (L6, L7);
 * {@code contentHash} is null where it was decided before contents had one.
 */
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
        int ruleVersion,
        @Nullable String contentHash) {

    /** Whether he gave his word, or somebody gave it for him. */
    public boolean isOf(String person) {
        return approver.equals(person) || person.equals(onBehalfOf);
    }

    /** The first digits of the content's fingerprint; empty for old decisions. */
    public String shortHash() {
        return contentHash == null ? "" : contentHash.substring(0, 12);
    }
}
