package io.aftercare.tracking;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One clock of a subject, mostly of a ticket ({@code ticketNumber} is empty when it belongs to none). {@code target} is
 * an ISO duration, {@code calendar} the name of a calendar or AROUND_THE_CLOCK with the version that counted,
 * {@code ruleVersion} the version of the table {@code service-levels} that decided and {@code ruleInputs} what it was
 * asked with. A breached clock that is met late stays BREACHED and has both times.
 */
public record TicketClock(
        long id,
        String subjectType,
        String subjectRef,
        String ticketNumber,
        ClockName name,
        int roundNo,
        String target,
        String calendar,
        int calendarVersion,
        int ruleVersion,
        String ruleInputs,
        StartedWhy startedWhy,
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

    Duration limit() {
        return Duration.parse(target);
    }

    Subject subject() {
        return new Subject(subjectType, subjectRef);
    }
}
