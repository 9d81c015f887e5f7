package io.aftercare.tracking;

import io.aftercare.calendar.Interval;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time in which a clock stood still, and why: a code of {@link PauseReason}, or words from before codes were kept. */
public record ClockPause(
        long id,
        long clockId,
        String reason,
        @Nullable String note,
        String pausedBy,
        Instant pausedAt,
        @Nullable Instant resumedAt,
        @Nullable String resumedBy) {

    @Nullable
    Interval ended() {
        return resumedAt == null ? null : new Interval(pausedAt, resumedAt);
    }
}
