package io.aftercare.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aftercare.calendar.CalendarInput.HolidayInput;
import io.aftercare.calendar.CalendarInput.SeasonInput;
import io.aftercare.calendar.CalendarInput.SlotInput;
import io.aftercare.calendar.CalendarInput.WorkdayInput;
import io.aftercare.problem.ProblemException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarRulesTest {

    private static final List<SlotInput> MONDAYS = List.of(new SlotInput(DayOfWeek.MONDAY, "09:00", "18:00"));

    private final CalendarRules rules = new CalendarRules(Instant.parse("2026-11-23T02:00:00Z"), ZoneOffset.UTC);

    @Test
    void whatIsInOrderComesBackSorted() {
        CalendarPlan plan = rules.check(input(
                "Asia/Shanghai",
                List.of(
                        new SlotInput(DayOfWeek.MONDAY, "13:00", "24:00"),
                        new SlotInput(DayOfWeek.MONDAY, "09:00", "13:00")),
                null));
        assertThat(plan.slots())
                .containsExactly(
                        new CalendarPlan.Slot(DayOfWeek.MONDAY, 540, 780),
                        new CalendarPlan.Slot(DayOfWeek.MONDAY, 780, 1440));
        assertThat(CalendarInput.of(plan, 3).slots())
                .containsExactly(
                        new SlotInput(DayOfWeek.MONDAY, "09:00", "13:00"),
                        new SlotInput(DayOfWeek.MONDAY, "13:00", "24:00"));
    }

    @ParameterizedTest(name = "{0}-{1}: {2}")
    @CsvSource({
        "12:30, 14:00, problem.calendar-slot-overlap",
        "09:00, 10:00, problem.calendar-slot-overlap",
        "19:00, 18:30, problem.calendar-slot-end",
        "20:00, 20:00, problem.calendar-slot-end",
        "20:00, 24:01, problem.calendar-time",
        "20:00, 9, problem.calendar-time",
    })
    void slotsThatAreNoneAreRefused(String from, String to, String key) {
        refused(
                key,
                input(
                        "Asia/Shanghai",
                        List.of(
                                new SlotInput(DayOfWeek.MONDAY, "09:00", "18:00"),
                                new SlotInput(DayOfWeek.MONDAY, from, to)),
                        null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Peking", "+08:00 ", "nowhere"})
    void anUnknownZoneIsRefused(String zone) {
        refused("problem.calendar-zone", input(zone, MONDAYS, null));
    }

    @Test
    void aCalendarWithoutServiceTimeIsRefused() {
        refused("problem.calendar-no-service", input("Asia/Shanghai", List.of(), null));
        List<HolidayInput> everyMonday = LocalDate.of(2026, 11, 23)
                .datesUntil(LocalDate.of(2028, 1, 1))
                .filter(day -> day.getDayOfWeek() == DayOfWeek.MONDAY)
                .map(day -> new HolidayInput(day, "closed"))
                .toList();
        refused("problem.calendar-no-service-within-year", input("Asia/Shanghai", MONDAYS, everyMonday));
        refused(
                "problem.calendar-too-little",
                input("Asia/Shanghai", List.of(new SlotInput(DayOfWeek.MONDAY, "09:00", "09:01")), null));
    }

    @Test
    void datedHoursThatCloseTheHouseForYearsAreRefused() {
        refused(
                "problem.calendar-closed-too-long",
                new CalendarInput(
                        null,
                        "Asia/Shanghai",
                        MONDAYS,
                        null,
                        null,
                        List.of(new SeasonInput(
                                "closed", LocalDate.of(2028, 1, 1), LocalDate.of(2030, 1, 1), List.of()))));
    }

    @Test
    void daysOutsideOrTwiceAreRefused() {
        refused(
                "problem.calendar-date-outside",
                input("Asia/Shanghai", MONDAYS, List.of(new HolidayInput(LocalDate.of(1999, 12, 31), "x"))));
        refused(
                "problem.calendar-date-outside",
                input("Asia/Shanghai", MONDAYS, List.of(new HolidayInput(LocalDate.of(2226, 1, 1), "x"))));
        LocalDate day = LocalDate.of(2026, 12, 1);
        refused(
                "problem.calendar-date-twice",
                new CalendarInput(
                        null,
                        "Asia/Shanghai",
                        MONDAYS,
                        List.of(new HolidayInput(day, "x")),
                        List.of(new WorkdayInput(day, "y", null)),
                        null));
    }

    @Test
    void seasonsThatOverlapOrEndTooEarlyAreRefused() {
        LocalDate first = LocalDate.of(2027, 6, 1);
        SeasonInput one = new SeasonInput("618", first, first.plusDays(20), MONDAYS);
        SeasonInput other = new SeasonInput("Sale", first.plusDays(20), first.plusDays(30), MONDAYS);
        refused("problem.calendar-season-overlap", seasons(one, other));
        refused("problem.calendar-season-end", seasons(new SeasonInput("618", first, first.minusDays(1), MONDAYS)));
    }

    private void refused(String key, CalendarInput input) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> rules.check(input))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    private static CalendarInput seasons(SeasonInput... seasons) {
        return new CalendarInput(null, "Asia/Shanghai", MONDAYS, null, null, List.of(seasons));
    }

    private static CalendarInput input(String zone, List<SlotInput> slots, @Nullable List<HolidayInput> holidays) {
        return new CalendarInput(null, zone, slots, holidays, null, null);
    }
}
