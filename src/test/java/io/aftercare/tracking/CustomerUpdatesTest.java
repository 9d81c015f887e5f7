package io.aftercare.tracking;

import static io.aftercare.tracking.MovableClock.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;

import io.aftercare.notification.CustomerTold;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TrackingTest
class CustomerUpdatesTest {

    @Autowired
    private CustomerUpdates updates;

    @Autowired
    private ClockService clocks;

    @Autowired
    private Obstacles obstacles;

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
    void whatIsToldMeetsTheClockStartsTheNextRoundAndMovesTheTimer() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        updates.told(new CustomerTold(ticket.number()));
        clock.set("2026-11-23T20:00");

        updates.tell(ticket.number(), "We have ordered the part.");

        assertThat(clocks.of(ticket.number()))
                .filteredOn(shown -> shown.name() == ClockName.CUSTOMER_UPDATE)
                .extracting(TicketClock::roundNo, TicketClock::state, TicketClock::dueAt)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, ClockState.MET, at("2026-11-24T10:00")),
                        org.assertj.core.groups.Tuple.tuple(2, ClockState.RUNNING, at("2026-11-24T20:00")));
        assertThat(process.told)
                .containsExactly("next update " + at("2026-11-24T09:30"), "next update " + at("2026-11-24T19:30"));
        assertThat(timeline.of(ticket.number()))
                .filteredOn(line -> line.kind() == TimelineKind.CUSTOMER_TOLD)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.visibleToCustomer()).isTrue();
                    assertThat(line.actor()).isEqualTo("agent");
                    assertThat(line.text()).isEqualTo("We have ordered the part.");
                });
        verify(notifier)
                .toCustomer(
                        any(), eq(Template.PROGRESS), anyString(), eq(Map.of("message", "We have ordered the part.")));
        assertThat(scene.clockOf(ticket, ClockName.FIRST_RESPONSE).metAt()).isNotNull();
    }

    @Test
    void nothingIsPromisedOnTheCustomersTurnAndItCountsFromHisAnswer() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        updates.told(new CustomerTold(ticket.number()));
        Ticket waiting = scene.moved(ticket, TicketStatus.PROPOSED, TicketStatus.AWAITING_AGREEMENT);
        assertThat(updates.needed(ticket.number())).isFalse();
        updates.told(new CustomerTold(ticket.number()));
        assertThat(scene.clockOf(waiting, ClockName.CUSTOMER_UPDATE).state()).isEqualTo(ClockState.MET);

        clock.set("2026-11-26T12:00");
        process.told.clear();
        Ticket agreed = scene.moved(waiting, TicketStatus.EXECUTING);
        updates.resumed(agreed);

        TicketClock running = scene.clockOf(agreed, ClockName.CUSTOMER_UPDATE);
        assertThat(running.state()).isEqualTo(ClockState.RUNNING);
        assertThat(running.dueAt()).isEqualTo(at("2026-11-27T12:00"));
        assertThat(process.told).containsExactly("next update " + at("2026-11-27T11:30"));
    }

    @Test
    void neverTwoUpdatesAtOnceAndNoneOnceItIsResolved() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        assertThat(updates.needed(ticket.number())).isTrue();
        process.open("Task_UpdateCustomer", "service-agents");
        assertThat(updates.needed(ticket.number())).isFalse();
        process.reset();
        scene.moved(ticket, TicketStatus.PROPOSED, TicketStatus.EXECUTING, TicketStatus.AWAITING_CONFIRMATION);
        assertThat(updates.needed(ticket.number())).isFalse();
        updates.told(new CustomerTold(ticket.number()));
        assertThat(scene.clockOrNull(ticket, ClockName.CUSTOMER_UPDATE)).isNull();
    }

    @Test
    void anEmptyUpdateOrOneForACancelledTicketIsRefused() {
        Ticket ticket = scene.received(false);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> updates.tell(ticket.number(), "  "))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_FIELDS));
        scene.moved(ticket, TicketStatus.CANCELLED);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> updates.tell(ticket.number(), "Sorry"))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.TOO_LATE));
    }

    @Test
    void theDraftTellsProgressAndObstacleButNoInternalNote() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        scene.moved(ticket, TicketStatus.PROPOSED, TicketStatus.EXECUTING);
        timeline.add(ticket.number(), TimelineKind.PROGRESS, "engineer", "DIAGNOSIS: The pump is blocked");
        timeline.add(ticket.number(), TimelineKind.PROGRESS, "warehouse", "RECEIPT");
        timeline.add(ticket.number(), TimelineKind.NOTE, "engineer", "he is a troublemaker");
        timeline.add(ticket.number(), TimelineKind.REJECTED, "manager", "far too expensive");

        assertThat(updates.draft(ticket.number()))
                .contains(ticket.number(), "is being carried out", "The pump is blocked", "within 24 hours")
                .doesNotContain("troublemaker", "expensive", "DIAGNOSIS", "RECEIPT");

        obstacles.report(ticket.number(), "Pump out of stock", null);
        assertThat(updates.draft(ticket.number())).contains("holds us up", "Pump out of stock");
        obstacles.clear(ticket.number(), "internal: the parts keeper had forgotten it");
        assertThat(updates.draft(ticket.number())).doesNotContain("Pump out of stock", "parts keeper");
    }

    @Test
    void aLongDraftIsCutBetweenCharacters() {
        Ticket ticket = scene.received(false);
        timeline.add(ticket.number(), TimelineKind.PROGRESS, "engineer", "𠮷".repeat(2_000));
        String draft = updates.draft(ticket.number());
        assertThat(draft).hasSizeLessThan(2_000).contains("𠮷…");
        assertThat(draft.codePoints().filter(point -> point >= 0xD800 && point <= 0xDFFF))
                .isEmpty();
    }
}
