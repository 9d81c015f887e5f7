package io.aftercare.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a clock's "why this time?" (L4). START at {@code from}, plus the {@code seconds} of LIMIT, of every PAUSE
 * and of everything closed, is exactly DUE at {@code to}.
 */
public record ExplanationLine(
        Kind kind, @Nullable Instant from, @Nullable Instant to, long seconds, String text) {

    /** What a line tells; those that add time carry it. */
    public enum Kind {
        START,
        LIMIT,
        CALENDAR,
        PAUSE,
        BREAK,
        NIGHT,
        HOLIDAY,
        CLOSED,
        DUE,
        LEVEL,
        END
    }
}
