package io.aftercare.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.calendar.CalendarPlan;
import io.aftercare.calendar.CalendarPlan.Holiday;
import io.aftercare.calendar.CalendarPlan.Season;
import io.aftercare.calendar.CalendarPlan.Slot;
import io.aftercare.calendar.CalendarPlan.Workday;
import io.aftercare.calendar.Interval;
import io.aftercare.calendar.ServiceCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The walk against a reader who looks at every single minute, across the changes of the clocks in four zones. */
class CountingPropertyTest {

    private static final List<String> ZONES =
            List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai");
    private static final List<Instant> AROUND = List.of(
            Instant.parse("2026-03-08T00:00:00Z"),
            Instant.parse("2026-03-29T00:00:00Z"),
            Instant.parse("2026-04-05T00:00:00Z"),
            Instant.parse("2026-10-04T00:00:00Z"),
            Instant.parse("2026-10-25T00:00:00Z"),
            Instant.parse("2026-11-01T00:00:00Z"));

    @Property(tries = 800)
    void theDueTimeIsWhereAReaderOfEveryMinuteEnds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int limit) {
        Random random = new Random(seed);
        CalendarPlan plan = plan(random);
        ServiceCalendar calendar = new ServiceCalendar("RANDOM", 1, plan);
        Instant from = AROUND.get(random.nextInt(AROUND.size()))
                .plus(Duration.ofMinutes(random.nextInt(8 * 1440) - 4 * 1440L));
        Duration target = Duration.ofMinutes(limit);
        List<Interval> pauses = pauses(random, from);

        List<Counting.Step> steps = Counting.walk(from, target, 100, calendar, pauses);

        Instant due = Counting.end(from, steps);
        assertThat(due).isEqualTo(new Reader(plan, pauses).due(from, target));
        Instant at = from;
        Duration counted = Duration.ZERO;
        for (Counting.Step step : steps) {
            assertThat(step.time().from()).isEqualTo(at);
            at = step.time().to();
            counted = step.kind() == Counting.Kind.COUNTED
                    ? counted.plus(step.time().length())
                    : counted;
        }
        assertThat(counted).isEqualTo(target);
        assertThat(Counting.at(from, target, 50, calendar, pauses)).isBeforeOrEqualTo(due);
        assertThat(Counting.at(from, target, 150, calendar, pauses)).isAfterOrEqualTo(due);
    }

    static CalendarPlan plan(Random random) {
        List<Slot> week = week(random);
        LocalDate first = LocalDate.of(2026, 3, 1);
        List<Holiday> holidays = new ArrayList<>();
        List<Workday> workdays = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(LocalDate.of(2026, 12, 31)); day = day.plusDays(1)) {
            int drawn = random.nextInt(12);
            if (drawn == 0) {
                holidays.add(new Holiday(day, "holiday"));
            } else if (drawn == 1) {
                workdays.add(new Workday(day, "made up", DayOfWeek.of(1 + random.nextInt(7))));
            }
        }
        LocalDate season = first.plusDays(random.nextInt(240));
        return new CalendarPlan(
                ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))),
                week,
                holidays,
                workdays,
                List.of(new Season("season", season, season.plusDays(random.nextInt(20)), week(random))));
    }

    private static List<Slot> week(Random random) {
        List<Slot> slots = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(5) == 0 && day != DayOfWeek.WEDNESDAY) {
                continue;
            }
            int at = random.nextInt(600);
            int count = 1 + random.nextInt(3);
            for (int slot = 0; slot < count && at < 1300; slot++) {
                int end = Math.min(1440, at + 60 + random.nextInt(500));
                slots.add(new Slot(day, at, end));
                at = end + random.nextInt(120);
            }
        }
        return slots;
    }

    private static List<Interval> pauses(Random random, Instant from) {
        List<Interval> pauses = new ArrayList<>();
        Instant at = from;
        for (int pause = random.nextInt(4); pause > 0; pause--) {
            Instant begin = at.plus(Duration.ofMinutes(random.nextInt(1500)));
            at = begin.plus(Duration.ofMinutes(1 + random.nextInt(2000)));
            pauses.add(new Interval(begin, at));
        }
        return pauses;
    }

    /** Asks the wall and the list of pauses about each minute. */
    record Reader(CalendarPlan plan, List<Interval> pauses) {

        Instant due(Instant from, Duration target) {
            boolean elapsed = target.toHours() >= 24;
            long left = target.toMinutes();
            Instant at = from;
            while (left > 0) {
                if ((elapsed || isOpen(at)) && !isPaused(at)) {
                    left--;
                }
                at = at.plusSeconds(60);
            }
            if (!elapsed || isOpen(at)) {
                return at;
            }
            while (!isOpen(at) || isPaused(at)) {
                at = at.plusSeconds(60);
            }
            return at;
        }

        private boolean isPaused(Instant minute) {
            return pauses.stream().anyMatch(pause -> !minute.isBefore(pause.from()) && minute.isBefore(pause.to()));
        }

        private boolean isOpen(Instant minute) {
            LocalDateTime wall = minute.atZone(plan.zone()).toLocalDateTime();
            LocalDate day = wall.toLocalDate();
            if (plan.holidays().stream().anyMatch(holiday -> holiday.date().equals(day))) {
                return false;
            }
            DayOfWeek like = plan.workdays().stream()
                    .filter(made -> made.date().equals(day))
                    .map(Workday::like)
                    .findFirst()
                    .orElse(day.getDayOfWeek());
            List<Slot> slots = plan.seasons().stream()
                    .filter(season -> !day.isBefore(season.from()) && !day.isAfter(season.to()))
                    .findFirst()
                    .map(Season::slots)
                    .orElse(plan.slots());
            int time = wall.getHour() * 60 + wall.getMinute();
            return slots.stream().anyMatch(slot -> slot.day() == like && slot.begin() <= time && time < slot.end());
        }
    }
}
