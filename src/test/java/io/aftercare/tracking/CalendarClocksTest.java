package io.aftercare.tracking;

import static io.aftercare.tracking.MovableClock.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aftercare.calendar.CalendarInput;
import io.aftercare.calendar.CalendarInput.HolidayInput;
import io.aftercare.calendar.CalendarUse.Move;
import io.aftercare.calendar.CalendarUse.Moves;
import io.aftercare.calendar.Calendars;
import io.aftercare.calendar.SavedCalendar;
import io.aftercare.calendar.ServiceCalendars;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** With real commits: clocks are counted anew after the calendar's own transaction. */
@TrackingTest
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class CalendarClocksTest {

    private static final String NAME = ServiceCalendars.SERVICE_HOURS;

    @Autowired
    private Calendars calendars;

    @Autowired
    private ClockService clocks;

    @Autowired
    private CalendarClocks counting;

    @Autowired
    private Scene scene;

    @Autowired
    private MovableClock clock;

    @Autowired
    private RecordedProcess process;

    @Autowired
    private JdbcTemplate jdbc;

    private int firstVersion;
    private CalendarInput ordinary = new CalendarInput(null, null, null, null, null, null);

    @BeforeEach
    void begin() {
        scene.forget();
        scene.begins();
        SavedCalendar stands = calendars.get(NAME);
        firstVersion = stands.version();
        ordinary = CalendarInput.of(stands.plan(), firstVersion);
    }

    @AfterEach
    void end() {
        scene.forget();
        CalendarInput before = CalendarInput.of(calendars.get(NAME).plan(), null);
        if (!before.equals(ordinary(null))) {
            calendars.save(NAME, ordinary(calendars.get(NAME).version()));
        }
    }

    @Test
    void theHousesHoursAreACalendarFromTheFirstStartOn() {
        SavedCalendar hours = calendars.get(NAME);
        assertThat(hours.plan().slots()).hasSize(7).allMatch(slot -> slot.begin() == 540 && slot.end() == 1260);
        assertThat(hours.behind()).isZero();
    }

    @Test
    void whatWouldMoveIsSeenBeforeItIsSavedAndMovesWhenItIs() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        Ticket urgent = scene.classified(scene.received(false), Priority.P0, Complexity.COMPLEX);
        process.open("Task_ProposeSolution", "technical-staff");
        CalendarInput closed = closed("2026-11-24");

        Moves moves = calendars.preview(NAME, closed);

        assertThat(moves.running()).isEqualTo(3);
        assertThat(moves.moved()).isEqualTo(2);
        assertThat(moves.first())
                .containsExactlyInAnyOrder(
                        new Move(ticket.number(), "PLAN", at("2026-11-24T10:00"), at("2026-11-25T10:00")),
                        new Move(ticket.number(), "RESOLUTION", at("2026-11-24T10:00"), at("2026-11-25T09:00")));
        assertThat(scene.clockOf(ticket, ClockName.PLAN).dueAt()).isEqualTo(at("2026-11-24T10:00"));

        SavedCalendar saved = calendars.save(NAME, closed);

        assertThat(saved.version()).isEqualTo(firstVersion + 1);
        assertThat(calendars.get(NAME).behind()).isZero();
        assertThat(scene.clockOf(ticket, ClockName.PLAN).dueAt()).isEqualTo(at("2026-11-25T10:00"));
        assertThat(scene.clockOf(ticket, ClockName.PLAN).calendarVersion()).isEqualTo(firstVersion + 1);
        assertThat(scene.clockOf(urgent, ClockName.PLAN).dueAt()).isEqualTo(at("2026-11-23T12:00"));
        assertThat(process.told).contains("due [Task_ProposeSolution] " + at("2026-11-25T10:00"));
    }

    @Test
    void whatANodeLeftUndoneIsFoundByTheVersionOnTheRow() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        calendars.save(NAME, closed("2026-11-24"));
        // as if the node had died before it came to this clock
        jdbc.update(
                "update clock set due_at = ?, calendar_version = ? where name = 'PLAN'",
                java.sql.Timestamp.from(at("2026-11-24T10:00")),
                firstVersion);
        assertThat(calendars.get(NAME).behind()).isEqualTo(1);

        assertThat(counting.recountAll()).isEqualTo(1);

        assertThat(calendars.get(NAME).behind()).isZero();
        assertThat(scene.clockOf(ticket, ClockName.PLAN).dueAt()).isEqualTo(at("2026-11-25T10:00"));
        assertThat(counting.recountAll()).isZero();
    }

    @Test
    void aPauseIsKeptWhenTheCalendarChanges() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clock.set("2026-11-23T12:00");
        clocks.pause(ticket.number(), "WAITING_FOR_PART", ClockName.PLAN);
        clock.set("2026-11-23T15:00");
        clocks.resume(ticket, ClockName.PLAN);
        assertThat(scene.clockOf(ticket, ClockName.PLAN).dueAt()).isEqualTo(at("2026-11-24T13:00"));

        calendars.save(NAME, closed("2026-11-24"));

        assertThat(scene.clockOf(ticket, ClockName.PLAN).dueAt()).isEqualTo(at("2026-11-25T13:00"));
    }

    @Test
    void ofTwoWhoEditTheSameVersionOneIsToldSo() {
        calendars.save(NAME, closed("2026-11-24"));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> calendars.save(NAME, closed("2026-11-25")))
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.CHANGED_MEANWHILE));
    }

    @Test
    void publishedHolidaysReplaceWhatTheCalendarSaidAboutTheirDays() {
        String file = "{\"days\": [{\"name\": \"元旦\", \"date\": \"2027-01-01\", \"isOffDay\": true},"
                + "{\"name\": \"元旦\", \"date\": \"2027-01-03\", \"isOffDay\": false}]}";
        calendars.save(NAME, closed("2027-01-03"));

        SavedCalendar saved = calendars.importHolidays(NAME, file.getBytes(StandardCharsets.UTF_8), DayOfWeek.FRIDAY);

        assertThat(saved.plan().holidays()).singleElement().satisfies(day -> assertThat(day.date())
                .isEqualTo(LocalDate.of(2027, 1, 1)));
        assertThat(saved.plan().workdays()).singleElement().satisfies(day -> {
            assertThat(day.date()).isEqualTo(LocalDate.of(2027, 1, 3));
            assertThat(day.like()).isEqualTo(DayOfWeek.FRIDAY);
        });
        assertThat(calendars.get(NAME).plan()).isEqualTo(saved.plan());
    }

    @Test
    void aCalendarOfOnesOwnComesAndGoesAndTheHousesOwnStays() {
        CalendarInput fresh = new CalendarInput(null, "Europe/Berlin", ordinary.slots(), null, null, null);
        assertThat(calendars.save("BERLIN", fresh).version()).isEqualTo(1);
        assertThat(calendars.list()).extracting(SavedCalendar::name).containsExactly("BERLIN", NAME);
        calendars.delete("BERLIN");
        assertThat(calendars.save("BERLIN", fresh).version()).isEqualTo(2);
        calendars.delete("BERLIN");
        refused("problem.calendar-needed", () -> calendars.delete(NAME));
        refused("problem.calendar-name", () -> calendars.save("AROUND_THE_CLOCK", fresh));
        refused("problem.calendar-unknown", () -> calendars.get("PARIS"));
    }

    private static void refused(String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    private CalendarInput ordinary(@Nullable Integer version) {
        return new CalendarInput(version, ordinary.zone(), ordinary.slots(), List.of(), List.of(), List.of());
    }

    private CalendarInput closed(String day) {
        return new CalendarInput(
                firstVersion,
                ordinary.zone(),
                ordinary.slots(),
                List.of(new HolidayInput(LocalDate.parse(day), "Closed")),
                null,
                null);
    }
}
