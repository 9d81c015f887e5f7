package io.aftercare.calendar;

import io.aftercare.calendar.CalendarPlan.Holiday;
import io.aftercare.calendar.CalendarPlan.Season;
import io.aftercare.calendar.CalendarPlan.Slot;
import io.aftercare.calendar.CalendarPlan.Workday;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts service time (D9, L1) in one version of a calendar; pure arithmetic that never changes. A minute is service
 * time when the clock on the wall shows a time inside a slot: where daylight saving ends, such minutes come twice, and
 * where it begins, some never come.
 */
public final class ServiceCalendar {

    public static final String ALWAYS = "AROUND_THE_CLOCK";

    /** Day and night, every day; built in, so that no edit can take it away from emergencies. */
    public static final ServiceCalendar AROUND_THE_CLOCK = new ServiceCalendar();

    private static final long LONGEST_WALK_IN_DAYS = 20 * 366L;

    private final String name;
    private final int version;
    private final ZoneId zone;
    private final boolean always;
    private final Map<DayOfWeek, List<Slot>> week;
    private final List<DatedWeek> seasons;
    private final Map<LocalDate, Holiday> holidays = new HashMap<>();
    private final Map<LocalDate, Workday> workdays = new HashMap<>();

    private ServiceCalendar() {
        this.name = ALWAYS;
        this.version = 0;
        this.zone = ZoneOffset.UTC;
        this.always = true;
        this.week = Map.of();
        this.seasons = List.of();
    }

    public ServiceCalendar(String name, int version, CalendarPlan plan) {
        this.name = name;
        this.version = version;
        this.zone = plan.zone();
        this.always = false;
        this.week = byDay(plan.slots());
        this.seasons = plan.seasons().stream()
                .map(season -> new DatedWeek(season, byDay(season.slots())))
                .toList();
        plan.holidays().forEach(day -> holidays.put(day.date(), day));
        plan.workdays().forEach(day -> workdays.put(day.date(), day));
    }

    public String name() {
        return name;
    }

    public int version() {
        return version;
    }

    public ZoneId zone() {
        return zone;
    }

    public boolean isAroundTheClock() {
        return always;
    }

    /** The moment itself when it lies in service time, else the start of the next slot. */
    public Instant nextOpen(Instant moment) {
        return always ? moment : openFrom(moment).next().from();
    }

    public boolean isOpen(Instant moment) {
        return nextOpen(moment).equals(moment);
    }

    /** How much of the time between two moments is service time. */
    public Duration serviceTime(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return Duration.ZERO;
        }
        if (always) {
            return Duration.between(from, to);
        }
        Duration sum = Duration.ZERO;
        for (Iterator<Interval> open = openFrom(from, to); open.hasNext(); ) {
            Interval next = open.next();
            Instant end = next.to().isBefore(to) ? next.to() : to;
            if (next.from().isBefore(end)) {
                sum = sum.plus(Duration.between(next.from(), end));
            }
        }
        return sum;
    }

    /** When so much service time has passed; at closing time when it is used up exactly then. */
    public Instant plus(Instant from, Duration serviceTime) {
        if (always) {
            return from.plus(serviceTime);
        }
        Duration left = serviceTime;
        for (Iterator<Interval> open = openFrom(from); ; ) {
            Interval next = open.next();
            if (left.compareTo(next.length()) <= 0) {
                return next.from().plus(left);
            }
            left = left.minus(next.length());
        }
    }

    /** The stretches of service time from a moment on, in order, without end. */
    public Iterator<Interval> openFrom(Instant from) {
        return openFrom(from, Instant.MAX);
    }

    /** The same, only those that begin before a moment. */
    public Iterator<Interval> openFrom(Instant from, Instant before) {
        return always ? List.of(new Interval(from, Instant.MAX)).iterator() : new Walk(from, before);
    }

    /** Why nobody works on a day: the name of the holiday. */
    public Optional<String> holiday(LocalDate day) {
        return Optional.ofNullable(holidays.get(day)).map(Holiday::name);
    }

    /** The dated hours in which a moment lies, for example 618 (E-12). */
    public Optional<String> season(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        return seasons.stream()
                .map(DatedWeek::season)
                .filter(season -> season.covers(day))
                .map(Season::name)
                .findFirst();
    }

    /** The service time of one day, in order. */
    public List<Interval> slots(LocalDate day) {
        List<Slot> slots = slotsOf(day);
        if (slots.isEmpty()) {
            return List.of();
        }
        Instant begin = day.atStartOfDay(zone).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        ZoneRules rules = zone.getRules();
        List<Interval> found = new ArrayList<>(slots.size());
        Instant from = begin;
        while (from.isBefore(end)) {
            ZoneOffsetTransition change = rules.nextTransition(from);
            Instant to = change == null || !change.getInstant().isBefore(end) ? end : change.getInstant();
            long midnight = day.toEpochDay() * 86_400L - rules.getOffset(from).getTotalSeconds();
            for (Slot slot : slots) {
                Instant opens = later(from, Instant.ofEpochSecond(midnight + slot.begin() * 60L));
                Instant closes = earlier(to, Instant.ofEpochSecond(midnight + slot.end() * 60L));
                if (opens.isBefore(closes)) {
                    found.add(new Interval(opens, closes));
                }
            }
            from = to;
        }
        return found;
    }

    private List<Slot> slotsOf(LocalDate day) {
        if (holidays.containsKey(day)) {
            return List.of();
        }
        Workday made = workdays.get(day);
        DayOfWeek like = made == null ? day.getDayOfWeek() : made.like();
        for (DatedWeek season : seasons) {
            if (season.season().covers(day)) {
                return season.week().getOrDefault(like, List.of());
            }
        }
        return week.getOrDefault(like, List.of());
    }

    private static Map<DayOfWeek, List<Slot>> byDay(List<Slot> slots) {
        Map<DayOfWeek, List<Slot>> byDay = new EnumMap<>(DayOfWeek.class);
        slots.stream().sorted(Comparator.comparing(Slot::begin)).forEach(slot -> byDay.computeIfAbsent(
                        slot.day(), unused -> new ArrayList<>())
                .add(slot));
        return byDay;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private record DatedWeek(Season season, Map<DayOfWeek, List<Slot>> week) {}

    private final class Walk implements Iterator<Interval> {

        private final Instant from;
        private final Instant before;
        private final LocalDate last;
        private LocalDate day;
        private Iterator<Interval> ofDay;
        private @Nullable Interval next;

        Walk(Instant from, Instant before) {
            this.from = from;
            this.before = before;
            this.day = from.atZone(zone).toLocalDate();
            this.last = day.plusDays(LONGEST_WALK_IN_DAYS);
            this.ofDay = slots(day).iterator();
            this.next = find();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Interval next() {
            Interval found = next;
            if (found == null) {
                throw new NoSuchElementException("Calendar " + name + " has no service time after " + from);
            }
            next = find();
            return found;
        }

        private @Nullable Interval find() {
            while (true) {
                while (ofDay.hasNext()) {
                    Interval slot = ofDay.next();
                    if (!slot.from().isBefore(before)) {
                        return null;
                    }
                    if (slot.to().isAfter(from)) {
                        return new Interval(later(slot.from(), from), slot.to());
                    }
                }
                day = day.plusDays(1);
                if (day.isAfter(last)
                        || before.isBefore(Instant.MAX)
                                && !day.atStartOfDay(zone).toInstant().isBefore(before)) {
                    return null;
                }
                ofDay = slots(day).iterator();
            }
        }
    }
}
