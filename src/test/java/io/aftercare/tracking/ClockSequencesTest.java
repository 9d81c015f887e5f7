package io.aftercare.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.calendar.CalendarInput;
import io.aftercare.calendar.CalendarPlan;
import io.aftercare.calendar.Calendars;
import io.aftercare.calendar.Interval;
import io.aftercare.calendar.ServiceCalendars;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Random lives of a clock: the row, the task's due date, the explanation and a reader of every minute agree. */
@TrackingTest
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class ClockSequencesTest {

    private static final int STEPS = 14;

    @Autowired
    private ClockService clocks;

    @Autowired
    private ClockExplanations explanations;

    @Autowired
    private Calendars calendars;

    @Autowired
    private Scene scene;

    @Autowired
    private MovableClock clock;

    @Autowired
    private RecordedProcess process;

    @Autowired
    private AtRisk atRisk;

    @Autowired
    private JdbcTemplate jdbc;

    private @Nullable CalendarPlan ordinary;

    @BeforeEach
    void begin() {
        scene.forget();
        scene.begins();
        ordinary = calendars.get(ServiceCalendars.SERVICE_HOURS).plan();
    }

    @AfterEach
    void end() {
        scene.forget();
        save(Objects.requireNonNull(ordinary));
    }

    @RepeatedTest(40)
    void rowTaskAndReaderAgree(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        LocalDateTime time = LocalDateTime.parse("2026-10-20T08:00").plusMinutes(random.nextInt(8_000));
        clock.set(time.toString());
        CalendarPlan plan = change(random);
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        process.open("Task_RepairProduct", "technical-staff");
        List<Interval> pauses = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            time = time.plusMinutes(random.nextInt(400));
            clock.set(time.toString());
            TicketClock resolution = scene.clockOf(ticket, ClockName.RESOLUTION);
            switch (random.nextInt(5)) {
                case 0 -> clocks.pause(ticket.number(), "WAITING_FOR_PART", ClockName.RESOLUTION);
                case 1 -> clocks.resume(ticket, ClockName.RESOLUTION);
                case 2 -> {
                    ticket = scene.withPriority(ticket, Priority.values()[random.nextInt(3)]);
                    clocks.recompute(ticket);
                }
                case 3 -> clocks.told(ticket, random.nextBoolean(), clock.instant());
                default -> plan = change(random);
            }
            TicketClock after = scene.clockOf(ticket, ClockName.RESOLUTION);
            if (resolution.state() == ClockState.PAUSED && after.state() == ClockState.RUNNING) {
                Interval last = pauses.remove(pauses.size() - 1);
                pauses.add(new Interval(last.from(), clock.instant()));
            } else if (resolution.state() == ClockState.RUNNING && after.state() == ClockState.PAUSED) {
                pauses.add(new Interval(clock.instant(), Instant.MAX));
            }
            check(after, plan, pauses);
            checkPressing(ticket);
        }
    }

    private void check(TicketClock counted, CalendarPlan plan, List<Interval> pauses) {
        List<Interval> ended =
                pauses.stream().filter(pause -> !pause.to().equals(Instant.MAX)).toList();
        Duration target = Duration.parse(counted.target());
        Instant expected = counted.calendar().equals("AROUND_THE_CLOCK")
                ? Counting.due(
                        counted.startedAt(), target, io.aftercare.calendar.ServiceCalendar.AROUND_THE_CLOCK, ended)
                : new CountingPropertyTest.Reader(plan, ended).due(counted.startedAt(), target);
        assertThat(counted.dueAt()).isEqualTo(expected);
        assertThat(ClockExplanationsTest.sum(explanations.lines(counted, Locale.ENGLISH)))
                .isEqualTo(expected);
        assertThat(counted.nextLevelAt() == null).isEqualTo(counted.state() == ClockState.PAUSED);
        String last = process.told.stream()
                .filter(told -> told.startsWith("due [Task_RepairProduct]"))
                .reduce((one, other) -> other)
                .orElse("due [Task_RepairProduct] " + expected);
        assertThat(last).isEqualTo("due [Task_RepairProduct] " + expected);
    }

    /** What stands on the ticket for the board is what its awaited clocks say. */
    private void checkPressing(Ticket ticket) {
        List<TicketClock> awaited = clocks.of(ticket.number()).stream()
                .filter(TicketClock::isAwaited)
                .toList();
        List<TicketClock> counting = awaited.stream()
                .filter(each -> each.state() != ClockState.PAUSED)
                .toList();
        Instant due = (counting.isEmpty() ? awaited : counting)
                .stream().map(TicketClock::dueAt).min(Comparator.naturalOrder()).orElse(null);
        Instant atRiskAt = counting.stream()
                .map(each -> atRisk.since(each.startedAt(), each.dueAt()))
                .min(Comparator.naturalOrder())
                .orElse(null);
        Map<String, Object> row = jdbc.queryForMap(
                "select pressing_due_at, at_risk_at, pressing_order from ticket where number = ?", ticket.number());
        assertThat(instant(row.get("pressing_due_at"))).isEqualTo(due);
        assertThat(instant(row.get("at_risk_at"))).isEqualTo(atRiskAt);
        assertThat(row.get("pressing_order")).isEqualTo(due == null ? null : 0);
    }

    private static @Nullable Instant instant(@Nullable Object column) {
        return column == null ? null : ((Timestamp) column).toInstant();
    }

    private CalendarPlan change(Random random) {
        return save(CountingPropertyTest.plan(random));
    }

    private CalendarPlan save(CalendarPlan plan) {
        int version = calendars.get(ServiceCalendars.SERVICE_HOURS).version();
        return calendars
                .save(ServiceCalendars.SERVICE_HOURS, CalendarInput.of(plan, version))
                .plan();
    }
}
