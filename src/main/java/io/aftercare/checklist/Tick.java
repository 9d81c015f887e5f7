package io.aftercare.checklist;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of one point when a task was completed, with the text as it stood then. */
public record Tick(
        String taskId,
        String taskKey,
        int versionNo,
        int positionNo,
        @Nullable String textEn,
        @Nullable String textZh,
        boolean required,
        boolean ticked,
        String actor,
        Instant doneAt) {

    public String text(Locale reader) {
        return ChecklistPoint.text(reader, textEn, textZh);
    }
}
