package io.aftercare.tracking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Counts service time (D9): default 09:00-21:00 every day in {@code aftercare.zone}; around the clock for P0. */
@Component
public class ServiceHours {

    /** From this length on a limit is elapsed time. */
    private static final Duration A_DAY = Duration.ofHours(24);

    private final LocalTime opensAt;
    private final LocalTime closesAt;
    private final ZoneId zone;

    @Autowired
    ServiceHours(TrackingProperties properties, @Value("${aftercare.zone}") ZoneId zone) {
        this(properties.opensAt(), properties.closesAt(), zone);
    }

    /** @param closesAt 00:00 is the end of the day */
    public ServiceHours(LocalTime opensAt, LocalTime closesAt, ZoneId zone) {
        this.opensAt = opensAt;
        this.closesAt = closesAt;
        this.zone = zone;
    }

    /**
     * When {@code target} has passed since {@code from}: under 24 h service time is counted, from 24 h on elapsed time
     * with the end moved into the next service slot.
     */
    public Instant due(Instant from, Duration target, boolean aroundTheClock) {
        return due(from, target, aroundTheClock, List.of());
    }

    /** The same for a clock that stood still meanwhile; a pause counts in the calendar of the clock. */
    Instant due(Instant from, Duration target, boolean aroundTheClock, List<Interval> pauses) {
        if (aroundTheClock) {
            return from.plus(target).plus(elapsed(pauses));
        }
        if (target.compareTo(A_DAY) >= 0) {
            return nextOpen(from.plus(target).plus(elapsed(pauses)));
        }
        Duration paused = pauses.stream()
                .map(pause -> serviceTime(pause.from(), pause.to()))
                .reduce(Duration.ZERO, Duration::plus);
        return plusServiceTime(from, target.plus(paused));
    }

    /** The moment itself when it lies in service hours, else the start of the next slot. */
    public Instant nextOpen(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        while (true) {
            Interval slot = slot(day);
            if (moment.isBefore(slot.to())) {
                return later(moment, slot.from());
            }
            day = day.plusDays(1);
        }
    }

    /** How much of the time between two moments lies in service hours. */
    Duration serviceTime(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        for (LocalDate day = from.atZone(zone).toLocalDate(); ; day = day.plusDays(1)) {
            Interval slot = slot(day);
            if (!slot.from().isBefore(to)) {
                return sum;
            }
            Instant begin = later(from, slot.from());
            Instant end = to.isBefore(slot.to()) ? to : slot.to();
            if (begin.isBefore(end)) {
                sum = sum.plus(Duration.between(begin, end));
            }
        }
    }

    private Instant plusServiceTime(Instant from, Duration target) {
        Instant at = nextOpen(from);
        Duration left = target;
        LocalDate day = at.atZone(zone).toLocalDate();
        while (true) {
            Interval slot = slot(day);
            Instant begin = later(at, slot.from());
            Duration room = Duration.between(begin, slot.to());
            if (left.compareTo(room) <= 0) {
                return begin.plus(left);
            }
            left = left.minus(room);
            day = day.plusDays(1);
        }
    }

    private Interval slot(LocalDate day) {
        Instant closes = closesAt.equals(LocalTime.MIDNIGHT)
                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                : day.atTime(closesAt).atZone(zone).toInstant();
        return new Interval(day.atTime(opensAt).atZone(zone).toInstant(), closes);
    }

    private static Duration elapsed(List<Interval> pauses) {
        return pauses.stream()
                .map(pause -> Duration.between(pause.from(), pause.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** From the first moment up to, not including, the second. */
    record Interval(Instant from, Instant to) {}
}
