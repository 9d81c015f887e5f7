package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.problem.ProblemType;
import io.aftercare.process.ProcessTestBeans.MovedClock;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The call and the survey after the fix, what their answers set off, and how a ticket is closed without one. */
class AfterSalesCallbackTest extends AfterSalesTrace {

    @Test
    void aDayAfterTheResolutionTheLinkLeavesAndTheCallIsDueADayLater() {
        resolved();
        does("agent", CONFIRM, "confirmed", true, "evidence", "He said so.");
        passes("PT23H59M");
        assertThat(open()).isEmpty();
        assertThat(sent()).doesNotContain("SURVEY");
        passes("PT1M");
        assertThat(sent()).endsWith("SURVEY");
        assertThat(open()).containsExactly(CALL_BACK);
        assertThat(groups(CALL_BACK)).containsExactly("service-agents");
        assertThat(task(CALL_BACK).getDueDate().toInstant()).isEqualTo(now().plus(Duration.ofHours(24)));
    }

    @Test
    void whatIsFinishedAtNightIsCalledAboutInTheMorning() {
        aMinorFailure();
        proposes("ops-staff", "COUPON");
        passes("PT13H");
        executes("ops-staff");
        passes("PT24H");
        assertThat(now()).isEqualTo(MovedClock.at("2026-11-24T23:00"));
        assertThat(open()).as("the moment of opening does not move").contains(CALL_BACK);
        assertThat(task(CALL_BACK).getDueDate().toInstant()).isEqualTo(MovedClock.at("2026-11-26T09:00"));
    }

    @Test
    void whoIsSatisfiedGetsThanks() {
        callDue();
        isReached(true, 4);
        assertThat(sent()).endsWith("THANKS");
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(ticket().closedBy()).isEqualTo(ClosedBy.ANSWER);
        assertThat(isOver()).isTrue();
    }

    @Test
    void whoIsNotSatisfiedIsFollowedUpBeforeItIsArchived() {
        callDue();
        isReached(true, 3);
        assertThat(status()).isEqualTo(TicketStatus.CALLED_BACK);
        assertThat(open()).containsExactly(FOLLOW_UP);
        assertThat(groups(FOLLOW_UP)).containsExactly("complaints-supervisors");
        does("complaint-supervisor", FOLLOW_UP, "cause", "Too slow", "improvementPlan", "A second courier");
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(sent()).doesNotContain("THANKS");
        assertThat(archived()).contains("Too slow");
    }

    @Test
    void whoSaysThatItIsNotSolvedGetsANewProposal() {
        callDue();
        isReached(false, 2);
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(ticket().confirmedAt()).isNull();
    }

    @Test
    void whoIsNotReachedIsCalledThreeTimesInsideCallingHours() {
        callDue();
        passes("PT8H");
        misses();
        assertThat(open()).isEmpty();
        passes("PT14H");
        assertThat(now()).isEqualTo(MovedClock.at("2026-11-25T08:00"));
        assertThat(open()).as("four hours later would be night").isEmpty();
        passes("PT1H");
        assertThat(open()).containsExactly(CALL_BACK);

        misses();
        passes("PT3H59M");
        assertThat(open()).isEmpty();
        passes("PT1M");
        misses();
        assertThat(open()).isEmpty();
        assertThat(told(TimelineKind.CALLED)).isEqualTo(3);
        passes("PT21H");
        assertThat(status()).as("the link has ended, no attempt is left").isEqualTo(TicketStatus.CLOSED);
        assertThat(ticket().closedBy()).isEqualTo(ClosedBy.CONFIRMATION);
    }

    @Test
    void theSurveyWithdrawsTheCall() {
        callDue();
        customer(() -> callbacks.answerByCustomer(number, answer(true, 5)));
        assertThat(open()).isEmpty();
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(sent()).endsWith("THANKS");
    }

    @Test
    void aBadSurveyIsFollowedUpToo() {
        callDue();
        customer(() -> callbacks.answerByCustomer(number, answer(true, 1)));
        assertThat(open()).containsExactly(FOLLOW_UP);
    }

    @Test
    void aSurveyThatSaysNotSolvedWithdrawsTheCallAndBringsItBack() {
        callDue();
        customer(() -> callbacks.answerByCustomer(number, answer(false, 1)));
        assertThat(open()).containsExactly(PROPOSE);
    }

    @Test
    void theCallClosesTheSurvey() {
        callDue();
        isReached(true, 3);
        refused(ProblemType.TOO_LATE, () -> customer(() -> callbacks.answerByCustomer(number, answer(true, 5))));
        assertThat(open()).containsExactly(FOLLOW_UP);
    }

    @Test
    void theSurveyIsNotOpenBeforeItsLinkLeavesNorAfterItEnds() {
        resolved();
        customer(() -> confirmations.confirmByCustomer(number));
        refused(ProblemType.TOO_LATE, () -> customer(() -> callbacks.answerByCustomer(number, answer(true, 5))));
        passes("PT72H1S");
        refused(ProblemType.TOO_LATE, () -> customer(() -> callbacks.answerByCustomer(number, answer(true, 5))));
    }

    @Test
    void theEndOfTheLinkDoesNotWithdrawTheCall() {
        callDue();
        passes("PT49H");
        assertThat(open()).containsExactly(CALL_BACK);
        assertThat(status()).isEqualTo(TicketStatus.CONFIRMED);
        isReached(true, 5);
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
    }

    @Test
    void whoNeverConfirmsIsRemindedOnDayThreeAndClosedOnDaySeven() {
        resolved();
        passes("PT72H");
        assertThat(sent()).endsWith("REMINDER");
        assertThat(open()).containsExactly(CALL_BACK);
        passes("PT95H");
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
        passes("PT1H");
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(ticket().closedBy()).isEqualTo(ClosedBy.NO_ANSWER);
        assertThat(open()).isEmpty();
        assertThat(sent().stream().filter("REMINDER"::equals)).hasSize(1);
    }

    @Test
    void whoConfirmsAfterTheReminderIsNotClosedAsSilent() {
        byPhone(ORDER, kind("INQUIRY", "MINOR", "SIMPLE"));
        passes("PT80H");
        assertThat(sent()).endsWith("REMINDER");
        customer(() -> confirmations.confirmByCustomer(number));
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(ticket().closedBy()).isEqualTo(ClosedBy.CONFIRMATION);
    }

    @Test
    void whoConfirmsAfterTheReminderIsStillCalled() {
        resolved();
        passes("PT80H");
        customer(() -> confirmations.confirmByCustomer(number));
        assertThat(status()).isEqualTo(TicketStatus.CONFIRMED);
        assertThat(open()).containsExactly(CALL_BACK);
        isReached(true, 5);
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
    }

    private void misses() {
        does("agent2", CALL_BACK, "reached", false);
    }

    private String archived() {
        String content =
                jdbc.queryForObject("select content from ticket_archive where ticket_number = ?", String.class, number);
        return content == null ? "" : content;
    }
}
