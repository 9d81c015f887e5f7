package io.aftercare.calendar;

import java.time.Duration;
import java.time.Instant;

/** From the first moment up to, not including, the second. */
public record Interval(Instant from, Instant to) {

    public Duration length() {
        return Duration.between(from, to);
    }
}
