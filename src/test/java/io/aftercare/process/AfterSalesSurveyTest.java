package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aftercare.customer.Customers;
import io.aftercare.feedback.Feedback;
import io.aftercare.feedback.FeedbackDesk;
import io.aftercare.feedback.Suggestion;
import io.aftercare.notification.Outbox;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.survey.Bilingual;
import io.aftercare.survey.Campaigns;
import io.aftercare.survey.Question;
import io.aftercare.survey.SurveyContent;
import io.aftercare.survey.SurveyResults;
import io.aftercare.survey.SurveyTemplate;
import io.aftercare.survey.SurveyTemplates;
import io.aftercare.survey.Surveys;
import io.aftercare.survey.Surveys.State;
import io.aftercare.survey.Wave;
import io.aftercare.ticket.TicketStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Surveys behind personal links: once, in time, for one round, flagged and never deleted; suggestions to their answer. */
class AfterSalesSurveyTest extends AfterSalesTrace {

    private static final Pattern LINK = Pattern.compile("/s/([A-Za-z0-9_-]{43})");
    private static final SurveyResults.Period ALWAYS =
            new SurveyResults.Period(LocalDate.parse("2026-01-01"), LocalDate.parse("2027-12-31"));

    @Autowired
    private Surveys surveys;

    @Autowired
    private SurveyTemplates templates;

    @Autowired
    private SurveyResults results;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private FeedbackDesk feedback;

    @Autowired
    private Customers customers;

    @Autowired
    private Outbox outbox;

    @Test
    void theLinkOfTheMessageIsAnsweredOnceAndOnlyItsHashIsKept() {
        callDue();
        String token = token();
        assertThat(jdbc.queryForList("select body from outbox_message where template = 'SURVEY'", String.class))
                .allMatch(body -> !body.contains(token));
        assertThat(jdbc.queryForObject("select token_hash from survey_invitation", String.class))
                .isNotEqualTo(token)
                .hasSize(64);
        assertThat(surveys.open(token).state()).isEqualTo(State.OPEN);
        customer(() -> surveys.answer(token, given(5, 4, 5, 4), Duration.ofSeconds(50)));
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(sent()).endsWith("THANKS");
        assertThat(surveys.open(token).state()).isEqualTo(State.ANSWERED);
        tooLate(() -> surveys.answer(token, given(1, 1, 1, 1), null));
        assertThat(jdbc.queryForObject("select overall from survey_answer", Integer.class))
                .isEqualTo(5);
    }

    @Test
    void lookingAtItWritesNothing() {
        callDue();
        String token = token();
        List<Map<String, Object>> before = jdbc.queryForList("select * from survey_invitation");
        for (int scanner = 0; scanner < 5; scanner++) {
            surveys.open(token);
        }
        assertThat(jdbc.queryForList("select * from survey_invitation")).isEqualTo(before);
        assertThat(jdbc.queryForObject("select count(*) from survey_answer", Integer.class))
                .isZero();
    }

    @Test
    void whoAnswersOnHisPageHasUsedUpTheLinkToo() {
        callDue();
        String token = token();
        customer(() -> callbacks.answerByCustomer(number, answer(true, 5)));
        assertThat(surveys.open(token).state()).isEqualTo(State.ANSWERED);
        tooLate(() -> surveys.answer(token, given(1, 1, 1, 1), null));
    }

    @Test
    void theCallUsesUpTheLink() {
        callDue();
        String token = token();
        isReached(true, 3);
        assertThat(surveys.open(token).state()).isEqualTo(State.ANSWERED);
    }

