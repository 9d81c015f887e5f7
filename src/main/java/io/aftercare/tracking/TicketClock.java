package io.aftercare.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One clock of a ticket. {@code target} is an ISO duration, {@code calendar} SERVICE_HOURS or AROUND_THE_CLOCK,
 * {@code ruleVersion} the version of the table {@code service-levels} that decided. A breached clock that is met late
 * stays BREACHED and has both times.
 */
public record TicketClock(
        long id,
        String ticketNumber,
        ClockName name,
        int roundNo,
        String target,
        String calendar,
        int ruleVersion,
        ClockState state,
        Instant startedAt,
        Instant dueAt,
        @Nullable Instant metAt,
        @Nullable Instant breachedAt,
        @Nullable Instant stoppedAt,
        @Nullable Integer nextLevel,
        @Nullable Instant nextLevelAt) {

    /** True while what it waits for has neither happened nor become unwanted; a late one is still awaited. */
    public boolean isAwaited() {
        return metAt == null && stoppedAt == null;
    }

    boolean isAroundTheClock() {
        return Calendar.AROUND_THE_CLOCK.name().equals(calendar);
    }

    /** How the time of a clock is counted. */
    enum Calendar {
        SERVICE_HOURS,
        AROUND_THE_CLOCK
    }
}
