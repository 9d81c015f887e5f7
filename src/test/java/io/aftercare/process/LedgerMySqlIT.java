package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.MySqlServer;
import io.aftercare.approval.Coverage;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.demo.DemoData;
import io.aftercare.payment.CompensationDesk;
import io.aftercare.payment.CompensationList;
import io.aftercare.payment.MoneyAudit;
import io.aftercare.payment.Payments;
import io.aftercare.payment.Payout;
import io.aftercare.payment.Price;
import io.aftercare.payment.Prices;
import io.aftercare.payment.Reversals;
import io.aftercare.problem.Causes;
import io.aftercare.process.ProcessTestBeans.MovedClock;
import io.aftercare.registration.Intake;
import io.aftercare.registration.RegistrationService;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.SolutionService;
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
import org.springframework.transaction.support.TransactionTemplate;

/** On the real MySQL server: however many hands reach for it at once, money leaves once and comes back once. */
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
class LedgerMySqlIT {

    private static final int AT_ONCE = 8;

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
    IdentityService identity;

    @Autowired
    TicketService tickets;

    @Autowired
    Compensations compensations;

    @Autowired
    SolutionService solutions;

    @Autowired
    CompensationDesk desk;

    @Autowired
    Payments payments;

    @Autowired
    Reversals reversals;

    @Autowired
    Prices prices;

    @Autowired
    CompensationList list;

    @Autowired
    MoneyAudit audit;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcTemplate jdbc;

    @DynamicPropertySource
    static void mysql(DynamicPropertyRegistry registry) {
        MySqlServer.use("ledger", registry);
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
    void ofManyCashiersAtOneTaskExactlyOnePays() throws Exception {
        String number = due("10.00");
        String task = task(number, "Task_PayRefund");
        assertThat(succeeded(i -> as("cashier", () -> {
                    worklist.complete(task, new HashMap<>(Map.of("paid", true, "reference", "TX-" + i)));
                    return true;
                })))
                .isEqualTo(1);
        assertThat(payments.of(number)).singleElement().satisfies(payout -> assertThat(payout.entry())
                .isEqualTo(Payout.Entry.PAID));
        assertThat(compensations.of(number).get(0).state()).isEqualTo(CompensationLine.State.PAID);
    }

    @Test
    void theLedgerTakesOneEntryPerLineEvenWithoutAnyLockBefore() throws Exception {
        String number = due("11.00");
        CompensationLine line = compensations.of(number).get(0);
        Coverage.Basis basis = new Coverage.Basis("0".repeat(64), List.of(), 1);
        assertThat(succeeded(i -> transaction.execute(status -> desk.handOut(
                        new CompensationDesk.HandOut(tickets.require(number), line, basis, "cashier", "TX-" + i)))))
                .isEqualTo(1);
        assertThat(jdbc.queryForObject("select count(*) from payout where line_id = ?", Integer.class, line.id()))
                .isEqualTo(1);
    }

    @Test
    void parallelReversalsNeverTakeBackMoreThanWasPaid() throws Exception {
        String number = due("40.00");
        as("cashier", () -> {
            worklist.complete(task(number, "Task_PayRefund"), new HashMap<>(Map.of("paid", true, "reference", "TX-1")));
            return true;
        });
        long line = compensations.of(number).get(0).id();
        assertThat(succeeded(i -> as("cashier", () -> reversals.request(line, new BigDecimal("15.00"), "Try " + i))))
                .isEqualTo(2);

        long first = reversals.ofTicket(number).get(0).id();
        assertThat(succeeded(i -> asManager("manager-" + i, () -> {
                    reversals.approve(first);
                    return true;
                })))
                .isEqualTo(1);
        assertThat(payments.of(number))
                .extracting(Payout::amount)
                .containsExactly(new BigDecimal("40.00"), new BigDecimal("-15.00"));
        assertThat(compensations.require(line).remaining()).isEqualByComparingTo("25.00");
    }

    @Test
    void listAuditAndPricesSpeakMySql() throws Exception {
        String number = due("12.00");
        assertThat(list.find(CompensationList.filter("PENDING", "ops-staff", "SERVICE_FAILURE", "2026-11"), 0, 25)
                        .items())
                .anyMatch(item -> item.ticketNumber().equals(number));
        assertThat(list.persons()).contains("ops-staff");
        assertThat(audit.of(number)).extracting(MoneyAudit.Entry::event).containsExactly("PROPOSED");
        assertThat(audit.between(
                        clock.instant().minusSeconds(1), clock.instant().plusSeconds(9), 100))
                .isNotEmpty();

        String repair = ticket(Category.PRODUCT_FAULT);
        complete("engineer", repair, "Task_ProposeSolution", proposal("REPAIR", Map.of("priceToCustomer", "120.00")));
        solutions.agreeByCustomer(repair, null);
        assertThat(succeeded(i -> as("cashier", () -> {
                    prices.paid(repair, new BigDecimal("120.00"), "TX-" + i);
                    return true;
                })))
                .isEqualTo(1);
        prices.requestInvoiceByCustomer(repair, new Price.InvoiceRequest("上海某某有限公司", null, "fp@customer.example"));
        as("cashier", () -> {
            prices.issueInvoice(repair, "N-1");
            return true;
        });
        assertThat(prices.of(repair))
                .hasValueSatisfying(price -> assertThat(price.isInvoiceOpen()).isFalse());
    }

    /** A ticket whose one cash line waits for finance. */
    private String due(String amount) throws Exception {
        String number = ticket(Category.SERVICE_FAILURE);
        complete(
                "ops-staff",
                number,
                "Task_ProposeSolution",
                proposal(
                        "OTHER",
                        Map.of(
                                "compensations",
                                List.of(Map.of("kind", "CASH", "nature", "GOODWILL", "amount", amount, "note", "")))));
        complete(
                "ops-staff",
                number,
                "Task_ExecuteSolution",
                Map.of("outcome", "Sorry.", "rootCause", "Late.", "resolutionSummary", "Paid."));
        return number;
    }

    private Map<String, Object> proposal(String remedy, Map<String, Object> more) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "remedy",
                remedy,
                "steps",
                "What we do.",
                "finding",
                "Worn out.",
                "expectedCompletionAt",
                clock.instant().plus(Duration.ofDays(3)).toString()));
        fields.putAll(more);
        return fields;
    }

    private String ticket(Category category) throws Exception {
        return as("agent", () -> registrations
                .receive(AfterSalesTrace.intake(
                        Channel.PHONE,
                        "SO-1",
                        "The parcel is late.",
                        new Intake.ClassificationFields(
                                category, Impact.MINOR, Urgency.MEDIUM, Complexity.COMPLEX, null, false)))
                .number());
    }

    private void complete(String user, String number, String key, Map<String, Object> fields) throws Exception {
        String task = task(number, key);
        as(user, () -> {
            worklist.complete(task, new HashMap<>(fields));
            return true;
        });
    }

    private String task(String number, String key) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(key)
                .singleResult()
                .getId();
    }

    private interface Step {
        Object by(int person) throws Exception;
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
                    Throwable why = java.util.Objects.requireNonNull(refused.getCause());
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

    private static <T> T as(String user, Callable<T> action) throws Exception {
        return signedIn(
                user,
                DemoData.USERS.stream()
                        .filter(known -> known.id().equals(user))
                        .map(known -> "ROLE_" + known.group())
                        .toList(),
                action);
    }

    private static <T> T asManager(String user, Callable<T> action) throws Exception {
        return signedIn(user, List.of("ROLE_compensation-managers"), action);
    }

    private static <T> T signedIn(String user, List<String> roles, Callable<T> action) throws Exception {
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