    @Test
    void aLinkEndsWithTheTimeAndIsWithdrawnWhenTheWorkGoesOn() {
        resolved();
        passes("PT24H");
        String first = token();
        customer(() -> confirmations.disputeByCustomer(number, "It rattles again."));
        assertThat(surveys.open(first).state()).isEqualTo(State.ENDED);
        tooLate(() -> surveys.answer(first, given(5, 4, 5, 5), null));

        passes("PT1H");
        proposes("ops-staff", "COUPON");
        executes("ops-staff");
        passes("PT24H");
        String second = token();
        assertThat(second).isNotEqualTo(first);
        assertThat(surveys.open(first).state()).isEqualTo(State.ENDED);
        assertThat(surveys.open(second).state()).isEqualTo(State.OPEN);
        passes("PT48H1S");
        assertThat(surveys.open(second).state()).isEqualTo(State.ENDED);
        tooLate(() -> surveys.answer(second, given(5, 4, 5, 5), null));
    }

    @Test
    void anUnknownLinkOpensNothing() {
        assertThat(catchThrowableOfType(ProblemException.class, () -> surveys.open("x".repeat(43))))
                .extracting(ProblemException::type)
                .isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void whatIsFlaggedIsCountedBesideAndALowMarkIsFollowedUpAllTheSame() {
        callDue();
        String token = token();
        customer(() -> surveys.answer(token, given(1, 1, 1, 1), Duration.ofSeconds(12)));
        assertThat(open()).containsExactly(FOLLOW_UP);
        SurveyResults.Overview overview = results.of(SurveyTemplate.CALLBACK, ALWAYS);
        assertThat(overview.answered()).isEqualTo(1);
        assertThat(overview.invited()).isEqualTo(1);
        assertThat(overview.overall().raw().mean()).isEqualTo(new BigDecimal("1.00"));
        assertThat(overview.overall().raw().isShortBoard()).isTrue();
        assertThat(overview.overall().cleaned().count()).isZero();
        assertThat(overview.flags()).isEqualTo(new SurveyResults.Flags(1, 1, 0, 1, 0));
        assertThat(overview.channels()).extracting(SurveyResults.Pair::key).containsExactly("PHONE");
    }

    @Test
    void whatAnAgentWritesDownOnThePhoneIsNotFlaggedForEqualMarks() {
        callDue();
        does(
                "agent2",
                CALL_BACK,
                "reached",
                true,
                "resolved",
                true,
                "speed",
                5,
                "effect",
                5,
                "attitude",
                5,
                "overall",
                5);
        assertThat(results.of(SurveyTemplate.CALLBACK, ALWAYS).flags())
                .isEqualTo(new SurveyResults.Flags(0, 0, 0, 0, 0));
    }

    @Test
    void whoWorkedOnItAndCallsHimselfIsMarkedAndStillCounts() {
        callDue();
        does(
                "agent",
                CALL_BACK,
                "reached",
                true,
                "resolved",
                true,
                "speed",
                5,
                "effect",
                5,
                "attitude",
                5,
                "overall",
                5);
        SurveyResults.Overview overview = results.of(SurveyTemplate.CALLBACK, ALWAYS);
        assertThat(overview.flags()).isEqualTo(new SurveyResults.Flags(0, 0, 0, 0, 1));
        assertThat(overview.overall().cleaned().count()).isEqualTo(1);
    }

    @Test
    void theSecondAnswerOfACustomerWithinAWeekIsADuplicate() {
        callDue();
        String first = token();
        customer(() -> surveys.answer(first, given(5, 4, 4, 4), Duration.ofSeconds(40)));
        passes("P1D");
        callDue();
        String second = token();
        customer(() -> surveys.answer(second, given(4, 5, 4, 4), Duration.ofSeconds(40)));
        SurveyResults.Overview overview = results.of(SurveyTemplate.CALLBACK, ALWAYS);
        assertThat(overview.flags().duplicate()).isEqualTo(1);
        assertThat(overview.overall().raw().count()).isEqualTo(2);
        assertThat(overview.overall().cleaned().mean()).isEqualTo(new BigDecimal("5.00"));
    }

    @Test
    void whatIsMissingOrImpossibleIsToldByQuestionAndUsesNothingUp() {
        callDue();
        String token = token();
        Map<String, String> given = given(5, 6, 5, 5);
        given.remove("resolved");
        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> surveys.answer(token, given, null));
        assertThat(Objects.requireNonNull(problem).fields())
                .extracting(ProblemException.FieldProblem::field)
                .containsExactly("resolved", "speed");
        assertThat(surveys.open(token).state()).isEqualTo(State.OPEN);
    }

