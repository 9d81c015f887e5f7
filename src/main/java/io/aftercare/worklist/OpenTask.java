package io.aftercare.worklist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A human task that waits; {@code form} names the form that lists its fields, {@code onBehalfOf} the
 * absent person for whom the reader would do it. */
public record OpenTask(
        String id,
        String key,
        String name,
        @Nullable String ticket,
        @Nullable String assignee,
        List<String> candidateGroups,
        @Nullable Instant dueAt,
        @Nullable String form,
        @Nullable String onBehalfOf) {}
