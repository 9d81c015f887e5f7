package io.aftercare.tracking;

import static io.aftercare.tracking.MovableClock.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.tracking.ExplanationLine.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TrackingTest
class ClockExplanationsTest {

    @Autowired
    private ClockExplanations explanations;

    @Autowired
    private ClockService clocks;

    @Autowired
    private ServiceLevels levels;

    @Autowired
    private Scene scene;

    @Autowired
    private MovableClock clock;

    @BeforeEach
    void begin() {
        scene.begins();
    }

    @Test
    void theLinesOfAPausedPlanAddUpToItsDueTimeInBothLanguages() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clock.set("2026-11-23T20:00");
        clocks.pause(ticket.number(), "WAITING_FOR_PART", ClockName.PLAN);
        clock.set("2026-11-24T10:00");
        clocks.resume(ticket, ClockName.PLAN);
        TicketClock plan = scene.clockOf(ticket, ClockName.PLAN);
        assertThat(plan.dueAt()).isEqualTo(at("2026-11-24T12:00"));

        List<ExplanationLine> lines = explanations.lines(plan, Locale.ENGLISH);

        assertThat(lines)
                .extracting(ExplanationLine::text)
                .containsExactly(
                        "Started 23 Nov 2026, 10:00: the ticket was received.",
                        "Time allowed: 12 h (service levels, version 1, for Product fault, Complex,"
                                + " P1 (important), Standard).",
                        "Counted in the calendar SERVICE_HOURS (version " + plan.calendarVersion()
                                + ", Asia/Shanghai).",
                        "Night, not counted: 23 Nov 2026, 21:00 to 24 Nov 2026, 09:00 (12 h).",
                        "Stood still from 23 Nov 2026, 20:00 to 24 Nov 2026, 10:00 (waiting for a spare part):"
                                + " counts as 2 h.",
                        "Due 24 Nov 2026, 12:00.");
        assertThat(sum(lines)).isEqualTo(plan.dueAt());
        assertThat(explanations.lines(plan, Locale.CHINESE))
                .extracting(ExplanationLine::text)
                .contains("夜间不计：2026年11月23日 21:00 至 2026年11月24日 09:00（12 小时）。")
                .hasSize(lines.size());
    }

    @Test
    void aLimitOfADayAndMoreSaysThatOnlyItsEndMoves() {
        clock.set("2026-11-23T22:30");
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        TicketClock resolution = scene.clockOf(ticket, ClockName.RESOLUTION);
        List<ExplanationLine> lines = explanations.lines(resolution, Locale.ENGLISH);
        assertThat(lines)
                .extracting(ExplanationLine::kind)
                .containsExactly(Kind.START, Kind.LIMIT, Kind.CALENDAR, Kind.NIGHT, Kind.DUE);
        assertThat(sum(lines)).isEqualTo(resolution.dueAt()).isEqualTo(at("2026-11-25T09:00"));
    }

    @Test
    void manyNightsAreToldInOneLineAndStillAddUp() {
        levels.change("PLAN", "PT23H");
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        for (int day = 24; day <= 30; day++) {
            clock.set("2026-11-" + day + "T09:00");
            clocks.pause(ticket.number(), "WAITING_FOR_PART", ClockName.PLAN);
            clock.set("2026-11-" + day + "T21:00");
            clocks.resume(ticket, ClockName.PLAN);
        }
        for (int day = 1; day <= 9; day++) {
            clock.set("2026-12-0" + day + "T09:00");
            clocks.pause(ticket.number(), "WAITING_FOR_PART", ClockName.PLAN);
            clock.set("2026-12-0" + day + "T21:00");
            clocks.resume(ticket, ClockName.PLAN);
        }
        TicketClock plan = scene.clockOf(ticket, ClockName.PLAN);
        List<ExplanationLine> lines = explanations.lines(plan, Locale.ENGLISH);
        assertThat(sum(lines)).isEqualTo(plan.dueAt());
        assertThat(lines)
                .filteredOn(line -> line.kind() == Kind.NIGHT)
                .singleElement()
                .satisfies(line -> assertThat(line.text()).contains("nights and breaks"));
    }

    @Test
    void aClockThatStandsStillSaysSince() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clock.set("2026-11-23T12:00");
        clocks.pause(ticket.number(), "by hand", ClockName.PLAN);
        assertThat(explanations.lines(scene.clockOf(ticket, ClockName.PLAN), Locale.ENGLISH))
                .extracting(ExplanationLine::text)
                .contains("Stands still since 23 Nov 2026, 12:00 (by hand).")
                .anyMatch(text -> text.contains("later by as long as it stands still"));
    }

    /** Start, limit, pauses and closed time added again by hand. */
    static Instant sum(List<ExplanationLine> lines) {
        Instant sum = Objects.requireNonNull(lines.get(0).from());
        for (ExplanationLine line : lines) {
            sum = sum.plusSeconds(line.seconds());
        }
        return sum;
    }
}
