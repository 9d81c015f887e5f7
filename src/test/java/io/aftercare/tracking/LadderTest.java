package io.aftercare.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.AopTestUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@TrackingTest
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class LadderTest {

    @Autowired
    private ClockWatch watch;

    @Autowired
    private ClockService clocks;

    @Autowired
    private TicketService tickets;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private Timeline timeline;

    @Autowired
    private Scene scene;

    @Autowired
    private MovableClock clock;

    @Autowired
    private RecordedProcess process;

    @Autowired
    private OtherSubjects others;

    @Autowired
    private JdbcTemplate jdbc;

    private Notifier notifier;

    @Autowired
    void unwrap(Notifier proxied) {
        notifier = AopTestUtils.getTargetObject(proxied);
    }

    @BeforeEach
    void begin() {
        scene.forget();
        scene.begins();
        others.told.clear();
    }

    @AfterEach
    void end() {
        scene.forget();
    }

    @Test
    void eachStepGoesToSomebodyElseAndOnce() {
        Ticket ticket = planning(Priority.P1);
        process.hold("Task_ProposeSolution", "engineer", "technical-staff");
        for (String moment : List.of("16:00", "19:00")) {
            clock.set("2026-11-23T" + moment);
            assertThat(watch.fireDue()).isEqualTo(1);
            assertThat(watch.fireDue()).isZero();
        }
        assertThat(tickets.require(ticket.number()).escalated()).isFalse();
        assertThat(process.told).isEmpty();
        verify(notifier).toUser(any(), eq("engineer"), eq(Template.DEADLINE), eq("PLAN-1-50"), any());
        verify(notifier).toUser(any(), eq("engineer"), eq(Template.DEADLINE), eq("PLAN-1-75"), any());

        clock.set("2026-11-24T10:00");
        watch.fireDue();
        clock.set("2026-11-24T16:00");
        watch.fireDue();
        clock.set("2026-11-30T16:00");
        watch.fireDue();

        assertThat(levels(ticket, "PLAN")).containsExactly(50, 75, 100, 150);
        assertThat(process.told)
                .contains(
                        "technical-supervisors may take [Task_ProposeSolution]",
                        "technical-heads may take [Task_ProposeSolution]");
        verify(notifier).toGroup(any(), eq("technical-heads"), eq(Template.ESCALATION), eq("PLAN-1-150"), any());
        assertThat(scene.clockOf(ticket, ClockName.PLAN).nextLevelAt()).isNull();
    }

    @Test
    void whatIsTakenByNobodyIsRemindedOfToTheGroupThatMayTakeIt() {
        planning(Priority.P1);
        process.open("Task_ProposeSolution", "special-team");
        clock.set("2026-11-23T16:00");
        watch.fireDue();
        verify(notifier).toGroup(any(), eq("special-team"), eq(Template.DEADLINE), eq("PLAN-1-50"), any());
    }

    @Test
    void aReminderWaitsForTheMorningAndIsPassedOverWhenItWouldComeTooLate() {
        clock.set("2026-11-23T20:30");
        Ticket urgent = scene.received(true);
        clocks.start(urgent, ClockName.HANDLING, urgent.receivedAt());
        clock.set("2026-11-23T21:15");
        assertThat(watch.fireDue()).isZero();
        clock.set("2026-11-23T21:30");
        assertThat(watch.fireDue()).isEqualTo(1);
        // half of the hour was at 21:00, when the house had just closed
        assertThat(levels(urgent, "HANDLING")).containsExactly(100);
        assertThat(jdbc.queryForList(
                        "select level from clock_level where skipped = true order by level", Integer.class))
                .containsExactly(50, 75);
        verify(notifier, never()).toGroup(any(), anyString(), eq(Template.DEADLINE), anyString(), any());
    }

    @Test
    void aStepThatWasReachedNeverComesAgainHoweverOftenItIsCountedAnew() {
        Ticket ticket = planning(Priority.P1);
        process.open("Task_ProposeSolution", "technical-staff");
        clock.set("2026-11-23T16:00");
        assertThat(watch.fireDue()).isEqualTo(1);
        clocks.recompute(scene.withPriority(ticket, Priority.P2));
        assertThat(scene.clockOf(ticket, ClockName.PLAN).nextLevel()).isEqualTo(75);
        clocks.recompute(scene.withPriority(ticket, Priority.P1));
        assertThat(watch.fireDue()).isZero();
        clock.set("2026-11-23T19:00");
        assertThat(watch.fireDue()).isEqualTo(1);
        assertThat(levels(ticket, "PLAN")).containsExactly(50, 75);
    }

    @Test
    void anApprovalThatNobodyGivesGoesToTheServiceManagersInTheEnd() {
        Ticket ticket = planning(Priority.P1);
        clocks.meet(ticket.number(), ClockName.PLAN);
        process.open("Task_ApproveSolution", "technical-supervisors");
        clocks.dueFor(ticket, "Task_ApproveSolution");
        clock.set("2026-11-23T14:00");
        watch.fireDue();
        assertThat(process.told).containsExactly("technical-heads may take [Task_ApproveSolution]");
        clock.set("2026-11-23T16:00");
        watch.fireDue();
        assertThat(process.told).contains("service-managers may take [Task_ApproveSolution]");
        assertThat(levels(ticket, "APPROVAL")).containsExactly(100, 150);
    }

    @Test
    void aJumpOverEverythingTellsAllStepsInTheirOrder() {
        Ticket ticket = planning(Priority.P1);
        for (int hour = 1; hour <= 73; hour++) {
            clock.set(java.time.LocalDateTime.parse("2026-11-23T10:00")
                    .plusHours(hour)
                    .toString());
            watch.fireDue();
        }
        assertThat(levels(ticket, "PLAN")).containsExactly(50, 75, 100, 150);
        assertThat(levels(ticket, "RESOLUTION")).containsExactly(50, 75, 100, 150);
    }

    @Test
    void manyWorkersTellEachStepOnceAndASubjectsStepsInOrder() throws Exception {
        List<Ticket> many =
                IntStream.range(0, 40).mapToObj(index -> scene.received(false)).toList();
        many.forEach(ticket -> {
            clocks.start(ticket, ClockName.REGISTRATION, ticket.receivedAt());
            clocks.start(ticket, ClockName.CLASSIFICATION, ticket.receivedAt());
        });
        clock.set("2026-11-23T14:30");
        Thread other = new Thread(watch::drain);
        other.start();
        watch.drain();
        other.join();
        watch.drain();
        assertThat(many).allSatisfy(ticket -> {
            assertThat(levels(ticket, "REGISTRATION")).containsExactly(100, 150);
            assertThat(levels(ticket, "CLASSIFICATION")).containsExactly(100);
        });
    }

    @Test
    void whateverElseHasClocksClimbsTheSameLadder() {
        Subject order = new Subject("ORDER", "D-17");
        Map<String, @Nullable Object> facts = new HashMap<>(Map.of("priority", "P1"));
        clocks.start(order, null, ClockName.HANDLING, clock.instant(), facts);
        clock.set("2026-11-23T12:00");
        watch.fireDue();
        clock.set("2026-11-23T16:00");
        watch.fireDue();
        assertThat(others.told).containsExactly("D-17 HANDLING 50", "D-17 HANDLING 100", "D-17 HANDLING 150");
        clocks.start(new Subject("ORDER", "D-18"), null, ClockName.HANDLING, clock.instant(), facts);
        clocks.meet(new Subject("ORDER", "D-18"), ClockName.HANDLING);
        clock.set("2026-11-25T16:00");
        assertThat(watch.fireDue()).isZero();
    }

    @Test
    void oneThatFailsInABurstHoldsUpNoOtherAndIsToldLater() {
        List<Ticket> many =
                IntStream.range(0, 45).mapToObj(index -> scene.received(false)).toList();
        many.forEach(ticket -> clocks.start(ticket, ClockName.CLASSIFICATION, ticket.receivedAt()));
        Ticket failing = many.get(7);
        process.broken.add(failing.number());
        clock.set("2026-11-23T14:30");
        assertThat(watch.drain()).isEqualTo(44);
        assertThat(process.together).containsExactlyInAnyOrder(20, 20, 5);
        assertThat(levels(failing, "CLASSIFICATION")).isEmpty();
        process.broken.clear();
        assertThat(watch.drain()).isEqualTo(1);
        assertThat(watch.drain()).isZero();
        assertThat(many).allSatisfy(ticket -> assertThat(levels(ticket, "CLASSIFICATION"))
                .containsExactly(100));
    }

    @Test
    void aTicketInSomebodysHandsHoldsUpNoOther() throws Exception {
        List<Ticket> many =
                IntStream.range(0, 20).mapToObj(index -> scene.received(false)).toList();
        many.forEach(ticket -> clocks.start(ticket, ClockName.CLASSIFICATION, ticket.receivedAt()));
        Ticket busy = many.get(3);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread person = new Thread(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
            tickets.lock(busy.number());
            held.countDown();
            await(done);
        }));
        person.start();
        await(held);
        clock.set("2026-11-23T14:30");
        Thread burst = new Thread(watch::drain);
        burst.start();
        Instant patience = Instant.now().plusSeconds(20);
        while (told(many) < 19 && Instant.now().isBefore(patience)) {
            Thread.sleep(20);
        }
        assertThat(told(many)).isEqualTo(19);
        assertThat(levels(busy, "CLASSIFICATION")).isEmpty();
        done.countDown();
        person.join();
        burst.join();
        watch.drain();
        assertThat(many).allSatisfy(ticket -> assertThat(levels(ticket, "CLASSIFICATION"))
                .containsExactly(100));
    }

    private long told(List<Ticket> many) {
        return many.stream()
                .filter(ticket -> !levels(ticket, "CLASSIFICATION").isEmpty())
                .count();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private Ticket planning(Priority priority) {
        Ticket ticket = scene.classified(scene.received(false), priority, Complexity.COMPLEX);
        clocks.humanResponded(ticket.number());
        return ticket;
    }

    private List<Integer> levels(Ticket ticket, String clockName) {
        return timeline.of(ticket.number()).stream()
                .filter(line -> line.kind() == TimelineKind.ESCALATED && clockName.equals(line.clock()))
                .map(TimelineEntry::clockLevel)
                .toList();
    }
}
