package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.MySqlServer;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.demo.DemoData;
import io.aftercare.process.ProcessTestBeans.MovedClock;
import io.aftercare.registration.Intake;
import io.aftercare.registration.RegistrationService;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.Urgency;
import io.aftercare.tracking.Obstacles;
import io.aftercare.worklist.Worklist;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On the real MySQL server: tickets of one order that promise money at the same moment do not slip under the limit. */
@SpringBootTest(
        properties = {
            "aftercare.language=en",
            "aftercare.tracking.watch-enabled=false",
            "aftercare.notification.relay-enabled=false",
            "aftercare.absence.watch-enabled=false",
            "camunda.bpm.job-execution.enabled=false"
        })
@ActiveProfiles("test")
@Import(ProcessTestBeans.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParallelProposalsMySqlIT {

    private static final int AT_ONCE = 16;

    @Autowired
    MovedClock clock;

    @Autowired
    RegistrationService registrations;

    @Autowired
    Obstacles obstacles;

    @Autowired
    Worklist worklist;

    @Autowired
    Customers customers;

    @Autowired
    TaskService tasks;

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcTemplate jdbc;

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("race", registry);
    }

    @BeforeAll
    void theHouseIsOpen() {
        clock.moveTo(MovedClock.at("2026-11-23T10:00"));
        new CamundaDemoPeople(identity).add(DemoData.USERS);
        customers.add(new Customer(
                "C-1",
                "Zhang Wei",
                "13800001001",
                "zhang.wei@customer.example",
                null,
                "STANDARD",
                clock.instant(),
                null));
    }

    @Test
    void ofSixteenTicketsOnOneOrderOnlyThreePassWithoutTheManager() throws Exception {
        List<String> numbers = tickets("SO-16", "599.00");
        together(
                numbers,
                number -> complete(
                        "ops-staff",
                        number,
                        "Task_ProposeSolution",
                        Map.of(
                                "remedy",
                                "COUPON",
                                "steps",
                                "A voucher.",
                                "expectedCompletionAt",
                                clock.instant().plus(Duration.ofDays(3)).toString(),
                                "compensations",
                                List.of(Map.of(
                                        "kind", "COUPON", "nature", "GOODWILL", "amount", "59.90", "note", "")))));

        exactlyThoseWithinTheLimitPassed("SO-16", "Task_ExecuteSolution", numbers);
    }

    @Test
    void delayCompensationsOfObstaclesCountInTheSameSum() throws Exception {
        List<String> numbers = tickets("SO-17", "599.00");
        for (String number : numbers) {
            complete(
                    "ops-staff",
                    number,
                    "Task_ProposeSolution",
                    Map.of(
                            "remedy",
                            "APOLOGY",
                            "steps",
                            "We say sorry.",
                            "expectedCompletionAt",
                            clock.instant().plus(Duration.ofDays(3)).toString()));
            as("agent", () -> {
                obstacles.report(number, "The courier is on strike.", null);
                return true;
            });
        }
        together(
                numbers,
                number -> complete(
                        "agent",
                        number,
                        "Task_OfferAlternative",
                        Map.of(
                                "reason",
                                "Strike",
                                "newExpectedCompletionAt",
                                clock.instant().plus(Duration.ofDays(9)).toString(),
                                "alternative",
                                "DELAY_COMPENSATION",
                                "message",
                                "Sorry.",
                                "compensations",
                                List.of(Map.of(
                                        "kind", "DELAY", "nature", "GOODWILL", "amount", "59.90", "note", "")))));

        exactlyThoseWithinTheLimitPassed("SO-17", null, numbers);
    }

    /** From the rows: lines in the order of their ids; a ticket passed if its running sum was at most 30 %. */
    private void exactlyThoseWithinTheLimitPassed(
            String order, @org.jspecify.annotations.Nullable String next, List<String> numbers) {
        List<Map<String, Object>> lines = jdbc.queryForList(
                "select ticket_number, amount, state from compensation_line where order_no = ? order by id", order);
        assertThat(lines).hasSize(AT_ONCE);
        BigDecimal limit = new BigDecimal("179.70");
        BigDecimal sum = BigDecimal.ZERO;
        List<String> passed = new ArrayList<>();
        for (Map<String, Object> line : lines) {
            sum = sum.add((BigDecimal) line.get("amount"));
            String number = String.valueOf(line.get("ticket_number"));
            boolean asked = tasks.createTaskQuery()
                            .processInstanceBusinessKey(number)
                            .taskDefinitionKey("Task_ApproveSolution")
                            .taskCandidateGroup("compensation-managers")
                            .count()
                    == 1;
            assertThat(asked).as("%s at %s", number, sum).isEqualTo(sum.compareTo(limit) > 0);
            if (!asked) {
                passed.add(number);
            }
        }
        assertThat(passed).hasSize(3);
        assertThat(jdbc.queryForList(
                        "select ticket_number from approval_clearance where gates = '' and goodwill > 0"
                                + " and ticket_number in (select ticket_number from compensation_line where order_no = ?)",
                        String.class,
                        order))
                .containsExactlyInAnyOrderElementsOf(passed);
        if (next != null) {
            assertThat(passed).allSatisfy(number -> assertThat(tasks.createTaskQuery()
                            .processInstanceBusinessKey(number)
                            .taskDefinitionKey(next)
                            .count())
                    .isOne());
        }
        assertThat(numbers).containsAll(passed);
    }

    private List<String> tickets(String order, String paid) throws Exception {
        customers.addOrder(new CustomerOrder(
                order,
                "C-1",
                "Air purifier A3",
                "AP3-77120",
                new BigDecimal(paid),
                clock.instant().minus(Duration.ofDays(12)),
                clock.instant().minus(Duration.ofDays(10))));
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            numbers.add(as("agent", () -> registrations
                    .receive(AfterSalesTrace.intake(
                            Channel.PHONE,
                            order,
                            "The parcel is late.",
                            new Intake.ClassificationFields(
                                    Category.SERVICE_FAILURE,
                                    Impact.MINOR,
                                    Urgency.MEDIUM,
                                    Complexity.COMPLEX,
                                    null,
                                    false)))
                    .number()));
        }
        return numbers;
    }

    private interface Step {
        void on(String number) throws Exception;
    }

    private void together(List<String> numbers, Step step) throws Exception {
        CyclicBarrier start = new CyclicBarrier(numbers.size());
        ExecutorService people = Executors.newFixedThreadPool(numbers.size());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (String number : numbers) {
                all.add(people.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    step.on(number);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(120, TimeUnit.SECONDS);
            }
        } finally {
            people.shutdownNow();
        }
    }

    private void complete(String user, String number, String key, Map<String, Object> fields) throws Exception {
        String task = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(key)
                .singleResult()
                .getId();
        as(user, () -> {
            worklist.complete(task, new java.util.HashMap<>(fields));
            return true;
        });
    }

    private static <T> T as(String user, Callable<T> action) throws Exception {
        List<String> roles = DemoData.USERS.stream()
                .filter(known -> known.id().equals(user))
                .map(known -> "ROLE_" + known.group())
                .toList();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        user, null, AuthorityUtils.createAuthorityList(roles)));
        try {
            return action.call();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
