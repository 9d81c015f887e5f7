package io.aftercare.tracking;

import static io.aftercare.tracking.MovableClock.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TrackingTest
class ClockServiceTest {

    @Autowired
    private ClockService clocks;

    @Autowired
    private Scene scene;

    @Autowired
    private MovableClock clock;

    @Autowired
    private RecordedProcess process;

    @Autowired
    private ServiceLevels levels;

    @BeforeEach
    void begin() {
        scene.begins();
    }

    @Test
    void whatIsMetInTimeIsMetAndWhatIsMetLateStaysBreached() {
        Ticket ticket = scene.received(false);
        clocks.start(ticket, ClockName.REGISTRATION, ticket.receivedAt());
        clocks.start(ticket, ClockName.CLASSIFICATION, ticket.receivedAt());

        clock.set("2026-11-23T12:00");
        clocks.meet(ticket.number(), ClockName.REGISTRATION);
        clock.set("2026-11-23T14:00:01");
        clocks.meet(ticket.number(), ClockName.CLASSIFICATION);

        TicketClock registration = scene.clockOf(ticket, ClockName.REGISTRATION);
        assertThat(registration.state()).isEqualTo(ClockState.MET);
        assertThat(registration.dueAt()).isEqualTo(at("2026-11-23T12:00"));
        assertThat(registration.metAt()).isEqualTo(at("2026-11-23T12:00"));
        assertThat(registration.nextLevelAt()).isNull();
        TicketClock classification = scene.clockOf(ticket, ClockName.CLASSIFICATION);
        assertThat(classification.state()).isEqualTo(ClockState.BREACHED);
        assertThat(classification.breachedAt()).isEqualTo(at("2026-11-23T14:00"));
        assertThat(classification.metAt()).isEqualTo(at("2026-11-23T14:00:01"));
    }

    @Test
    void aRunningClockGoesOnAndAFinishedOneGetsANewRound() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clocks.start(ticket, ClockName.APPROVAL, clock.instant());
        clock.set("2026-11-23T11:00");
        clocks.start(ticket, ClockName.APPROVAL, clock.instant());
        assertThat(scene.clockOf(ticket, ClockName.APPROVAL).startedAt()).isEqualTo(at("2026-11-23T10:00"));

        clocks.meet(ticket.number(), ClockName.APPROVAL);
        clocks.start(ticket, ClockName.APPROVAL, clock.instant());

