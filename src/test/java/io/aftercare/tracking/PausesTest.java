package io.aftercare.tracking;

import static io.aftercare.tracking.MovableClock.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aftercare.problem.ProblemException;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** With real commits: the customer's acts end a pause at the end of their transaction. */
@TrackingTest
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class PausesTest {

    @Autowired
    private Pauses pauses;

    @Autowired
    private ClockService clocks;

    @Autowired
    private ClockWatch watch;

    @Autowired
    private Obstacles obstacles;

    @Autowired
    private CustomerUpdates updates;

    @Autowired
    private TicketService tickets;

    @Autowired
    private Timeline timeline;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private Scene scene;

    @Autowired
    private MovableClock clock;

    @Autowired
    private RecordedProcess process;

    @BeforeEach
    void begin() {
        scene.forget();
        scene.begins();
    }

    @AfterEach
    void end() {
        scene.forget();
    }

    @Test
    void whileTheCustomerIsWaitedForNothingCountsAndNobodyHasToTellHim() {
        Ticket ticket = executing();
        clocks.start(ticket, ClockName.CUSTOMER_UPDATE, clock.instant());
        clock.set("2026-11-23T12:00");

        pauses.pause(ticket.number(), "WAITING_FOR_GOODS", "the receipt", null);

        assertThat(status(ticket)).isEqualTo(TicketStatus.WAITING_CUSTOMER);
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).state()).isEqualTo(ClockState.PAUSED);
        assertThat(scene.clockOf(ticket, ClockName.CUSTOMER_UPDATE).state()).isEqualTo(ClockState.PAUSED);
        assertThat(updates.needed(ticket.number())).isFalse();
        clock.set("2026-11-26T12:00");
        assertThat(watch.fireDue()).isZero();

        pauses.resume(ticket.number(), "it came");

        assertThat(status(ticket)).isEqualTo(TicketStatus.EXECUTING);
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).dueAt()).isEqualTo(at("2026-11-27T10:00"));
        assertThat(scene.clockOf(ticket, ClockName.CUSTOMER_UPDATE).startedAt()).isEqualTo(at("2026-11-26T12:00"));
        assertThat(scene.clockOf(ticket, ClockName.CUSTOMER_UPDATE).state()).isEqualTo(ClockState.RUNNING);
        assertThat(timeline.of(ticket.number()))
                .extracting(TimelineEntry::kind, TimelineEntry::text)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(
                                TimelineKind.PAUSED, "waiting for goods that the customer sends: the receipt"),
                        org.assertj.core.groups.Tuple.tuple(TimelineKind.RESUMED, "it came"));
    }

    @Test
    void whoWaitsForAPartStillKeepsTheCustomerInformed() {
        Ticket ticket = executing();
        clocks.start(ticket, ClockName.CUSTOMER_UPDATE, clock.instant());
        pauses.pause(ticket.number(), "WAITING_FOR_PART", null, null);
        assertThat(status(ticket)).isEqualTo(TicketStatus.EXECUTING);
        assertThat(scene.clockOf(ticket, ClockName.CUSTOMER_UPDATE).state()).isEqualTo(ClockState.RUNNING);
        assertThat(updates.needed(ticket.number())).isTrue();
    }

    @Test
    void whateverTheCustomerDoesEndsTheWaitingForHim() {
        Ticket ticket = executing();
        pauses.pause(ticket.number(), "WAITING_FOR_CUSTOMER", null, null);
        clock.set("2026-11-23T13:00");

        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> timeline.addVisible(
                        ticket.number(), TimelineKind.MESSAGE_FROM_CUSTOMER, Timeline.CUSTOMER, "Here it is"));

        assertThat(status(ticket)).isEqualTo(TicketStatus.EXECUTING);
        assertThat(pauses.open(ticket.number())).isNull();
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).dueAt()).isEqualTo(at("2026-11-24T13:00"));
    }

    @Test
    void whatTheCustomerDoesDoesNotBringThePart() {
        Ticket ticket = executing();
        pauses.pause(ticket.number(), "WAITING_FOR_PART", null, null);
        new TransactionTemplate(transactions)
                .executeWithoutResult(
                        status -> timeline.addVisible(ticket.number(), TimelineKind.URGED, Timeline.CUSTOMER, null));
        assertThat(pauses.open(ticket.number())).isNotNull();
    }

    @Test
    void workThatGoesOnEndsTheWaiting() {
        Ticket ticket = executing();
        pauses.pause(ticket.number(), "WAITING_FOR_CUSTOMER", null, null);
        scene.moved(ticket, TicketStatus.AWAITING_CONFIRMATION);
        assertThat(pauses.open(ticket.number())).isNull();
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).state()).isEqualTo(ClockState.RUNNING);
        assertThat(status(ticket)).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
    }

    @Test
    void theResolutionWaitsByItselfForTheCustomersAgreement() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        Ticket asked = scene.moved(ticket, TicketStatus.PROPOSED, TicketStatus.AWAITING_AGREEMENT);
        assertThat(scene.clockOf(asked, ClockName.RESOLUTION).state()).isEqualTo(ClockState.PAUSED);
        assertThat(scene.clockOf(asked, ClockName.PLAN).state()).isEqualTo(ClockState.RUNNING);
        clock.set("2026-11-23T15:00");
        scene.moved(asked, TicketStatus.EXECUTING);
        assertThat(scene.clockOf(asked, ClockName.RESOLUTION).dueAt()).isEqualTo(at("2026-11-24T15:00"));
    }

    @Test
    void anObstacleMeanwhileLeadsBackToWhereTheTicketStoodBeforeItWaited() {
        Ticket ticket = executing();
        pauses.pause(ticket.number(), "WAITING_FOR_CUSTOMER", null, null);
        obstacles.report(ticket.number(), "no parts", null);
        pauses.resume(ticket.number(), null);
        assertThat(status(ticket)).isEqualTo(TicketStatus.BLOCKED);
        obstacles.clear(ticket.number(), null);
        assertThat(status(ticket)).isEqualTo(TicketStatus.EXECUTING);
    }

    @Test
    void aPauseMayBeEnteredLaterButOnlyWhereNothingElseStands() {
        Ticket ticket = executing();
        clock.set("2026-11-23T14:00");
        String number = ticket.number();
        refused("problem.pause-future", () -> pauses.pause(number, "WAITING_FOR_PART", null, at("2026-11-23T14:01")));
        refused(
                "problem.pause-before-start",
                () -> pauses.pause(number, "WAITING_FOR_PART", null, at("2026-11-23T09:59")));
        pauses.pause(number, "WAITING_FOR_PART", null, at("2026-11-23T11:00"));
        refused("problem.pause-stands", () -> pauses.pause(number, "WAITING_FOR_PART", null, null));
        pauses.resume(number, null);
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).dueAt()).isEqualTo(at("2026-11-24T13:00"));
        refused("problem.no-pause", () -> pauses.resume(number, null));
        refused("problem.pause-overlap", () -> pauses.pause(number, "WAITING_FOR_PART", null, at("2026-11-23T13:59")));
        pauses.pause(number, "WAITING_FOR_PART", null, at("2026-11-23T14:00"));
    }

    @Test
    void whatCannotWaitIsRefused() {
        Ticket ticket = executing();
        String number = ticket.number();
        refused("problem.fields", () -> pauses.pause(number, "BORED", null, null));
        refused("problem.fields", () -> pauses.pause(number, "WAITING_FOR_AGREEMENT", null, null));
        refused("problem.fields", () -> pauses.pause(number, " ", null, null));
        scene.moved(ticket, TicketStatus.BLOCKED);
        refused("problem.pause-not-the-customer", () -> pauses.pause(number, "WAITING_FOR_CUSTOMER", null, null));
        clock.set("2026-11-25T14:00");
        refused("problem.pause-nothing", () -> pauses.pause(number, "WAITING_FOR_PART", null, null));
        scene.moved(ticket, TicketStatus.CANCELLED);
        refused("problem.moment-passed", () -> pauses.pause(number, "WAITING_FOR_PART", null, null));
    }

    private Ticket executing() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clocks.meet(ticket.number(), ClockName.PLAN);
        clocks.humanResponded(ticket.number());
        process.reset();
        return scene.moved(ticket, TicketStatus.PROPOSED, TicketStatus.EXECUTING);
    }

    private TicketStatus status(Ticket ticket) {
        return tickets.require(ticket.number()).status();
    }

    private static void refused(String key, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key));
    }
}
