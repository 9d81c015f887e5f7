package io.aftercare.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time in which a clock stood still, and why. */
record ClockPause(
        long id,
        long clockId,
        String reason,
        Instant pausedAt,
        @Nullable Instant resumedAt) {}
