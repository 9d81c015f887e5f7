package io.aftercare.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.calendar.CalendarPlan;
import io.aftercare.calendar.Interval;
import io.aftercare.calendar.ServiceCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceHoursTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final ServiceHours hours = hours("09:00", "21:00", "Asia/Shanghai");

    @ParameterizedTest(name = "{0} + {1} = {2}")
    @CsvSource({
        "2026-11-22T10:00, PT2H, 2026-11-22T12:00",
        "2026-11-22T20:00, PT2H, 2026-11-23T10:00",
        "2026-11-22T22:30, PT4H, 2026-11-23T13:00",
        "2026-11-22T06:15, PT1H, 2026-11-22T10:00",
        "2026-11-22T17:00, PT4H, 2026-11-22T21:00",
        "2026-11-22T10:30, PT12H, 2026-11-23T10:30",
        "2026-11-22T10:30, PT23H59M, 2026-11-24T10:29",
        "2026-11-22T10:00, PT24H, 2026-11-23T10:00",
        "2026-11-22T22:30, PT24H, 2026-11-24T09:00",
        "2026-11-22T03:00, PT48H, 2026-11-24T09:00",
        "2026-11-22T20:59, PT72H, 2026-11-25T20:59",
    })
    void underADayServiceTimeIsCountedAndFromADayOnOnlyTheEndMoves(String from, Duration target, String due) {
        assertThat(hours.due(shanghai(from), target, false)).isEqualTo(shanghai(due));
    }

    @Test
    void aroundTheClockTheNightCountsToo() {
        assertThat(hours.due(shanghai("2026-11-22T23:30"), Duration.ofHours(1), true))
                .isEqualTo(shanghai("2026-11-23T00:30"));
        assertThat(hours.due(shanghai("2026-11-22T23:30"), Duration.ofHours(24), true))
                .isEqualTo(shanghai("2026-11-23T23:30"));
    }

    @Test
    void theNextOpeningIsNowWhileOpen() {
        assertThat(hours.nextOpen(shanghai("2026-11-22T09:00"))).isEqualTo(shanghai("2026-11-22T09:00"));
        assertThat(hours.nextOpen(shanghai("2026-11-22T20:59"))).isEqualTo(shanghai("2026-11-22T20:59"));
        assertThat(hours.nextOpen(shanghai("2026-11-22T21:00"))).isEqualTo(shanghai("2026-11-23T09:00"));
        assertThat(hours.nextOpen(shanghai("2026-11-22T08:59"))).isEqualTo(shanghai("2026-11-22T09:00"));
    }

    @Test
    void aPauseCountsInTheCalendarOfTheClock() {
        Instant from = shanghai("2026-11-22T10:00");
        List<Interval> overNight = List.of(new Interval(shanghai("2026-11-22T20:00"), shanghai("2026-11-23T10:00")));
        // 1 h before closing and 1 h after opening
        ServiceCalendar calendar = calendar("09:00", "21:00", "Asia/Shanghai");
        ServiceCalendar always = ServiceCalendar.AROUND_THE_CLOCK;
        assertThat(Counting.due(from, Duration.ofHours(12), calendar, overNight))
                .isEqualTo(shanghai("2026-11-23T12:00"));
        // 14 h by the wall clock, 24 + 14 h later it is midnight
        assertThat(Counting.due(from, Duration.ofHours(24), calendar, overNight))
                .isEqualTo(shanghai("2026-11-24T09:00"));
        assertThat(Counting.due(from, Duration.ofHours(24), always, overNight)).isEqualTo(shanghai("2026-11-24T00:00"));
    }

    @ParameterizedTest(name = "{0}-{1} {2}")
    @CsvSource({
        "09:00, 21:00, Asia/Shanghai",
        "08:00, 20:30, America/New_York",
        "00:00, 00:00, Europe/Berlin",
        "09:30, 00:00, Australia/Lord_Howe",
        "00:00, 04:00, America/New_York",
        "08:00, 08:01, Europe/Berlin",
    })
    void agreesWithCountingMinuteByMinute(String opensAt, String closesAt, String zone) {
        ServiceHours counted = hours(opensAt, closesAt, zone);
        MinuteOracle oracle = new MinuteOracle(LocalTime.parse(opensAt), LocalTime.parse(closesAt), ZoneId.of(zone));
        Random random = new Random(20261122);
        boolean oneMinuteADay = opensAt.equals("08:00") && closesAt.equals("08:01");
        for (int round = 0; round < 300; round++) {
            // weeks around both changes of the clocks, in the north and in the south
            String around = random.nextBoolean() ? "2026-03-25T00:00:00Z" : "2026-10-25T00:00:00Z";
            Instant from = Instant.parse(around).plus(Duration.ofMinutes(random.nextInt(24 * 60 * 20) - 24 * 60 * 10));
            Duration target = Duration.ofMinutes(1 + random.nextInt(oneMinuteADay ? 20 : 60 * 30));
            assertThat(counted.due(from, target, false))
                    .as("%s + %s", from, target)
                    .isEqualTo(oracle.due(from, target));
            assertThat(counted.nextOpen(from)).as("next open after %s", from).isEqualTo(oracle.nextOpen(from));
            Instant to = from.plus(Duration.ofMinutes(random.nextInt(60 * 70)));
            assertThat(calendar(opensAt, closesAt, zone).serviceTime(from, to))
                    .as("%s to %s", from, to)
                    .isEqualTo(oracle.serviceTime(from, to));
        }
    }

    @Test
    void aLongerLimitIsNeverDueEarlierAndNothingIsDueBeforeItStarts() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            Instant from = shanghai("2026-11-22T00:00").plusSeconds(random.nextInt(3 * 24 * 3600));
            Duration shorter = Duration.ofSeconds(random.nextInt(23 * 3600));
            Duration longer = shorter.plusSeconds(random.nextInt(3600));
            Instant due = hours.due(from, shorter, false);
            assertThat(due).isAfterOrEqualTo(from.plus(shorter));
            assertThat(hours.due(from, longer, false)).isAfterOrEqualTo(due);
        }
    }

    private static Instant shanghai(String local) {
        return ZonedDateTime.of(java.time.LocalDateTime.parse(local), SHANGHAI).toInstant();
    }

    private static ServiceHours hours(String opensAt, String closesAt, String zone) {
        return new ServiceHours(calendar(opensAt, closesAt, zone));
    }

    private static ServiceCalendar calendar(String opensAt, String closesAt, String zone) {
        return new ServiceCalendar(
                "TEST", 1, CalendarPlan.everyDay(LocalTime.parse(opensAt), LocalTime.parse(closesAt), ZoneId.of(zone)));
    }

    /** Looks at every single minute and asks the wall whether it is a service minute. */
    private record MinuteOracle(LocalTime opensAt, LocalTime closesAt, ZoneId zone) {

        Instant due(Instant from, Duration target) {
            if (target.toHours() >= 24) {
                return nextOpen(from.plus(target));
            }
            Instant at = nextOpen(from);
            long left = target.toMinutes();
            while (left > 0) {
                if (isOpen(at)) {
                    left--;
                }
                at = at.plusSeconds(60);
            }
            return at;
        }

        Instant nextOpen(Instant moment) {
            Instant at = moment;
            while (!isOpen(at)) {
                at = at.plusSeconds(60);
            }
            return at;
        }

        Duration serviceTime(Instant from, Instant to) {
            List<Instant> open = new ArrayList<>();
            for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
                if (isOpen(at)) {
                    open.add(at);
                }
            }
            return Duration.ofMinutes(open.size());
        }

        private boolean isOpen(Instant minute) {
            LocalTime wall = minute.atZone(zone).toLocalTime();
            return !wall.isBefore(opensAt) && (closesAt.equals(LocalTime.MIDNIGHT) || wall.isBefore(closesAt));
        }
    }
}
