package io.aftercare.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.confirmation.LifecycleTestSupport;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.TicketProcess.CallbackResult;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class CallbackServiceTest extends LifecycleTestSupport {

    private static final CallForm NOBODY_THERE = new CallForm(false, null, null, null, null, null, null, null);

    @Autowired
    private CallbackService callback;

    @Autowired
    private ObjectMapper json;

    @Test
    void everythingCountsFromTheMomentOfResolution() {
        Instant resolvedAt = clock.instant();
        resolved();
        clock.advance(Duration.ofHours(5));
        assertThat(callback.dates(NUMBER))
                .isEqualTo(new CallbackService.Dates(
                        resolvedAt.plus(Duration.ofHours(24)),
                        resolvedAt.plus(Duration.ofHours(72)),
                        resolvedAt.plus(Duration.ofDays(7))));
    }

    @Test
    void theTableDecidesWhetherSomebodyCalls() {
        resolved();
        assertThat(callback.inviteToSurvey(NUMBER).callNeeded()).isTrue();
        assertThat(callback.inviteToSurvey(NUMBER).callNeeded()).isTrue();
        assertThat(sent("CUSTOMER")).containsExactly("ASK_CONFIRMATION", "SURVEY");
        assertThat(clockStates()).contains("CALLBACK RUNNING");
        jdbc.update("update ticket set complexity = 'SIMPLE'");
        assertThat(callback.inviteToSurvey(NUMBER).callNeeded()).isFalse();
        assertThat(clockStates()).contains("CALLBACK MET");
    }

    @Test
    void heIsCalledThreeTimesFourHoursApartInsideCallingHours() {
        invited();
        clock.set("2026-11-23T06:00:00Z");
        CallResult first = callback.recordCall(NUMBER, "agent", NOBODY_THERE);
        assertThat(first)
                .isEqualTo(
                        new CallResult(false, true, Instant.parse("2026-11-23T10:00:00Z"), CallbackResult.NO_ANSWER));
        clock.set("2026-11-23T12:00:00Z");
        CallResult second = callback.recordCall(NUMBER, "agent", NOBODY_THERE);
        assertThat(second.nextAttemptAt()).isEqualTo(Instant.parse("2026-11-24T01:00:00Z"));
        clock.set("2026-11-24T01:00:00Z");
        assertThat(callback.recordCall(NUMBER, "agent", NOBODY_THERE))
                .isEqualTo(new CallResult(false, false, null, CallbackResult.NO_ANSWER));
        assertTooLate(() -> callback.recordCall(NUMBER, "agent", NOBODY_THERE));
        assertThat(clockStates()).doesNotContain("CALLBACK RUNNING");
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
    }

    @ParameterizedTest
    @CsvSource({"true, 5, SATISFIED", "true, 4, SATISFIED", "true, 3, DISSATISFIED", "true, 1, DISSATISFIED"})
    void theOverallMarkDecides(boolean resolved, int overall, CallbackResult result) {
        invited();
        CallResult call =
                callback.recordCall(NUMBER, "agent", new CallForm(true, resolved, 5, 5, 5, overall, null, null));
        assertThat(call).isEqualTo(new CallResult(true, false, null, result));
        assertThat(status()).isEqualTo(TicketStatus.CALLED_BACK);
        assertThat(tickets.require(NUMBER).confirmedAt()).isEqualTo(clock.instant());
        assertThat(clockStates()).contains("CALLBACK MET", "CONFIRMATION MET");
    }

    @Test
    void whatIsNotSolvedGoesBackToAProposalWhateverTheMarks() {
        invited();
        confirmation.confirmByCustomer(NUMBER);
        CallResult call = callback.recordCall(NUMBER, "agent", new CallForm(true, false, 5, 5, 5, 5, 10, "cold"));
        assertThat(call.result()).isEqualTo(CallbackResult.NOT_SOLVED);
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(clockStates()).contains("PLAN RUNNING");
    }

    @Test
    void aReachedCustomerHasAnsweredEveryQuestion() {
        invited();
        assertRefused(
                () -> callback.recordCall(NUMBER, "agent", new CallForm(true, null, null, 0, 6, null, 11, null)),
                "resolved",
                "speed",
                "effect",
                "attitude",
                "overall",
                "recommend");
        assertThat(callback.attempts(tickets.require(NUMBER))).isZero();
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
    }

    @Test
    void theSurveyIsOpenFromItsLinkUntilItEndsAndOnce() {
        resolved();
        SurveyForm form = new SurveyForm(true, 4, 4, 4, 4, 9, "Thanks 🙏");
        assertTooLate(() -> callback.answerByCustomer(NUMBER, form));
        clock.advance(Duration.ofHours(24));
        callback.inviteToSurvey(NUMBER);
        clock.advance(Duration.ofHours(48).plusSeconds(1));
        assertTooLate(() -> callback.answerByCustomer(NUMBER, form));
        clock.advance(Duration.ofSeconds(-1));
        assertThat(callback.mayAnswer(tickets.require(NUMBER))).isTrue();
        callback.answerByCustomer(NUMBER, form);
        assertThat(process.told).containsExactly("answered SATISFIED");
        assertThat(callback.mayAnswer(tickets.require(NUMBER))).isFalse();
        assertTooLate(() -> callback.answerByCustomer(NUMBER, form));
        assertTooLate(() -> callback.recordCall(NUMBER, "agent", new CallForm(true, true, 1, 1, 1, 1, null, null)));
        assertThat(callback.answerOf(tickets.require(NUMBER)).orElseThrow())
                .returns(SurveyAnswer.Source.LINK, SurveyAnswer::source)
                .returns("Thanks 🙏", SurveyAnswer::suggestion);
    }

    @Test
    void anAnswerThatTheProcessDoesNotWaitForIsNotKept() {
        invited();
        process.listening = false;
        assertTooLate(() -> callback.answerByCustomer(NUMBER, new SurveyForm(true, 4, 4, 4, 4, null, null)));
        assertThat(callback.answerOf(tickets.require(NUMBER))).isEmpty();
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
    }

    @Test
    void dissatisfactionIsFollowedUpWithCauseAndPlan() {
        invited();
        callback.recordCall(NUMBER, "agent", new CallForm(true, true, 2, 2, 2, 2, 0, null));
        assertRefused(() -> callback.followUp(NUMBER, "complaint-supervisor", " ", null), "cause", "improvementPlan");
        callback.followUp(NUMBER, "complaint-supervisor", "slow", "a second shift");
        assertThat(jdbc.queryForObject("select cause from dissatisfaction", String.class))
                .isEqualTo("slow");
    }

    @Test
    void remindersAndThanksLeaveOnce() {
        resolved();
        callback.remind(NUMBER);
        callback.remind(NUMBER);
        callback.sendThanks(NUMBER);
        callback.sendThanks(NUMBER);
        assertThat(sent("CUSTOMER")).containsExactly("ASK_CONFIRMATION", "REMINDER", "THANKS");
    }

    @Test
    void theArchiveFreezesWhatTheTicketTaughtUs() throws Exception {
        ticket(TicketStatus.EXECUTING);
        plan("EXECUTED");
        confirmation.askForConfirmation(NUMBER, false);
        callback.inviteToSurvey(NUMBER);
        callback.answerByCustomer(NUMBER, new SurveyForm(true, 5, 5, 5, 5, 10, "𠮷"));
        callback.archive(NUMBER);
        callback.archive(NUMBER);
        assertThat(tickets.require(NUMBER).closedBy()).isEqualTo(ClosedBy.ANSWER);
        assertThat(story()).endsWith(TimelineKind.CLOSED);
        assertThat(clockStates()).noneMatch(state -> state.endsWith("RUNNING"));
        JsonNode content = json.readTree(jdbc.queryForObject("select content from ticket_archive", String.class));
        assertThat(content.at("/ticket/number").asText()).isEqualTo(NUMBER);
        assertThat(content.at("/cause").asText()).isEqualTo("scale");
        assertThat(content.at("/proposeArticle").asBoolean()).isTrue();
        assertThat(content.at("/cost").asText()).isEqualTo("20.00");
        assertThat(content.at("/solutions/0/remedy").asText()).isEqualTo("REPAIR");
        assertThat(content.at("/compensations/0/amount").asText()).isEqualTo("20.00");
        assertThat(content.at("/answer/suggestion").asText()).isEqualTo("𠮷");
        assertThat(content.at("/timeline").size()).isGreaterThan(3);
        assertThat(content.toString()).doesNotContain("Li Lei", "13800001234");
    }

    @Test
    void whoConfirmedIsClosedByConfirmationAndWhoNeverSpokeByNoAnswer() {
        resolved();
        callback.archive(NUMBER);
        assertThat(tickets.require(NUMBER).closedBy()).isEqualTo(ClosedBy.NO_ANSWER);
        confirmation.messageFromCustomer(NUMBER, "I was away, it is still cold.");
        jdbc.update("update ticket set status = 'EXECUTING'");
        confirmation.askForConfirmation(NUMBER, false);
        confirmation.confirmByCustomer(NUMBER);
        callback.archive(NUMBER);
        assertThat(tickets.require(NUMBER).closedBy()).isEqualTo(ClosedBy.CONFIRMATION);
        assertThat(jdbc.queryForObject("select count(*) from ticket_archive", Integer.class))
                .isEqualTo(2);
    }

    private void invited() {
        resolved();
        callback.inviteToSurvey(NUMBER);
    }

    private static void assertTooLate(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                .isEqualTo(ProblemType.TOO_LATE));
    }

    private static void assertRefused(ThrowingCallable call, String... fields) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.fields())
                .extracting(ProblemException.FieldProblem::field)
                .containsExactly(fields));
    }
}