        TicketClock second = scene.clockOf(ticket, ClockName.APPROVAL);
        assertThat(second.roundNo()).isEqualTo(2);
        assertThat(second.dueAt()).isEqualTo(at("2026-11-23T15:00"));
        assertThat(second.ruleVersion()).isEqualTo(1);
    }

    @Test
    void everyClockCountsFromReceipt() {
        Ticket received = scene.received(false);
        clocks.start(received, ClockName.CLASSIFICATION, received.receivedAt());
        clock.set("2026-11-23T12:30");

        Ticket ticket = scene.classified(received, Priority.P1, Complexity.COMPLEX);

        assertThat(scene.clockOf(ticket, ClockName.CLASSIFICATION).state()).isEqualTo(ClockState.MET);
        assertThat(scene.clockOf(ticket, ClockName.FIRST_RESPONSE).dueAt()).isEqualTo(at("2026-11-23T11:00"));
        assertThat(scene.clockOf(ticket, ClockName.PLAN).dueAt()).isEqualTo(at("2026-11-24T10:00"));
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).dueAt()).isEqualTo(at("2026-11-24T10:00"));
        assertThat(scene.clockOrNull(ticket, ClockName.HANDLING)).isNull();
    }

    @Test
    void aSimpleQuestionHasNoPlan() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P2, Complexity.SIMPLE);
        assertThat(clocks.of(ticket.number()))
                .extracting(TicketClock::name)
                .containsExactlyInAnyOrder(ClockName.FIRST_RESPONSE, ClockName.RESOLUTION);
    }

    @Test
    void aSuspectedEmergencyHasToBeTakenUpWithinTheHourDayAndNight() {
        clock.set("2026-11-23T23:30");
        Ticket received = scene.received(true);
        clocks.start(received, ClockName.CLASSIFICATION, received.receivedAt());
        clocks.start(received, ClockName.HANDLING, received.receivedAt());
        assertThat(scene.clockOf(received, ClockName.HANDLING).dueAt()).isEqualTo(at("2026-11-24T00:30"));
        assertThat(clocks.dueFor(received, "Task_ClassifyTicket")).isEqualTo(at("2026-11-24T00:30"));

        Ticket ticket = scene.classified(received, Priority.P0, Complexity.COMPLEX);
        assertThat(scene.clockOf(ticket, ClockName.HANDLING).roundNo()).isEqualTo(1);
        assertThat(clocks.dueFor(ticket, "Task_ProposeSolution")).isEqualTo(at("2026-11-24T00:30"));

        clocks.meet(ticket.number(), ClockName.PLAN);
        assertThat(scene.clockOf(ticket, ClockName.HANDLING).state()).isEqualTo(ClockState.MET);
    }

    @Test
    void aSuspicionThatProvesWrongNeedsNoHandlingClock() {
        Ticket received = scene.received(true);
        clocks.start(received, ClockName.HANDLING, received.receivedAt());
        Ticket ticket = scene.classified(received, Priority.P1, Complexity.COMPLEX);
        assertThat(scene.clockOf(ticket, ClockName.HANDLING).state()).isEqualTo(ClockState.STOPPED);
    }

    @Test
    void aPersonWhoAnsweredBeforeTheClassificationHasResponded() {
        Ticket received = scene.received(false);
        clock.set("2026-11-23T10:40");
        clocks.humanResponded(received.number());
        clock.set("2026-11-23T13:00");

        Ticket ticket = scene.classified(received, Priority.P1, Complexity.HARD);

        TicketClock response = scene.clockOf(ticket, ClockName.FIRST_RESPONSE);
        assertThat(response.state()).isEqualTo(ClockState.MET);
        assertThat(response.dueAt()).isEqualTo(at("2026-11-23T11:00"));
        assertThat(response.metAt()).isEqualTo(at("2026-11-23T10:40"));
        assertThat(response.roundNo()).isEqualTo(1);
    }

    @Test
    void aPersonWhoAnsweredTooLateForTheClassificationIsLate() {
        Ticket received = scene.received(false);
        clock.set("2026-11-23T12:00");
        clocks.humanResponded(received.number());
        Ticket ticket = scene.classified(received, Priority.P1, Complexity.COMPLEX);
        TicketClock response = scene.clockOf(ticket, ClockName.FIRST_RESPONSE);
        assertThat(response.state()).isEqualTo(ClockState.BREACHED);
        assertThat(response.breachedAt()).isEqualTo(at("2026-11-23T11:00"));
        assertThat(response.nextLevelAt()).isNull();
    }

    @Test
    void anotherPriorityMovesRunningClocksFromTheirStartAndTheTasksWithThem() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P2, Complexity.COMPLEX);
        process.open("Task_ProposeSolution", "technical-staff");
        clock.set("2026-11-23T10:30");

        clocks.recompute(scene.withPriority(ticket, Priority.P0));

        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).dueAt()).isEqualTo(at("2026-11-23T14:00"));
        assertThat(scene.clockOf(ticket, ClockName.PLAN).dueAt()).isEqualTo(at("2026-11-23T12:00"));
        assertThat(scene.clockOf(ticket, ClockName.PLAN).calendar()).isEqualTo("AROUND_THE_CLOCK");
        assertThat(scene.clockOf(ticket, ClockName.HANDLING).dueAt()).isEqualTo(at("2026-11-23T11:30"));
        assertThat(process.told).containsExactly("due [Task_ProposeSolution] " + at("2026-11-23T11:30"));

        clocks.recompute(scene.withPriority(ticket, Priority.P1));
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).dueAt()).isEqualTo(at("2026-11-24T10:00"));
        assertThat(scene.clockOf(ticket, ClockName.HANDLING).state()).isEqualTo(ClockState.STOPPED);
    }

    @Test
    void aMetOrBreachedClockIsNotTouchedByANewPriority() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clocks.meet(ticket.number(), ClockName.PLAN);
        TicketClock met = scene.clockOf(ticket, ClockName.PLAN);
        clocks.recompute(scene.withPriority(ticket, Priority.P2));
        assertThat(scene.clockOf(ticket, ClockName.PLAN)).isEqualTo(met);
    }

    @Test
    void aPauseMovesTheDueTimeAndSurvivesANewPriority() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        process.open("Task_RepairProduct", "technical-staff");
        clock.set("2026-11-23T12:00");
        clocks.pause(ticket.number(), "waits for the customer", ClockName.RESOLUTION, ClockName.PLAN);
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).state()).isEqualTo(ClockState.PAUSED);
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).nextLevelAt()).isNull();

        clock.set("2026-11-23T15:00");
        clocks.resume(ticket, ClockName.RESOLUTION, ClockName.PLAN);
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).dueAt()).isEqualTo(at("2026-11-24T13:00"));
        // 12 h and 3 h of service time
        assertThat(scene.clockOf(ticket, ClockName.PLAN).dueAt()).isEqualTo(at("2026-11-24T13:00"));
        assertThat(process.told).containsExactly("due [Task_RepairProduct] " + at("2026-11-24T13:00"));

        clocks.recompute(scene.withPriority(ticket, Priority.P0));
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).dueAt()).isEqualTo(at("2026-11-23T17:00"));
        assertThat(clocks.explanation(scene.clockOf(ticket, ClockName.RESOLUTION), Locale.ENGLISH))
                .contains("4 h", "day and night", "once", "waits for the customer");
    }

    @Test
    void whatIsMetWhileItStandsStillIsInTime() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clock.set("2026-11-23T12:00");
        clocks.pause(ticket.number(), "waits for the customer", ClockName.RESOLUTION);
        clock.set("2026-11-27T12:00");
        clocks.meet(ticket.number(), ClockName.RESOLUTION);
        TicketClock resolution = scene.clockOf(ticket, ClockName.RESOLUTION);
        assertThat(resolution.state()).isEqualTo(ClockState.MET);
        assertThat(resolution.dueAt()).isEqualTo(at("2026-11-28T10:00"));
    }

    @Test
    void anApprovalNeverStandsStill() {
        Ticket ticket = scene.received(false);
        assertThatIllegalArgumentException().isThrownBy(() -> clocks.pause(ticket.number(), "why", ClockName.APPROVAL));
    }

    @Test
    void everyTaskIsDueSometime() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        assertThat(clocks.dueFor(ticket, "Task_DiagnoseFault")).isEqualTo(at("2026-11-24T10:00"));
        assertThat(clocks.dueFor(ticket, "Task_ApproveSolution")).isEqualTo(at("2026-11-23T14:00"));
        assertThat(scene.clockOf(ticket, ClockName.APPROVAL).state()).isEqualTo(ClockState.RUNNING);
        assertThat(clocks.dueFor(ticket, "Task_FollowUpDissatisfaction")).isEqualTo(at("2026-11-24T10:00"));
        assertThat(clocks.dueFor(ticket, "Task_SomethingNew")).isEqualTo(at("2026-11-24T10:00"));
        assertThat(clocks.dueFor(ticket, "Task_UpdateCustomer")).isEqualTo(at("2026-11-23T11:00"));
        assertThat(clocks.dueFor(ticket, "Task_ConfirmResolution")).isEqualTo(at("2026-11-24T10:00"));
    }

    @Test
    void anUpdateIsDueWithItsClockAndOneOpenedByHandLeavesAnHour() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clocks.start(ticket, ClockName.CUSTOMER_UPDATE, clock.instant());
        clock.set("2026-11-24T09:30");
        assertThat(clocks.dueFor(ticket, "Task_UpdateCustomer")).isEqualTo(at("2026-11-24T10:00"));
        assertThat(clocks.dueFor(ticket, "Task_OfferAlternative")).isEqualTo(at("2026-11-24T10:30"));
    }

    @Test
    void aTicketThatComesBackFromADepartmentIsClassifiedAnew() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clock.set("2026-11-23T15:00");
        Ticket back = scene.moved(ticket, TicketStatus.REGISTERED);
        assertThat(clocks.dueFor(back, "Task_ClassifyTicket")).isEqualTo(at("2026-11-23T19:00"));
        clock.set("2026-11-23T16:00");

        Ticket again = scene.classified(back, Priority.P2, Complexity.COMPLEX);

        assertThat(scene.clockOf(again, ClockName.CLASSIFICATION).state()).isEqualTo(ClockState.MET);
        TicketClock plan = scene.clockOf(again, ClockName.PLAN);
        assertThat(plan.roundNo()).isEqualTo(1);
        assertThat(plan.dueAt()).isEqualTo(at("2026-11-25T10:00"));
    }

    @Test
    void afterReopeningPlanAndResolutionCountFromNow() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        clocks.resolved(ticket);
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).state()).isEqualTo(ClockState.MET);
        assertThat(scene.clockOf(ticket, ClockName.CALLBACK).dueAt()).isEqualTo(at("2026-11-25T10:00"));
        clock.set("2026-11-25T12:00");

        clocks.reopened(ticket);

        assertThat(scene.clockOf(ticket, ClockName.CALLBACK).state()).isEqualTo(ClockState.STOPPED);
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).roundNo()).isEqualTo(2);
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).dueAt()).isEqualTo(at("2026-11-26T12:00"));
        assertThat(scene.clockOf(ticket, ClockName.CUSTOMER_UPDATE).state()).isEqualTo(ClockState.RUNNING);
    }

    @Test
    void whenTheTicketIsOverNothingRuns() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P0, Complexity.COMPLEX);
        clocks.stopAll(ticket.number());
        assertThat(clocks.of(ticket.number())).noneMatch(TicketClock::isAwaited);
        assertThat(clocks.of(ticket.number())).allMatch(stopped -> stopped.nextLevelAt() == null);
    }

    @Test
    void theVersionThatDecidedIsKeptAndANewOneHoldsFromTheNextComputation() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        levels.change("RESOLUTION", "PT36H");
        assertThat(scene.clockOf(ticket, ClockName.RESOLUTION).ruleVersion()).isEqualTo(1);
        clocks.recompute(ticket);
        TicketClock resolution = scene.clockOf(ticket, ClockName.RESOLUTION);
        assertThat(resolution.ruleVersion()).isEqualTo(2);
        assertThat(resolution.target()).isEqualTo("PT36H");
        assertThat(resolution.dueAt()).isEqualTo(at("2026-11-25T09:00"));
    }
}
