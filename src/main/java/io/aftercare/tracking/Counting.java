package io.aftercare.tracking;

import io.aftercare.calendar.Interval;
import io.aftercare.calendar.ServiceCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The walk from a clock's start to its due time (D9), of which both the due time and its explanation are made: under
 * 24 h service time is counted, from 24 h on elapsed time with the end moved into the next service slot; what was
 * paused does not count.
 */
final class Counting {

    /** From this length on a limit is elapsed time. */
    static final Duration A_DAY = Duration.ofHours(24);

    private final ServiceCalendar calendar;
    private final List<Interval> pauses;
    private final List<Step> steps = new ArrayList<>();

    private Counting(ServiceCalendar calendar, List<Interval> pauses) {
        this.calendar = calendar;
        this.pauses =
                pauses.stream().sorted(Comparator.comparing(Interval::from)).toList();
    }

    static Instant due(Instant from, Duration target, ServiceCalendar calendar, List<Interval> pauses) {
        return at(from, target, ClockService.DUE, calendar, pauses);
    }

    /** When so many percent of the target have been counted. */
    static Instant at(Instant from, Duration target, int percent, ServiceCalendar calendar, List<Interval> pauses) {
        return end(from, walk(from, target, percent, calendar, pauses));
    }

    /** Every stretch from the start to the due time, in order and without gaps; what is counted adds up to the target. */
    static List<Step> walk(
            Instant from, Duration target, int percent, ServiceCalendar calendar, List<Interval> pauses) {
        Counting counting = new Counting(calendar, pauses);
        Duration wanted = Duration.ofSeconds(target.toSeconds() * percent / 100);
        if (isElapsed(target) || calendar.isAroundTheClock()) {
            counting.elapsed(from, wanted);
        } else {
            counting.serviceTime(from, wanted);
        }
        return counting.steps;
    }

    static boolean isElapsed(Duration target) {
        return target.compareTo(A_DAY) >= 0;
    }

    static Instant end(Instant from, List<Step> steps) {
        return steps.isEmpty() ? from : steps.get(steps.size() - 1).time().to();
    }

    private void serviceTime(Instant from, Duration wanted) {
        Duration left = wanted;
        Instant at = from;
        for (Iterator<Interval> open = calendar.openFrom(from); ; ) {
            Interval slot = open.next();
            add(Kind.CLOSED, at, slot.from());
            at = slot.from();
            for (Interval pause : pauses) {
                if (!pause.to().isAfter(at) || !pause.from().isBefore(slot.to())) {
                    continue;
                }
                if (pause.from().isAfter(at)) {
                    Duration room = Duration.between(at, pause.from());
                    if (left.compareTo(room) <= 0) {
                        add(Kind.COUNTED, at, at.plus(left));
                        return;
                    }
                    add(Kind.COUNTED, at, pause.from());
                    left = left.minus(room);
                    at = pause.from();
                }
                Instant end = pause.to().isBefore(slot.to()) ? pause.to() : slot.to();
                add(Kind.PAUSED, at, end);
                at = end;
            }
            Duration room = Duration.between(at, slot.to());
            if (!room.isZero() && left.compareTo(room) <= 0) {
                add(Kind.COUNTED, at, at.plus(left));
                return;
            }
            add(Kind.COUNTED, at, slot.to());
            left = left.minus(room);
            at = slot.to();
        }
    }

    private void elapsed(Instant from, Duration wanted) {
        Duration left = wanted;
        Instant at = from;
        for (Interval pause : pauses) {
            if (!pause.to().isAfter(at)) {
                continue;
            }
            if (pause.from().isAfter(at)) {
                Duration room = Duration.between(at, pause.from());
                if (left.compareTo(room) <= 0) {
                    break;
                }
                add(Kind.COUNTED, at, pause.from());
                left = left.minus(room);
                at = pause.from();
            }
            add(Kind.PAUSED, at, pause.to());
            at = pause.to();
        }
        add(Kind.COUNTED, at, at.plus(left));
        intoService(at.plus(left));
    }

    /** The due moment itself lies in service time, and not where a pause makes it up. */
    private void intoService(Instant counted) {
        Instant at = counted;
        while (true) {
            Instant opens = calendar.nextOpen(at);
            if (opens.equals(at)) {
                return;
            }
            add(Kind.CLOSED, at, opens);
            at = opens;
            for (Interval pause : pauses) {
                if (!pause.from().isAfter(at) && pause.to().isAfter(at)) {
                    add(Kind.PAUSED, at, pause.to());
                    at = pause.to();
                }
            }
        }
    }

    private void add(Kind kind, Instant from, Instant to) {
        if (from.isBefore(to)) {
            steps.add(new Step(kind, new Interval(from, to)));
        }
    }

    /** What a stretch of time was for the clock. */
    enum Kind {
        COUNTED,
        CLOSED,
        PAUSED
    }

    /** One stretch. */
    record Step(Kind kind, Interval time) {}
}