    // ---- campaigns

    @Test
    void anAnswerToACampaignLeadsBackToNobody() {
        String token = campaign("First");
        assertThat(surveys.open(token).template().form().anonymous()).isTrue();
        customer(() -> surveys.answer(token, questionnaire(4), Duration.ofSeconds(70)));
        assertThat(columns("survey_response")).noneMatch(column -> column.matches(".*(ticket|customer|invitation).*"));
        assertThat(columns("survey_value")).noneMatch(column -> column.matches(".*(ticket|customer|invitation).*"));
        String stored = jdbc.queryForList("select * from survey_response").toString()
                + jdbc.queryForList("select * from survey_value");
        assertThat(stored).doesNotContain(number, CUSTOMER, token);
        // the invitation knows that it was used, but neither when nor for which answer
        assertThat(columns("survey_invitation")).doesNotContain("used_at", "response_id", "answered_at");
        assertThat(surveys.open(token).state()).isEqualTo(State.ANSWERED);
        tooLate(() -> surveys.answer(token, questionnaire(5), null));
        SurveyResults.Overview overview = results.of(SurveyTemplate.QUESTIONNAIRE, ALWAYS);
        assertThat(overview.dimensions()).hasSize(6);
        assertThat(overview.channels()).extracting(SurveyResults.Pair::key).containsExactly("phone");
        assertThat(feedback.list(null, null, null, true, 0, 10)).singleElement().satisfies(kept -> {
            assertThat(kept.source()).isEqualTo(Feedback.Source.CAMPAIGN);
            assertThat(kept.ticketNumber()).isNull();
            assertThat(kept.canBeTold()).isFalse();
        });
    }

    @Test
    void whoIsForgottenIsNeitherAskedAnyMoreNorNamedInWhatWasSent() {
        String token = campaign("First");
        customers.anonymise(CUSTOMER);
        assertThat(surveys.open(token).state()).isEqualTo(State.ENDED);
        assertThat(jdbc.queryForList("select recipient from outbox_message where audience = 'CUSTOMER'", String.class))
                .isNotEmpty()
                .allMatch(recipient -> !recipient.contains("@"));
    }

    @Test
    void nobodyIsAskedTwiceInAWeek() {
        campaign("First");
        Wave second = wave("Second");
        assertThat(second.invited()).isZero();
        assertThat(second.leftOut()).isEqualTo(1);
        passes("P8D");
        assertThat(wave("Third").invited()).isEqualTo(1);
    }

    // ---- templates

    @Test
    void whatIsPublishedNeverChangesAndWhatHasErrorsIsNotPublished() {
        SurveyContent content =
                templates.published(SurveyTemplate.QUESTIONNAIRE).form();
        int draft = templates.saveDraft("trial", without(content), "owner");
        assertThat(catchThrowableOfType(ProblemException.class, () -> templates.publish("trial", draft, "owner")))
                .extracting(ProblemException::key)
                .isEqualTo("problem.survey-lint");
        assertThat(templates.isPublished("trial")).isFalse();
        assertThat(templates.saveDraft("trial", content, "owner")).isEqualTo(draft);
        templates.publish("trial", draft, "owner");
        tooLate(() -> templates.publish("trial", draft, "owner"));
        tooLate(() -> templates.discard("trial", draft));
        int next = templates.saveDraft("trial", without(content), "owner");
        assertThat(next).isEqualTo(draft + 1);
        assertThat(templates.version("trial", draft).form()).isEqualTo(content);
        assertThat(templates.published("trial").version()).isEqualTo(draft);
        templates.discard("trial", next);
        jdbc.update("update survey_template set published_no = null where code = 'trial'");
        jdbc.update("delete from survey_template_version where template_code = 'trial'");
        jdbc.update("delete from survey_template where code = 'trial'");
    }

