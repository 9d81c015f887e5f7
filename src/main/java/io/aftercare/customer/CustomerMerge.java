package io.aftercare.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That two customers were found to be one person, by whom and why (L14). */
public record CustomerMerge(
        long id,
        String sourceRef,
        String targetRef,
        String reason,
        String mergedBy,
        Instant mergedAt,
        @Nullable String undoneBy,
        @Nullable Instant undoneAt,
        @Nullable String undoReason) {

    public boolean isUndone() {
        return undoneAt != null;
    }
}
