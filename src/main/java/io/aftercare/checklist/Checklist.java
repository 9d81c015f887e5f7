package io.aftercare.checklist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The points of one human task. {@code version} counts the changes, 0 means that there never was one. */
public record Checklist(
        String taskKey,
        int version,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        List<ChecklistPoint> points) {

    /** Its head, as the table keeps it. */
    record Head(String taskKey, int versionNo, String changedBy, Instant changedAt) {}
}
