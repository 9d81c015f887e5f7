package io.aftercare.tracking;

import io.aftercare.calendar.Interval;
import io.aftercare.calendar.ServiceCalendar;
import io.aftercare.calendar.ServiceCalendars;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * When a clock reaches the next level of the ladder: reminders before the due moment wait for service hours (L5), but
 * never longer than that moment, at which they are passed over.
 */
@Component
class LevelTimes {

    private final List<Integer> levels;
    private final ServiceCalendars calendars;

    LevelTimes(TrackingProperties properties, ServiceCalendars calendars) {
        this.levels = properties.levels();
        this.calendars = calendars;
    }

    /** The first level above {@code reached}; null when there is none. */
    @Nullable
    Next after(
            int reached, Instant from, Duration target, ServiceCalendar calendar, List<Interval> pauses, Instant due) {
        for (int level : levels) {
            if (level > reached) {
                Instant at = level == ClockService.DUE ? due : Counting.at(from, target, level, calendar, pauses);
                return new Next(level, level < ClockService.DUE ? inServiceHours(at, due) : at);
            }
        }
        return null;
    }

    /** Whether the ladder goes on above a level. */
    boolean isAbove(int level) {
        return levels.get(levels.size() - 1) > level;
    }

    /** The moment, or the next opening when it is night, but not later than the due time. */
    Instant inServiceHours(Instant moment, Instant due) {
        Instant open = calendars.serviceHours().nextOpen(moment);
        return open.isBefore(due) ? open : due;
    }

    /** A level and its moment. */
    record Next(int level, Instant at) {}
}
