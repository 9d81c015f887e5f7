package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.MySqlServer;
import io.aftercare.callback.CallbackService;
import io.aftercare.callback.SurveyForm;
import io.aftercare.feedback.Feedback;
import io.aftercare.feedback.FeedbackDesk;
import io.aftercare.feedback.Suggestion;
import io.aftercare.notification.Outbox;
import io.aftercare.survey.Campaigns;
import io.aftercare.survey.SurveyResults;
import io.aftercare.survey.SurveyTemplate;
import io.aftercare.survey.Surveys;
import io.aftercare.ticket.Category;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On the real MySQL server: of link, page and call at the same moment one answers; a link opens a survey once. */
class SurveyMySqlIT extends MySqlRaces {

    private static final int AT_ONCE = 9;
    private static final Pattern LINK = Pattern.compile("/s/([A-Za-z0-9_-]{43})");

    @Autowired
    ManagementService management;

    @Autowired
    CallbackService callbacks;

    @Autowired
    Surveys surveys;

    @Autowired
    SurveyResults results;

    @Autowired
    Campaigns campaigns;

    @Autowired
    FeedbackDesk feedback;

    @Autowired
    Outbox outbox;

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("survey", registry);
    }

    @Test
    void ofLinkPageAndCallAtTheSameMomentOneAnswersAndACampaignsLinkOpensOnce() throws Exception {
        String number = resolvedAndCallDue();
        String token = token();
        String call = task(number, "Task_CallBackCustomer");
        assertThat(together(AT_ONCE, i -> {
                    switch (i % 3) {
                        case 0 -> surveys.answer(token, given(), Duration.ofSeconds(44));
                        case 1 -> callbacks.answerByCustomer(number, new SurveyForm(true, 4, 5, 4, 5, 9, null));
                        default ->
                            completeTask(
                                    "agent2",
                                    call,
                                    Map.of(
                                            "reached",
                                            true,
                                            "resolved",
                                            true,
                                            "speed",
                                            4,
                                            "effect",
                                            5,
                                            "attitude",
                                            4,
                                            "overall",
                                            5));
                    }
                }))
                .isEqualTo(1);
        assertThat(count("survey_answer")).isEqualTo(1);
        assertThat(count("survey_answer_check")).isEqualTo(1);
        assertThat(surveys.open(token).state()).isEqualTo(Surveys.State.ANSWERED);
        assertThat(results.of(
                                SurveyTemplate.CALLBACK,
                                new SurveyResults.Period(LocalDate.parse("2026-01-01"), LocalDate.parse("2027-01-01")))
                        .answered())
                .isEqualTo(1);

        // the ticket is closed by its answer, so that the campaign reaches its customer
        assertThat(jdbc.queryForObject("select status from ticket where number = ?", String.class, number))
                .isEqualTo("CLOSED");
        assertThat(campaigns
                        .start(
                                SurveyTemplate.QUESTIONNAIRE,
                                "Winter",
                                LocalDate.parse("2026-11-01"),
                                LocalDate.parse("2026-12-31"),
                                14,
                                "owner",
                                Locale.ENGLISH)
                        .invited())
                .isEqualTo(1);
        String second = token();
        Map<String, String> answers = Map.of(
                "overall",
                "4",
                "attitude",
                "5",
                "response",
                "4",
                "profession",
                "3",
                "communication",
                "4",
                "process",
                "2");
        assertThat(together(AT_ONCE, i -> surveys.answer(second, answers, null)))
                .isEqualTo(1);
        assertThat(count("survey_response")).isEqualTo(1);
        assertThat(count("survey_value")).isEqualTo(6);
    }

    @Test
    void aSuggestionSentManyTimesAtOnceIsOneAndIsAnsweredOnce() throws Exception {
        Suggestion form = new Suggestion("aaaa-bbbb-cccc", "请增加上门时间段", null, "li@customer.example", null, "zh");
        assertThat(together(AT_ONCE, i -> feedback.suggest(form))).isGreaterThanOrEqualTo(1);
        assertThat(count("feedback")).isEqualTo(1);
        long id = feedback.list(null, null, null, true, 0, 10).get(0).id();
        act("manager", () -> feedback.classify(id, Feedback.Category.SERVICE, "operations"));
        act("manager", () -> feedback.decide(id, Feedback.Outcome.ADOPTED, null));
        assertThat(together(AT_ONCE, i -> act("manager", () -> feedback.answer(id, "Yes, number " + i))))
                .isEqualTo(1);
        assertThat(jdbc.queryForObject(
                        "select count(*) from outbox_message where template = 'FEEDBACK_ANSWERED'", Integer.class))
                .isEqualTo(1);
        assertThat(feedback.clocks(feedback.require(id))).hasSize(3).allMatch(clock -> clock.metAt() != null);
    }

    private int count(String table) {
        Integer rows = jdbc.queryForObject("select count(*) from " + table, Integer.class);
        return Objects.requireNonNull(rows);
    }

    private static Map<String, String> given() {
        return Map.of("resolved", "true", "overall", "5", "speed", "4", "effect", "5", "attitude", "4");
    }

    private String resolvedAndCallDue() throws Exception {
        String number = ticket("SO-1", Category.SERVICE_FAILURE);
        complete(
                "ops-staff",
                number,
                "Task_ProposeSolution",
                Map.of(
                        "remedy", "COUPON",
                        "steps", "A voucher.",
                        "expectedCompletionAt",
                                clock.instant().plus(Duration.ofDays(3)).toString()));
        complete(
                "ops-staff",
                number,
                "Task_ExecuteSolution",
                Map.of("outcome", "Sent.", "rootCause", "Late.", "resolutionSummary", "Paid."));
        complete("agent", number, "Task_ConfirmResolution", Map.of("confirmed", true, "evidence", "He said so."));
        clock.moveTo(clock.instant().plus(Duration.ofHours(24)).plusSeconds(5));
        for (int round = 0; round < 5; round++) {
            for (Job job : management
                    .createJobQuery()
                    .duedateLowerThan(new Date(clock.instant().toEpochMilli() + 1))
                    .list()) {
                management.executeJob(job.getId());
            }
        }
        return number;
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
}
