package io.aftercare.tracking;

import static io.aftercare.tracking.MovableClock.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;

import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TrackingTest
class ObstaclesTest {

    @Autowired
    private Obstacles obstacles;

    @Autowired
    private TicketService tickets;

    @Autowired
    private Timeline timeline;

    @Autowired
    private Scene scene;

    @Autowired
    private MovableClock clock;

    @Autowired
    private RecordedProcess process;

    @Autowired
    private Notifier notifier;

    @BeforeEach
    void begin() {
        scene.begins();
    }

    @Test
    void anObstacleBlocksAndItsEndBringsTheTicketBackWhereItStood() {
        Ticket ticket = executing();
        obstacles.report(ticket.number(), "The part is out of stock", at("2026-11-25T18:00"));
        assertThat(status(ticket)).isEqualTo(TicketStatus.BLOCKED);
        assertThat(obstacles.open(ticket.number())).isNotNull();
        assertThat(obstacles.describe(ticket.number()))
                .isEqualTo("The part is out of stock (expected until 25 Nov 2026, 18:00)");

        clock.set("2026-11-24T11:00");
        obstacles.clear(ticket.number(), null);

        assertThat(status(ticket)).isEqualTo(TicketStatus.EXECUTING);
        assertThat(obstacles.open(ticket.number())).isNull();
        assertThat(process.told)
                .as("what happens inside the house is no message to the customer")
                .containsExactly("obstacle reported", "obstacle cleared");
        assertThat(kinds(ticket)).contains(TimelineKind.OBSTACLE, TimelineKind.OBSTACLE_CLEARED);
    }

    @Test
    void alsoATicketThatNobodyHasRegisteredYetComesBack() {
        Ticket ticket = scene.received(false);
        obstacles.report(ticket.number(), "The telephone system is down", null);
        obstacles.clear(ticket.number(), "works again");
        assertThat(status(ticket)).isEqualTo(TicketStatus.RECEIVED);
    }

    @Test
    void workThatWentOnMeanwhileIsNotThrownBack() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        obstacles.report(ticket.number(), "The expert is ill", null);
        scene.moved(ticket, TicketStatus.PROPOSED);
        obstacles.clear(ticket.number(), null);
        assertThat(status(ticket)).isEqualTo(TicketStatus.PROPOSED);
    }

    @Test
    void oneObstacleAtATimeAndOnlyWhileThereIsWork() {
        Ticket ticket = executing();
        refused(() -> obstacles.clear(ticket.number(), null), ProblemType.TOO_LATE, "problem.no-obstacle");
        obstacles.report(ticket.number(), "No part", null);
        refused(
                () -> obstacles.report(ticket.number(), "No engineer", null),
                ProblemType.TOO_LATE,
                "problem.obstacle-stands");
        scene.moved(ticket, TicketStatus.AWAITING_CONFIRMATION);
        refused(() -> obstacles.report(ticket.number(), "Late", null), ProblemType.TOO_LATE, "problem.moment-passed");
    }

    @Test
    void blankReasonsAndDatesInThePastAreRefused() {
        Ticket ticket = executing();
        refused(() -> obstacles.report(ticket.number(), " ", null), ProblemType.INVALID_FIELDS, "problem.fields");
        refused(
                () -> obstacles.report(ticket.number(), "x".repeat(2_001), null),
                ProblemType.INVALID_FIELDS,
                "problem.fields");
        refused(
                () -> obstacles.report(ticket.number(), "No part", at("2026-11-22T10:00")),
                ProblemType.INVALID_FIELDS,
                "problem.fields");
        assertThat(status(ticket)).isEqualTo(TicketStatus.EXECUTING);
    }

    @Test
    void aMissingPartInTheRepairJoinsAnObstacleThatStands() {
        Ticket ticket = executing();
        assertThat(obstacles.reportFromRepair(ticket.number(), "P-17", null)).isTrue();
        assertThat(status(ticket)).isEqualTo(TicketStatus.BLOCKED);
        assertThat(obstacles.describe(ticket.number())).isEqualTo("Spare part P-17 is missing");
        Long first = obstacles.open(ticket.number());

        assertThat(obstacles.reportFromRepair(ticket.number(), "", at("2026-11-30T10:00")))
                .isFalse();

        assertThat(obstacles.open(ticket.number())).isEqualTo(first);
        assertThat(obstacles.describe(ticket.number())).contains("30 Nov 2026, 10:00");
        assertThat(process.told).isEmpty();
    }

    @Test
    void theCustomerReadsTheReasonTheNewDateAndTheAlternative() {
        Ticket ticket = executing();
        obstacles.report(ticket.number(), "Supplier bankrupt, do not tell", null);
        refused(() -> obstacles.sendNotice(ticket.number()), ProblemType.TOO_LATE, "problem.nothing-offered");
        obstacles.offer(
                ticket.number(),
                new Obstacles.Offer(
                        "The part has to be ordered.",
                        at("2026-11-28T18:00"),
                        Obstacles.Alternative.LOAN_UNIT,
                        "You will have a loan unit tomorrow."));

        obstacles.sendNotice(ticket.number());

        verify(notifier)
                .toCustomer(
                        any(),
                        eq(Template.OBSTACLE),
                        eq("obstacle-" + Objects.requireNonNull(obstacles.open(ticket.number()))),
                        eq(Map.of(
                                "reason", "The part has to be ordered.",
                                "newDate", "2026-11-28T10:00:00Z",
                                "alternative", "LOAN_UNIT",
                                "message", "You will have a loan unit tomorrow.")));
        assertThat(timeline.of(ticket.number()))
                .filteredOn(line -> line.kind() == TimelineKind.ALTERNATIVE_OFFERED)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.visibleToCustomer()).isTrue();
                    assertThat(line.text())
                            .contains("28 Nov 2026, 18:00", "Loan unit")
                            .doesNotContain("bankrupt");
                });
        assertThat(scene.clockOf(ticket, ClockName.CUSTOMER_UPDATE).state()).isEqualTo(ClockState.RUNNING);
    }

    @Test
    void whenTheWorkEndsAnOpenObstacleEndsQuietly() {
        Ticket ticket = executing();
        obstacles.clearSilently(ticket.number());
        assertThat(process.told).isEmpty();
        obstacles.report(ticket.number(), "No part", null);
        scene.moved(ticket, TicketStatus.AWAITING_CONFIRMATION);
        obstacles.clearSilently(ticket.number());
        assertThat(status(ticket)).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
        assertThat(obstacles.open(ticket.number())).isNull();
        assertThat(process.told).containsExactly("obstacle reported", "obstacle cleared");
    }

    private Ticket executing() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        return scene.moved(ticket, TicketStatus.PROPOSED, TicketStatus.EXECUTING);
    }

    private TicketStatus status(Ticket ticket) {
        return tickets.require(ticket.number()).status();
    }

    private List<TimelineKind> kinds(Ticket ticket) {
        return timeline.of(ticket.number()).stream().map(TimelineEntry::kind).toList();
    }

    private static void refused(ThrowingCallable call, ProblemType type, String key) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(call).satisfies(problem -> {
            assertThat(problem.type()).isEqualTo(type);
            assertThat(problem.key()).isEqualTo(key);
        });
    }
}
