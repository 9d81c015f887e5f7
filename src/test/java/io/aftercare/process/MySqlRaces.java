package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.demo.DemoData;
import io.aftercare.problem.Causes;
import io.aftercare.process.ProcessTestBeans.MovedClock;
import io.aftercare.registration.Intake;
import io.aftercare.registration.RegistrationService;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Urgency;
import io.aftercare.worklist.Worklist;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.ActiveProfiles;

/** The whole program on the real MySQL server, its jobs run by the test, and many people who act at the same moment. */
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
abstract class MySqlRaces {

    @Autowired
    MovedClock clock;

    @Autowired
    RegistrationService registrations;

    @Autowired
    Worklist worklist;

    @Autowired
    Customers customers;

    @Autowired
    TicketService tickets;

    @Autowired
    TaskService tasks;

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcTemplate jdbc;

    /** What one of them does; his number tells them apart. */
    interface Step {
        void by(int person) throws Exception;
    }

    @BeforeAll
    void theHouseIsOpen() {
        clock.moveTo(MovedClock.at("2026-11-23T10:00"));
        if (identity.createUserQuery().userId("agent").count() == 0) {
            new CamundaDemoPeople(identity).add(DemoData.USERS);
            customers.add(new Customer(
                    "C-1",
                    "Zhang Wei",
                    "13800001001",
                    "zhang@customer.example",
                    null,
                    "STANDARD",
                    clock.instant(),
                    null));
            order("SO-1", "9000.00");
        }
    }

    void order(String order, String paid) {
        customers.addOrder(new CustomerOrder(
                order,
                "C-1",
                "Air purifier A3",
                null,
                new BigDecimal(paid),
                clock.instant().minus(Duration.ofDays(12)),
                clock.instant().minus(Duration.ofDays(10))));
    }

    String ticket(String order, Category category) throws Exception {
        return as("agent", () -> registrations
                .receive(AfterSalesTrace.intake(
                        Channel.PHONE,
                        order,
                        "The parcel is late.",
                        new Intake.ClassificationFields(
                                category, Impact.MINOR, Urgency.MEDIUM, Complexity.COMPLEX, null, false)))
                .number());
    }

    void complete(String user, String number, String key, Map<String, Object> fields) throws Exception {
        completeTask(user, task(number, key), fields);
    }

    boolean completeTask(String user, String task, Map<String, Object> fields) throws Exception {
        return as(user, () -> {
            worklist.complete(task, new HashMap<>(fields));
            return true;
        });
    }

    String task(String number, String key) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(key)
                .singleResult()
                .getId();
    }

    /** How many of those who try at the same moment get through; all others are refused or lose the race. */
    static int together(int people, Step step) throws Exception {
        CyclicBarrier start = new CyclicBarrier(people);
        ExecutorService pool = Executors.newFixedThreadPool(people);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                int person = i;
                all.add(pool.submit(() -> {
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
                                    || String.valueOf(why).contains("OptimisticLocking"))
                            .as(String.valueOf(why))
                            .isTrue();
                }
            }
            return through;
        } finally {
            pool.shutdownNow();
        }
    }

    static void act(String user, Runnable action) throws Exception {
        as(user, Executors.callable(action));
    }

    /** With the groups that the demo gives him. */
    static <T> T as(String user, Callable<T> action) throws Exception {
        return signedIn(
                user,
                DemoData.USERS.stream()
                        .filter(known -> known.id().equals(user))
                        .map(known -> "ROLE_" + known.group())
                        .toList(),
                action);
    }

    static <T> T signedIn(String user, List<String> roles, Callable<T> action) throws Exception {
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
