package io.aftercare.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.calendar.CalendarPlan.Holiday;
import io.aftercare.calendar.CalendarPlan.Season;
import io.aftercare.calendar.CalendarPlan.Slot;
import io.aftercare.calendar.CalendarPlan.Workday;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceCalendarTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** Monday to Friday with a lunch break, National Day closed, a Saturday worked like a Monday, 双11 around the clock. */
    private final ServiceCalendar office = new ServiceCalendar(
            "OFFICE",
            1,
            new CalendarPlan(
                    SHANGHAI,
                    Stream.of(DayOfWeek.values())
                            .filter(day -> day.getValue() <= 5)
                            .flatMap(day -> Stream.of(new Slot(day, 540, 720), new Slot(day, 780, 1080)))
                            .toList(),
                    List.of(
                            new Holiday(LocalDate.of(2026, 10, 1), "国庆节"),
                            new Holiday(LocalDate.of(2026, 10, 2), "国庆节")),
                    List.of(new Workday(LocalDate.of(2026, 10, 10), "国庆节", DayOfWeek.MONDAY)),
                    List.of(new Season(
                            "双11",
                            LocalDate.of(2026, 11, 10),
                            LocalDate.of(2026, 11, 11),
                            Stream.of(DayOfWeek.values())
                                    .map(day -> new Slot(day, 0, 1440))
                                    .toList()))));

    @Test
    void theLunchBreakDoesNotCount() {
        assertThat(office.plus(at("2026-09-29T11:00"), Duration.ofHours(2))).isEqualTo(at("2026-09-29T14:00"));
        assertThat(office.nextOpen(at("2026-09-29T12:00"))).isEqualTo(at("2026-09-29T13:00"));
        assertThat(office.serviceTime(at("2026-09-29T11:30"), at("2026-09-29T13:30")))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatIsUsedUpAtClosingTimeIsDueThen() {
        assertThat(office.plus(at("2026-09-29T10:00"), Duration.ofHours(2))).isEqualTo(at("2026-09-29T12:00"));
        assertThat(office.plus(at("2026-09-29T15:00"), Duration.ofHours(3))).isEqualTo(at("2026-09-29T18:00"));
    }

    @Test
    void holidaysAndWeekendsAreSteppedOverAndAMakeUpSaturdayIsWorked() {
        // Wednesday, 30 September; Thursday and Friday are closed, then comes a weekend
        assertThat(office.plus(at("2026-09-30T17:00"), Duration.ofHours(2))).isEqualTo(at("2026-10-05T10:00"));
        assertThat(office.holiday(LocalDate.of(2026, 10, 1))).contains("国庆节");
        assertThat(office.nextOpen(at("2026-10-09T18:00"))).isEqualTo(at("2026-10-10T09:00"));
        assertThat(office.nextOpen(at("2026-10-10T18:00"))).isEqualTo(at("2026-10-12T09:00"));
    }

    @Test
    void aSeasonHasItsOwnHoursAndDaysThatTouchAreOneStretch() {
        assertThat(office.nextOpen(at("2026-11-10T03:00"))).isEqualTo(at("2026-11-10T03:00"));
        assertThat(office.serviceTime(at("2026-11-09T17:00"), at("2026-11-12T10:00")))
                .isEqualTo(Duration.ofHours(1 + 48 + 1));
        assertThat(office.nextOpen(at("2026-11-12T00:00"))).isEqualTo(at("2026-11-12T09:00"));
        assertThat(office.season(at("2026-11-11T23:59"))).contains("双11");
        assertThat(office.season(at("2026-11-12T00:00"))).isEmpty();
    }

    @Test
    void aroundTheClockNothingIsClosed() {
        ServiceCalendar always = ServiceCalendar.AROUND_THE_CLOCK;
        assertThat(always.plus(at("2026-10-01T03:00"), Duration.ofHours(30))).isEqualTo(at("2026-10-02T09:00"));
        assertThat(always.nextOpen(at("2026-10-01T03:00"))).isEqualTo(at("2026-10-01T03:00"));
    }

    /** The clock on the wall shows 02:00 to 03:00 twice in Berlin's autumn, and never in its spring. */
    @Test
    void anHourThatComesTwiceCountsTwiceAndOneThatNeverComesNever() {
        ServiceCalendar night = new ServiceCalendar(
                "NIGHT",
                1,
                new CalendarPlan(
                        ZoneId.of("Europe/Berlin"),
                        List.of(new Slot(DayOfWeek.SUNDAY, 120, 180)),
                        List.of(),
                        List.of(),
                        List.of()));
        assertThat(night.slots(LocalDate.of(2026, 10, 25))).hasSize(2);
        assertThat(night.serviceTime(Instant.parse("2026-10-24T00:00:00Z"), Instant.parse("2026-10-26T00:00:00Z")))
                .isEqualTo(Duration.ofHours(2));
        assertThat(night.slots(LocalDate.of(2026, 3, 29))).isEmpty();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }
}
