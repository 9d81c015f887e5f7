package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.MySqlServer;
import io.aftercare.callback.CallbackService;
import io.aftercare.callback.SurveyForm;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.demo.DemoData;
import io.aftercare.feedback.Feedback;
import io.aftercare.feedback.FeedbackDesk;
import io.aftercare.feedback.Suggestion;
import io.aftercare.notification.Outbox;
import io.aftercare.problem.Causes;
import io.aftercare.process.ProcessTestBeans.MovedClock;
import io.aftercare.registration.Intake;
import io.aftercare.registration.RegistrationService;
import io.aftercare.survey.Campaigns;
import io.aftercare.survey.SurveyResults;
import io.aftercare.survey.SurveyTemplate;
import io.aftercare.survey.Surveys;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Urgency;
import io.aftercare.worklist.Worklist;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On the real MySQL server: of link, page and call at the same moment one answers; a link opens a survey once. */
@SpringBootTest(
        properties = {
            "aftercare.language=en",
            "aftercare.tracking.watch-enabled=false",
            "aftercare.notification.relay-enabled=false",
            "aftercare.absence.watch-enabled=false",
            "aftercare.conversation.sending-enabled=false",
            "camunda.bpm.job-execution.enabled=false"
        })
@ActiveProfiles("test")
@Import(ProcessTestBeans.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveyMySqlIT {

    private static final int AT_ONCE = 9;
    private static final Pattern LINK = Pattern.compile("/s/([A-Za-z0-9_-]{43})");

    @Autowired
    MovedClock clock;

    @Autowired
    RegistrationService registrations;

    @Autowired
    Worklist worklist;

    @Autowired
    Customers customers;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    IdentityService identity;

    @Autowired
    TicketService tickets;

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

    @Autowired
    JdbcTemplate jdbc;

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("survey", registry);
    }

    @BeforeAll
    void theHouseIsOpen() {
        clock.moveTo(MovedClock.at("2026-11-23T10:00"));
        new CamundaDemoPeople(identity).add(DemoData.USERS);
        customers.add(new Customer(
                "C-1", "Zhang Wei", "13800001001", "zhang@customer.example", null, "STANDARD", clock.instant(), null));
        customers.addOrder(new CustomerOrder(
                "SO-1",
                "C-1",
                "Air purifier A3",
                null,
                new BigDecimal("9000.00"),
                clock.instant().minus(Duration.ofDays(12)),
                clock.instant().minus(Duration.ofDays(10))));
    }

    @Test
    void ofLinkPageAndCallAtTheSameMomentOneAnswersAndACampaignsLinkOpensOnce() throws Exception {
        String number = resolvedAndCallDue();
        String token = token();
        String call = task(number, "Task_CallBackCustomer");
        assertThat(succeeded(i -> {
                    switch (i % 3) {
                        case 0 -> surveys.answer(token, given(), Duration.ofSeconds(44));
                        case 1 -> callbacks.answerByCustomer(number, new SurveyForm(true, 4, 5, 4, 5, 9, null));
                        default ->
                            as(
                                    "agent2",
                                    () -> worklist.complete(
                                            call,
                                            new HashMap<>(Map.of(
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
                                                    5))));
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
        assertThat(succeeded(i -> surveys.answer(second, answers, null))).isEqualTo(1);
        assertThat(count("survey_response")).isEqualTo(1);
        assertThat(count("survey_value")).isEqualTo(6);
    }

    @Test
    void aSuggestionSentManyTimesAtOnceIsOneAndIsAnsweredOnce() throws Exception {
        Suggestion form = new Suggestion("aaaa-bbbb-cccc", "请增加上门时间段", null, "li@customer.example", null, "zh");
        assertThat(succeeded(i -> feedback.suggest(form))).isGreaterThanOrEqualTo(1);
        assertThat(count("feedback")).isEqualTo(1);
        long id = feedback.list(null, null, null, true, 0, 10).get(0).id();
        as("manager", () -> feedback.classify(id, Feedback.Category.SERVICE, "operations"));
        as("manager", () -> feedback.decide(id, Feedback.Outcome.ADOPTED, null));
        assertThat(succeeded(i -> as("manager", () -> feedback.answer(id, "Yes, number " + i))))
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

    private String resolvedAndCallDue() {
        List<String> made = new ArrayList<>();
        as(
                "agent",
                () -> made.add(registrations
                        .receive(AfterSalesTrace.intake(
                                Channel.PHONE,
                                "SO-1",
                                "The parcel is late.",
                                new Intake.ClassificationFields(
                                        Category.SERVICE_FAILURE,
                                        Impact.MINOR,
                                        Urgency.MEDIUM,
                                        Complexity.COMPLEX,
                                        null,
                                        false)))
                        .number()));
        String number = made.get(0);
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

    private void complete(String user, String number, String key, Map<String, Object> fields) {
        String task = task(number, key);
        as(user, () -> worklist.complete(task, new HashMap<>(fields)));
    }

    private String task(String number, String key) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(key)
                .singleResult()
                .getId();
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

    private static void as(String user, Runnable action) {
        List<String> roles = DemoData.USERS.stream()
                .filter(known -> known.id().equals(user))
                .map(known -> "ROLE_" + known.group())
                .toList();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        user, null, AuthorityUtils.createAuthorityList(roles)));
        try {
            action.run();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private interface Step {
        void by(int person) throws Exception;
    }

    /** How many of those who try at the same moment get through; all others are refused or lose the race. */
    private static int succeeded(Step step) throws Exception {
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                int person = i;
                all.add(people.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    step.by(person);
                    return null;
                }));
            }
            int through = 0;
            for (Future<?> one : all) {
                try {
                    one.get(120, TimeUnit.SECONDS);
                    through++;
                } catch (ExecutionException refused) {
                    Throwable why = Objects.requireNonNull(refused.getCause());
                    assertThat(Causes.problemIn(why) != null
                                    || Causes.isLostRace(why)
                                    || why instanceof DuplicateKeyException
                                    || String.valueOf(why).contains("OptimisticLocking"))
                            .as(String.valueOf(why))
                            .isTrue();
                }
            }
            return through;
        } finally {
            people.shutdownNow();
        }
    }
}
