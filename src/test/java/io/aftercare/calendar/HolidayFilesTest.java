package io.aftercare.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aftercare.calendar.HolidayFile.Day;
import io.aftercare.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolidayFilesTest {

    private final HolidayFiles files = new HolidayFiles(ZoneId.of("Asia/Shanghai"), LocalDate.of(2026, 11, 23));

    @Test
    void theListOfTheStateCouncilHasFreeDaysAndDaysThatMakeUpForThem() {
        assertThat(read("""
                        {"year": 2027, "papers": [], "days": [
                          {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
                          {"name": "元旦", "date": "2027-01-03", "isOffDay": false}]}
                        """))
                .containsExactly(
                        new Day(LocalDate.of(2027, 1, 1), "元旦", false), new Day(LocalDate.of(2027, 1, 3), "元旦", true));
    }

    @Test
    void anIcsEventIsAsManyDaysAsItLastsAndOneThatRepeatsComesEveryYear() {
        List<Day> days = read(ics("""
                BEGIN:VEVENT
                UID:1
                DTSTAMP:20260101T000000Z
                DTSTART;VALUE=DATE:20261224
                DTEND;VALUE=DATE:20261227
                SUMMARY:Weihnachten
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTAMP:20260101T000000Z
                DTSTART;VALUE=DATE:20201003
                RRULE:FREQ=YEARLY
                SUMMARY:Tag der Deutschen Einheit
                END:VEVENT
                """));
        assertThat(days)
                .extracting(Day::date)
                .contains(
                        LocalDate.of(2026, 12, 24),
                        LocalDate.of(2026, 12, 25),
                        LocalDate.of(2026, 12, 26),
                        LocalDate.of(2026, 10, 3),
                        LocalDate.of(2027, 10, 3))
                .doesNotContain(LocalDate.of(2026, 12, 27), LocalDate.of(2020, 10, 3));
        assertThat(days).noneMatch(Day::worked);
    }

    @Test
    void aDayThatMakesUpIsKnownByAppleMarkOrByName() {
        List<Day> days = read(ics("""
                BEGIN:VEVENT
                UID:1
                DTSTAMP:20260101T000000Z
                DTSTART;VALUE=DATE:20270206
                SUMMARY:春节（班）
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTAMP:20260101T000000Z
                DTSTART;VALUE=DATE:20270207
                X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY
                SUMMARY:春节
                END:VEVENT
                """));
        assertThat(days).hasSize(2).allMatch(Day::worked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{\"days\": 3}",
                "{\"days\": [{\"date\": \"2027-02-30\", \"isOffDay\": true}]}",
                "{\"days\": [{\"date\": \"2027-02-03\"}]}",
                "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\n",
                "{\"days\": []}",
                "<html>"
            })
    void whatIsNoListOfDaysIsRefused(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read(text))
                .satisfies(refusal -> assertThat(refusal.key()).startsWith("problem.holidays-"));
    }

    private List<Day> read(String text) {
        return files.read(text.getBytes(StandardCharsets.UTF_8)).days();
    }

    private static String ics(String events) {
        return ("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n" + events.strip() + "\nEND:VCALENDAR\n")
                .replace("\n", "\r\n");
    }
}
