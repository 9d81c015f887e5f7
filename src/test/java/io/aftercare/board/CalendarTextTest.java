package io.aftercare.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.calendar.CalendarInput;
import io.aftercare.calendar.CalendarInput.HolidayInput;
import io.aftercare.calendar.CalendarInput.SlotInput;
import io.aftercare.calendar.CalendarInput.WorkdayInput;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A calendar as text: what is typed is read as it is meant, what cannot be read is said, nothing is lost. */
class CalendarTextTest {

    @Test
    void severalStretchesADayAreReadInEveryUsualSpelling() {
        CalendarInput input = typed(Map.of(
                        "zone", " Asia/Shanghai ",
                        "hours.MONDAY", "9:00-12:00, 13:30-24:00",
                        "hours.TUESDAY", "09：00–12：00；13:00至18:00",
                        "hours.SUNDAY", "  "))
                .read();
        assertThat(input.zone()).isEqualTo("Asia/Shanghai");
        assertThat(input.slots())
                .containsExactly(
                        new SlotInput(DayOfWeek.MONDAY, "09:00", "12:00"),
                        new SlotInput(DayOfWeek.MONDAY, "13:30", "24:00"),
                        new SlotInput(DayOfWeek.TUESDAY, "09:00", "12:00"),
                        new SlotInput(DayOfWeek.TUESDAY, "13:00", "18:00"));
    }

    @Test
    void daysAreReadLineByLineRangesAndWeekdaysToo() {
        CalendarInput input = typed(Map.of(
                        "closed", "2026-10-01..2026-10-03 国庆节\r\n\r\n2027-1-1\n",
                        "workdays", "2026-10-10 国庆节 | tue\n2026-10-11"))
                .read();
        assertThat(input.holidays())
                .containsExactly(
                        new HolidayInput(LocalDate.of(2026, 10, 1), "国庆节"),
                        new HolidayInput(LocalDate.of(2026, 10, 2), "国庆节"),
                        new HolidayInput(LocalDate.of(2026, 10, 3), "国庆节"),
                        new HolidayInput(LocalDate.of(2027, 1, 1), ""));
        assertThat(input.workdays())
                .containsExactly(
                        new WorkdayInput(LocalDate.of(2026, 10, 10), "国庆节", DayOfWeek.TUESDAY),
                        new WorkdayInput(LocalDate.of(2026, 10, 11), "", null));
    }

    @Test
    void whatCannotBeReadIsSaidWithItsOwnWords() {
        assertUnreadable(Map.of("hours.MONDAY", "nine to five"), "nine to five");
        assertUnreadable(Map.of("hours.MONDAY", "09:00-12:00 13:00-18:00"), "09:00-12:00 13:00-18:00");
        assertUnreadable(Map.of("closed", "2026-02-30 never"), "2026-02-30");
        assertUnreadable(Map.of("closed", "tomorrow"), "tomorrow");
        assertUnreadable(Map.of("closed", "2026-10-07..2026-10-01 x"), "2026-10-07..2026-10-01 x");
        assertUnreadable(Map.of("closed", "2026-01-01..9999-01-01 x"), "2026-01-01..9999-01-01 x");
        assertUnreadable(Map.of("workdays", "2026-10-10 x | someday"), "2026-10-10 x | someday");
    }

    @Test
    void whatWasSavedComesBackAsItWouldBeTypedAndIsReadTheSame() {
        CalendarInput saved = new CalendarInput(
                7,
                "Asia/Shanghai",
                List.of(
                        new SlotInput(DayOfWeek.MONDAY, "09:00", "12:00"),
                        new SlotInput(DayOfWeek.MONDAY, "13:00", "24:00")),
                List.of(new HolidayInput(LocalDate.of(2026, 10, 1), "国庆节")),
                List.of(new WorkdayInput(LocalDate.of(2026, 10, 10), "国庆节", DayOfWeek.FRIDAY)),
                List.of(new CalendarInput.SeasonInput(
                        "双11",
                        LocalDate.of(2026, 11, 1),
                        LocalDate.of(2026, 11, 11),
                        List.of(new SlotInput(DayOfWeek.SUNDAY, "00:00", "24:00")))));
        assertThat(CalendarText.of(saved).read()).isEqualTo(saved);
    }

    @Test
    void aFilesDaysCountAndWhatWasTypedAboutOtherDaysStays() {
        CalendarInput before = new CalendarInput(
                1, "UTC", List.of(), List.of(new HolidayInput(LocalDate.of(2026, 1, 1), "old")), List.of(), List.of());
        CalendarInput after = new CalendarInput(
                1,
                "UTC",
                List.of(),
                List.of(
                        new HolidayInput(LocalDate.of(2026, 1, 1), "old"),
                        new HolidayInput(LocalDate.of(2026, 10, 1), "国庆节")),
                List.of(new WorkdayInput(LocalDate.of(2026, 10, 10), "国庆节", DayOfWeek.MONDAY)),
                List.of());
        CalendarText typed = typed(Map.of(
                "zone", "UTC",
                "hours.MONDAY", "08:00-10:00",
                "closed", "2026-01-01 old\n2026-05-05 ours\n2026-10-10 wrong",
                "workdays", ""));

        CalendarText filled = typed.with(before, after);

        assertThat(filled.closed()).isEqualTo("2026-01-01 old\n2026-05-05 ours\n2026-10-01 国庆节");
        assertThat(filled.workdays()).isEqualTo("2026-10-10 国庆节 | MON");
        assertThat(filled.hours()).containsEntry(DayOfWeek.MONDAY, "08:00-10:00");
    }

    @Test
    void anEmptySeasonDoesNotExist() {
        CalendarText text = typed(Map.of(
                "season.0.name", "618",
                "season.0.from", "2026-06-01",
                "season.0.to", "2026-06-18",
                "season.0.hours.MONDAY", "00:00-24:00",
                "season.1.name", " "));
        assertThat(text.seasons()).hasSize(2);
        assertThat(text.read().seasons()).hasSize(1);
    }

    private static CalendarText typed(Map<String, String> fields) {
        return CalendarText.typed(new HashMap<>(fields));
    }

    private static void assertUnreadable(Map<String, String> fields, String what) {
        assertThatThrownBy(() -> typed(fields).read())
                .isInstanceOfSatisfying(CalendarText.Unreadable.class, unreadable -> assertThat(unreadable.what())
                        .isEqualTo(what));
    }
}
