package io.aftercare.tracking;

import static io.aftercare.tracking.MovableClock.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.AopTestUtils;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** With real commits: each clock fires in a transaction of its own. */
@TrackingTest
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class ClockWatchTest {

    @Autowired
    private ClockWatch watch;

    @Autowired
    private ClockService clocks;

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
    private TrackingProperties properties;

    private Notifier notifier;

    /** The mock itself: behind its proxy it could be asked only inside a transaction. */
    @Autowired
    void unwrap(Notifier proxied) {
        notifier = AopTestUtils.getTargetObject(proxied);
    }

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
    void nobodyElseWatchesBesideTheTest() {
        assertThat(properties.watchEnabled()).isFalse();
    }

    @Test
    void nothingFiresBeforeItIsDue() {
        Ticket ticket = scene.received(false);
        clocks.start(ticket, ClockName.REGISTRATION, ticket.receivedAt());
        clock.set("2026-11-23T10:59:59");
        assertThat(watch.fireDue()).isZero();
        assertThat(watch.nextDue()).contains(at("2026-11-23T11:00"));
        assertThat(escalations(ticket)).isEmpty();
    }

    @Test
    void aLateRegistrationIsToldToTheSupervisorsOnceAndTheyMayTakeIt() {
        Ticket ticket = scene.received(false);
        clocks.start(ticket, ClockName.REGISTRATION, ticket.receivedAt());
        process.open("Task_RegisterTicket", "service-agents");
        clock.set("2026-11-23T12:00");

        assertThat(watch.fireDue()).isEqualTo(1);
        assertThat(watch.fireDue()).isZero();
        clock.set("2026-11-23T12:59:59");
        assertThat(watch.fireDue()).isZero();

        TicketClock registration = scene.clockOf(ticket, ClockName.REGISTRATION);
        assertThat(registration.state()).isEqualTo(ClockState.BREACHED);
        assertThat(registration.breachedAt()).isEqualTo(at("2026-11-23T12:00"));
        assertThat(registration.metAt()).isNull();
        assertThat(watch.nextDue()).contains(at("2026-11-23T13:00"));
        assertThat(tickets.require(ticket.number()).escalated()).isTrue();
        assertThat(escalations(ticket)).singleElement().satisfies(line -> {
            assertThat(line.clock()).isEqualTo("REGISTRATION");
            assertThat(line.clockLevel()).isEqualTo(100);
            assertThat(line.actor()).isEqualTo(Timeline.SYSTEM);
            assertThat(line.text())
                    .isEqualTo("Registration was due 23 Nov 2026, 12:00; service-supervisors may take over.");
        });
        verify(notifier)
                .toGroup(
                        any(),
                        eq("service-supervisors"),
                        eq(Template.ESCALATION),
                        eq("REGISTRATION-1-100"),
                        argThat(facts -> "REGISTRATION".equals(facts.get("clock"))
                                && "2026-11-23T04:00:00Z".equals(facts.get("dueAt"))));
        assertThat(process.told).containsExactly("service-supervisors may take [Task_RegisterTicket]");
        assertThat(process.marks).contains("Registration 100 % on [Task_RegisterTicket]");
    }

    @Test
    void whatIsMetOrStoppedInTimeNeverFires() {
        Ticket ticket = scene.received(false);
        clocks.start(ticket, ClockName.REGISTRATION, ticket.receivedAt());
        clocks.start(ticket, ClockName.CLASSIFICATION, ticket.receivedAt());
        clocks.meet(ticket.number(), ClockName.REGISTRATION);
        clocks.stop(ticket.number(), ClockName.CLASSIFICATION);
        clock.set("2026-11-25T12:00");
        assertThat(watch.fireDue()).isZero();
    }

    @Test
    void aLatePlanGoesToTheSupervisorsOfTheDepartment() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.HARD);
        clocks.humanResponded(ticket.number());
        process.open("Task_ProposeSolution", "special-team");
        clock.set("2026-11-24T10:00");
        watch.fireDue();
        assertThat(process.told).containsExactly("technical-supervisors may take [Task_ProposeSolution]");
        verify(notifier).toGroup(any(), eq("technical-supervisors"), eq(Template.ESCALATION), eq("PLAN-1-100"), any());
        verify(notifier)
                .toGroup(any(), eq("technical-supervisors"), eq(Template.ESCALATION), eq("RESOLUTION-1-100"), any());
    }

    @Test
    void aLateApprovalGoesAboveTheOneWhoIsAsked() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P0, Complexity.COMPLEX);
        clocks.meet(ticket.number(), ClockName.PLAN);
        clocks.humanResponded(ticket.number());
        process.open("Task_ApproveSolution", "technical-heads");
        clocks.dueFor(ticket, "Task_ApproveSolution");
        clock.set("2026-11-23T11:00");
        watch.fireDue();
        assertThat(process.told).containsExactly("service-managers may take [Task_ApproveSolution]");
        assertThat(escalations(ticket)).singleElement().satisfies(line -> assertThat(line.clock())
                .isEqualTo("APPROVAL"));
    }

    @Test
    void whoWasAddedByAnEarlierEscalationIsNotTheOneWhoWasAskedFirst() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clocks.meet(ticket.number(), ClockName.PLAN);
        clocks.humanResponded(ticket.number());
        process.open("Task_ApproveSolution", "technical-supervisors", "technical-heads");
        clocks.dueFor(ticket, "Task_ApproveSolution");
        clock.set("2026-11-23T14:30");
        watch.fireDue();
        assertThat(process.told).contains("technical-heads may take [Task_ApproveSolution]");
    }

    @Test
    void aLateResolutionIsNoWayToThePayment() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clocks.meet(ticket.number(), ClockName.PLAN);
        clocks.humanResponded(ticket.number());
        process.open("Task_PayRefund", "finance-staff");
        clock.set("2026-11-24T10:00");
        watch.fireDue();
        assertThat(process.told).containsExactly("service-managers may take [Task_PayRefund]");
        verify(notifier)
                .toGroup(any(), eq("technical-supervisors"), eq(Template.ESCALATION), eq("RESOLUTION-1-100"), any());
        verify(notifier)
                .toGroup(
                        any(),
                        eq("service-managers"),
                        eq(Template.ESCALATION),
                        eq("RESOLUTION-1-100-service-managers"),
                        any());
    }

    @Test
    void theUpdateClockSleepsOnTheCustomersTurnAndWhenTheTicketIsOver() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P2, Complexity.COMPLEX);
        clocks.start(ticket, ClockName.CUSTOMER_UPDATE, clock.instant());
        scene.moved(ticket, TicketStatus.PROPOSED, TicketStatus.AWAITING_AGREEMENT);
        Ticket over = scene.received(false);
        clocks.start(over, ClockName.CLASSIFICATION, clock.instant());
        scene.moved(over, TicketStatus.CANCELLED);
        clocks.humanResponded(ticket.number());
        clocks.meet(ticket.number(), ClockName.PLAN);
        clock.set("2026-11-24T10:00");

        assertThat(watch.fireDue()).isZero();

        assertThat(scene.clockOf(ticket, ClockName.CUSTOMER_UPDATE).state()).isEqualTo(ClockState.STOPPED);
        assertThat(scene.clockOf(over, ClockName.CLASSIFICATION).state()).isEqualTo(ClockState.STOPPED);
        verify(notifier, never()).toGroup(any(), anyString(), any(), anyString(), any());
    }

    @Test
    void firesInTheOrderInWhichTheyBecameDueAlsoMoreThanOneHandful() {
        List<Ticket> many =
                IntStream.range(0, 120).mapToObj(index -> scene.received(false)).toList();
        many.forEach(ticket -> clocks.start(ticket, ClockName.CLASSIFICATION, ticket.receivedAt()));
        Ticket last = many.get(119);
        clocks.start(last, ClockName.REGISTRATION, last.receivedAt());
        clock.set("2026-11-23T15:00");

        assertThat(watch.fireDue()).isEqualTo(121);

        assertThat(escalations(last))
                .extracting(TimelineEntry::clock)
                .containsExactly("REGISTRATION", "REGISTRATION", "CLASSIFICATION");
    }

    @Test
    void twoNodesThatWatchTogetherTellItOnce() throws Exception {
        List<Ticket> many =
                IntStream.range(0, 30).mapToObj(index -> scene.received(false)).toList();
        many.forEach(ticket -> clocks.start(ticket, ClockName.CLASSIFICATION, ticket.receivedAt()));
        clock.set("2026-11-23T15:00");

        int fired = 0;
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> rounds = IntStream.range(0, 4)
                    .mapToObj(node -> nodes.submit(watch::fireDue))
                    .toList();
            for (Future<Integer> round : rounds) {
                fired += round.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        fired += watch.fireDue();

        assertThat(fired).isEqualTo(30);
        assertThat(many).allSatisfy(ticket -> assertThat(escalations(ticket)).hasSize(1));
        verify(notifier, times(30)).toGroup(any(), eq("service-supervisors"), any(), anyString(), any());
    }

    private List<TimelineEntry> escalations(Ticket ticket) {
        return timeline.of(ticket.number()).stream()
                .filter(line -> line.kind() == TimelineKind.ESCALATED)
                .toList();
    }
}