    // ---- suggestions

    @Test
    void aSuggestionIsClassifiedDecidedAnsweredAndOnlyThenClosed() {
        Feedback box = feedback.suggest(
                new Suggestion(null, "Open on Sundays, please", "Li Lei", "li@customer.example", null, "en"));
        long id = box.id();
        assertThat(templatesSent()).containsExactly("FEEDBACK_RECEIVED");
        notAllowed(() -> as("engineer", () -> feedback.classify(id, Feedback.Category.SERVICE, "operations")));
        as("agent", () -> feedback.classify(id, Feedback.Category.SERVICE, "operations"));
        assertThat(feedback.require(id).nextStep()).isEqualTo(Feedback.NextStep.RECTIFY);
        notAllowed(() -> as("agent", () -> feedback.decide(id, Feedback.Outcome.ADOPTED, null)));
        tooLate(() -> as("agent", () -> feedback.answer(id, "Yes")));
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> as("manager", () -> feedback.decide(id, Feedback.Outcome.NOT_ADOPTED, " ")))
                        .fields())
                .isNotEmpty();
        as("manager", () -> feedback.decide(id, Feedback.Outcome.NOT_ADOPTED, "Nobody works on Sundays."));
        assertThat(catchThrowableOfType(ProblemException.class, () -> as("manager", () -> feedback.close(id))))
                .extracting(ProblemException::key)
                .isEqualTo("problem.feedback-not-told");
        as("agent", () -> feedback.answer(id, "Thank you. We cannot do it yet."));
        assertThat(templatesSent()).containsExactly("FEEDBACK_RECEIVED", "FEEDBACK_ANSWERED");
        assertThat(jdbc.queryForObject(
                        "select body from outbox_message where template = 'FEEDBACK_ANSWERED'", String.class))
                .contains("We cannot do it yet", "Nobody works on Sundays");
        as("manager", () -> feedback.close(id));
        assertThat(feedback.require(id).state()).isEqualTo(Feedback.State.CLOSED);
        assertThat(feedback.clocks(feedback.require(id))).hasSize(3).allMatch(clock -> clock.metAt() != null);
    }

    @Test
    void aSuggestionThatNobodyReadsClimbsFromStaffToSupervisorsAndHeads() {
        feedback.suggest(new Suggestion(null, "Longer warranty", null, null, null, "en"));
        passes("PT23H1M");
        assertThat(told()).contains("complaint-specialist").doesNotContain("complaint-supervisor");
        passes("PT1H");
        assertThat(told()).contains("complaint-supervisor");
        passes("PT24H");
        assertThat(told()).contains("complaint-head");
        assertThat(feedback.clocks(feedback.list(null, null, null, true, 0, 1).get(0)))
                .anyMatch(clock -> clock.breachedAt() != null);
    }

    @Test
    void aFormThatIsSentTwiceIsOneSuggestion() {
        Suggestion form = new Suggestion("0f8c0c0e-1111-2222", "More colours", null, null, null, "en");
        assertThat(feedback.suggest(form).id()).isEqualTo(feedback.suggest(form).id());
        assertThat(feedback.list(null, null, null, true, 0, 10)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "...", "\u3164\u3164"})
    void nothingIsNoSuggestion(String text) {
        assertThat(catchThrowableOfType(
                                ProblemException.class,
                                () -> feedback.suggest(new Suggestion(null, text, null, null, null, "en")))
                        .type())
                .isEqualTo(ProblemType.INVALID_FIELDS);
    }

    @Test
    void whatACustomerSuggestsAfterHisRequestComesIntoTheInboxAndHeIsToldOnHisTicket() {
        callDue();
        String token = token();
        Map<String, String> given = given(4, 4, 4, 5);
        given.put("suggestion", "Call before you come");
        customer(() -> surveys.answer(token, given, Duration.ofSeconds(60)));
        Feedback kept = feedback.list(null, null, null, true, 0, 10).get(0);
        assertThat(kept.ticketNumber()).isEqualTo(number);
        as("agent", () -> feedback.classify(kept.id(), Feedback.Category.SERVICE, "operations"));
        as("manager", () -> feedback.decide(kept.id(), Feedback.Outcome.ADOPTED, null));
        as("agent", () -> feedback.answer(kept.id(), "From Monday on we call first."));
        assertThat(jdbc.queryForObject(
                        "select recipient from outbox_message where template = 'FEEDBACK_ANSWERED'", String.class))
                .isEqualTo("zhang.wei@customer.example");
        assertThat(timeline.of(number)).anyMatch(line -> "From Monday on we call first.".equals(line.text()));
    }

    // ---- the next call

    @Test
    void theNextAttemptIsPromisedAndSeen() {
        callDue();
        does("agent2", CALL_BACK, "reached", false);
        assertThat(callbacks.calls(ticket())).singleElement().satisfies(call -> assertThat(call.nextAttemptAt())
                .isEqualTo(now().plus(Duration.ofHours(4))));
        assertThat(callbacks.laterCalls(now(), 10)).hasSize(1);
        passes("PT4H");
        assertThat(callbacks.laterCalls(now(), 10)).isEmpty();
        assertThat(open()).containsExactly(CALL_BACK);
    }

    // ----

    private String campaign(String name) {
        callDue();
        isReached(true, 5);
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(wave(name).invited()).isEqualTo(1);
        return token();
    }

    private Wave wave(String name) {
        return campaigns.start(
                SurveyTemplate.QUESTIONNAIRE,
                name,
                LocalDate.parse("2026-11-01"),
                LocalDate.parse("2026-12-31"),
                14,
                "owner",
                Locale.ENGLISH);
    }

    /** Out of the newest message that carries one. */
    private String token() {
        return outbox.newest(null, 0, 100).stream()
                .map(message -> LINK.matcher(message.body()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link was sent"));
    }

    private static Map<String, String> given(int overall, int speed, int effect, int attitude) {
        return new HashMap<>(Map.of(
                "resolved",
                "true",
                "overall",
                String.valueOf(overall),
                "speed",
                String.valueOf(speed),
                "effect",
                String.valueOf(effect),
                "attitude",
                String.valueOf(attitude)));
    }

    private static Map<String, String> questionnaire(int overall) {
        return Map.of(
                "overall",
                String.valueOf(overall),
                "attitude",
                "5",
                "response",
                "4",
                "profession",
                "3",
                "communication",
                "4",
                "process",
                "2",
                "channel",
                "phone",
                "suggestion",
                "A shorter form");
    }

    private List<String> columns(String table) {
        return jdbc
                .queryForList(
                        "select lower(column_name) from information_schema.columns where lower(table_name) = ?",
                        String.class,
                        table)
                .stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    private List<String> templatesSent() {
        return jdbc.queryForList(
                "select template from outbox_message where audience = 'CUSTOMER' order by id", String.class);
    }

    private String told() {
        return jdbc.queryForList("select recipient from outbox_message where template = 'FEEDBACK_DUE'", String.class)
                .toString();
    }

    private static SurveyContent without(SurveyContent content) {
        List<Question> questions = content.questions().stream()
                .filter(question -> !question.code().equals("overall"))
                .toList();
        return new SurveyContent(
                new Bilingual("试", "Trial"), content.intro(), content.incentive(), content.contact(), true, questions);
    }

    private static void tooLate(Runnable action) {
        refusedWith(ProblemType.TOO_LATE, action);
    }

    private static void notAllowed(Runnable action) {
        refusedWith(ProblemType.NOT_ALLOWED, action);
    }

    private static void refusedWith(ProblemType type, Runnable action) {
        @Nullable ProblemException problem = catchThrowableOfType(ProblemException.class, action::run);
        assertThat(Objects.requireNonNull(problem, "it was not refused").type()).isEqualTo(type);
    }
}
