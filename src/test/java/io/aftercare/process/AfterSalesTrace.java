package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aftercare.approval.ApprovalService;
import io.aftercare.callback.CallbackService;
import io.aftercare.callback.SurveyForm;
import io.aftercare.classification.ClassificationService;
import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.demo.DemoData;
import io.aftercare.demo.DemoPeople.DemoUser;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.process.ProcessTestBeans.MovedClock;
import io.aftercare.registration.Intake;
import io.aftercare.registration.RegistrationService;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.ClockWatch;
import io.aftercare.tracking.Obstacles;
import io.aftercare.tracking.TicketClock;
import io.aftercare.worklist.Worklist;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Words in which a ticket's way along the line is told: who does what, how time passes, where it stands then. */
@ProcessTest
abstract class AfterSalesTrace {

    static final String REGISTER = "Task_RegisterTicket";
    static final String CLASSIFY = "Task_ClassifyTicket";
    static final String PROPOSE = "Task_ProposeSolution";
    static final String REVIEW = "Task_ReviewLegally";
    static final String APPROVE = "Task_ApproveSolution";
    static final String RECORD_AGREEMENT = "Task_RecordAgreement";
    static final String DIAGNOSE = "Task_DiagnoseFault";
    static final String PROVIDE_PARTS = "Task_ProvideParts";
    static final String REPAIR = "Task_RepairProduct";
    static final String TEST = "Task_TestAcceptance";
    static final String RECEIVE_RETURN = "Task_ReceiveReturn";
    static final String SHIP = "Task_ShipReplacement";
    static final String EXECUTE = "Task_ExecuteSolution";
    static final String PAY = "Task_PayRefund";
    static final String UPDATE = "Task_UpdateCustomer";
    static final String OFFER = "Task_OfferAlternative";
    static final String CONFIRM = "Task_ConfirmResolution";
    static final String CALL_BACK = "Task_CallBackCustomer";
    static final String FOLLOW_UP = "Task_FollowUpDissatisfaction";
    static final String DISPUTE = "Task_CloseDispute";

    /** Of the customer with every test's order, which cost 1,000.00. */
    static final String CUSTOMER = "C-1";

    static final String ORDER = "SO-1";

    private static final int MOST_ROUNDS = 200;

    @Autowired
    MovedClock clock;

    @Autowired
    RegistrationService registrations;

    @Autowired
    ClassificationService classifications;

    @Autowired
    SolutionService solutions;

    @Autowired
    Compensations compensations;

    @Autowired
    ApprovalService approvals;

    @Autowired
    Obstacles obstacles;

    @Autowired
    ConfirmationService confirmations;

    @Autowired
    CallbackService callbacks;

    @Autowired
    TicketService tickets;

    @Autowired
    Timeline timeline;

    @Autowired
    ClockService clocks;

    @Autowired
    Worklist worklist;

    @Autowired
    TicketProcess process;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    HistoryService history;

    @Autowired
    RuntimeService runtime;

    @Autowired
    private ClockWatch watch;

    @Autowired
    private Customers customers;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService management;

    @Autowired
    private IdentityService identity;

    private static final Set<Class<?>> RAN = new HashSet<>();

    /** The ticket that the trace is about. */
    String number = "";

    @BeforeEach
    void theHouseIsOpen() {
        RAN.add(getClass());
        clock.moveTo(MovedClock.at("2026-11-23T10:00"));
        new CamundaDemoPeople(identity).add(DemoData.USERS);
        customers.add(new Customer(
                CUSTOMER, "Zhang Wei", "13800001001", "zhang.wei@customer.example", null, "STANDARD", now(), null));
        order(ORDER, "1000.00");
    }

    /** Tables are emptied; what the engine's history tells stays, for the coverage of the models. */
    @AfterEach
    void everythingIsForgotten() {
        SecurityContextHolder.clearContext();
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over", true));
        jdbc.execute("set referential_integrity false");
        jdbc
                .queryForList(
                        "select table_name from information_schema.tables where table_schema = 'PUBLIC'", String.class)
                .stream()
                .filter(table ->
                        !table.toUpperCase(java.util.Locale.ROOT).startsWith("ACT_") && !table.startsWith("flyway"))
                // the house's service hours are there from the first start on
                .filter(table -> !table.toUpperCase(java.util.Locale.ROOT).startsWith("CALENDAR"))
                // and so are the shipped surveys
                .filter(table -> !table.toUpperCase(java.util.Locale.ROOT).matches("SURVEY_(TEMPLATE.*|DIMENSION)"))
                .forEach(table -> jdbc.execute("truncate table \"" + table + "\""));
        jdbc.execute("set referential_integrity true");
        ClockUtil.reset();
    }

    /** Whether every class of traces has run in this machine before. */
    static boolean allTracesRan() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(AfterSalesTrace.class));
        Set<String> ran = RAN.stream().map(Class::getName).collect(Collectors.toSet());
        return scanner.findCandidateComponents(AfterSalesTrace.class.getPackageName()).stream()
                .allMatch(found -> ran.contains(found.getBeanClassName()));
    }

    // ---- who acts

    void signIn(String user) {
        List<String> roles = DemoData.USERS.stream()
                .filter(known -> known.id().equals(user))
                .map(DemoUser::group)
                .map(group -> "ROLE_" + group)
                .toList();
        assertThat(roles).as("groups of " + user).isNotEmpty();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        user, null, AuthorityUtils.createAuthorityList(roles)));
    }

    /** The customer on his page, and everything that time does: nobody is signed in. */
    void nobodySignedIn() {
        SecurityContextHolder.clearContext();
    }

    void as(String user, Runnable action) {
        signIn(user);
        try {
            action.run();
        } finally {
            nobodySignedIn();
        }
    }

    void customer(Runnable action) {
        nobodySignedIn();
        action.run();
    }

    // ---- how it begins

    void order(String orderNo, String paid) {
        customers.addOrder(new CustomerOrder(
                orderNo,
                CUSTOMER,
                "Air purifier A3",
                "AP3-77120",
                new BigDecimal(paid),
                now().minus(Duration.ofDays(12)),
                now().minus(Duration.ofDays(10))));
    }

    /** A request that a channel takes in. */
    void byApp() {
        received("channel", intake(Channel.APP, ORDER, "The purifier does not start any more.", null));
    }

    /** A call that an agent takes. */
    void byPhone() {
        received("agent", intake(Channel.PHONE, ORDER, "The purifier does not start any more.", null));
    }

    /** A call that an agent takes and classifies at once; the customer bought {@code orderNo}. */
    void byPhone(@Nullable String orderNo, Intake.ClassificationFields classification) {
        received("agent", intake(Channel.PHONE, orderNo, "The purifier does not start any more.", classification));
    }

    void received(String user, Intake intake) {
        as(user, () -> number = registrations.receive(intake).number());
    }

    static Intake intake(
            Channel channel,
            @Nullable String orderNo,
            String description,
            Intake.@Nullable ClassificationFields classification) {
        return new Intake(
                channel,
                new Intake.CustomerReference(CUSTOMER, null, null, null, null),
                description,
                null,
                null,
                orderNo,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                classification);
    }

    /** What kind of trouble it is: words of the form classify-ticket. */
    static Intake.ClassificationFields kind(String category, String impact, String complexity) {
        return new Intake.ClassificationFields(
                io.aftercare.ticket.Category.valueOf(category),
                io.aftercare.ticket.Impact.valueOf(impact),
                io.aftercare.ticket.Urgency.MEDIUM,
                io.aftercare.ticket.Complexity.valueOf(complexity),
                complexity.equals("SIMPLE") ? "Press the button for three seconds." : null,
                false);
    }

    /** A fault of little weight (P2): nobody but money needs an approval. */
    void aMinorFault() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "MINOR", "COMPLEX"));
    }

    /** A service failure of little weight, in which the remedy is anything but a repair. */
    void aMinorFailure() {
        byPhone(ORDER, kind("SERVICE_FAILURE", "MINOR", "COMPLEX"));
    }

    // ---- what people do

    /** Completes the one open task with this key. */
    void does(String user, String taskKey, @Nullable Object... fields) {
        String task = taskId(taskKey);
        as(user, () -> worklist.complete(task, fields(fields)));
    }

    static Map<String, @Nullable Object> fields(@Nullable Object... pairs) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return fields;
    }

    void classifies(String user, String category, String impact, String complexity) {
        does(user, CLASSIFY, "category", category, "impact", impact, "urgency", "MEDIUM", "complexity", complexity);
    }

    /** A proposal; further fields follow. */
    void proposes(String user, String remedy, Object... more) {
        Object[] always = {
            "remedy",
            remedy,
            "steps",
            "What we are going to do.",
            "finding",
            "The motor is worn out.",
            "expectedCompletionAt",
            now().plus(Duration.ofDays(3)).toString()
        };
        does(
                user,
                PROPOSE,
                Stream.concat(Arrays.stream(always), Arrays.stream(more)).toArray());
    }

    /** One compensation line in the words of the form. */
    static Map<String, Object> line(String kind, String nature, String amount) {
        return Map.of("kind", kind, "nature", nature, "amount", amount, "note", "");
    }

    void approves(String user) {
        does(user, APPROVE, "approved", true);
    }

    void rejects(String user, String comment) {
        does(user, APPROVE, "approved", false, "comment", comment);
    }

    void executes(String user) {
        does(
                user,
                EXECUTE,
                "outcome",
                "A voucher was sent.",
                "rootCause",
                "The parcel was late.",
                "resolutionSummary",
                "He got a voucher.");
    }

    /** From the report to the question whether it is solved; nobody has to approve. */
    void resolved() {
        aMinorFailure();
        proposes("ops-staff", "COUPON");
        executes("ops-staff");
    }

    /** Resolved, confirmed by the agent, and a day later: the call is due. */
    void callDue() {
        resolved();
        does("agent", CONFIRM, "confirmed", true, "evidence", "He said so on the phone.");
        passes("PT24H");
    }

    void isReached(boolean solved, int overall) {
        does(
                "agent2",
                CALL_BACK,
                "reached",
                true,
                "resolved",
                solved,
                "speed",
                4,
                "effect",
                4,
                "attitude",
                5,
                "overall",
                overall);
    }

    static SurveyForm answer(boolean solved, int overall) {
        return new SurveyForm(solved, 4, 4, 5, overall, 9, null);
    }

    // ---- how time passes

    Instant now() {
        return clock.instant();
    }

    /** Everything that becomes due on the way happens at its moment, in order. */
    void passes(String duration) {
        nobodySignedIn();
        Instant target = now().plus(Duration.parse(duration));
        settle();
        while (true) {
            Instant next = Stream.of(nextTimer(), watch.nextDue())
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo)
                    .orElse(Instant.MAX);
            if (next.isAfter(target)) {
                break;
            }
            assertThat(next).as("what is due happens").isAfter(now());
            clock.moveTo(next);
            settle();
        }
        clock.moveTo(target);
    }

    private void settle() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int fired = watch.fireDue();
            for (Job job : management
                    .createJobQuery()
                    .duedateLowerThan(new Date(now().toEpochMilli() + 1))
                    .orderByJobDuedate()
                    .asc()
                    .list()) {
                management.executeJob(job.getId());
                fired++;
            }
            if (fired == 0) {
                return;
            }
        }
        throw new AssertionError("Something fires without end");
    }

    private Optional<Instant> nextTimer() {
        return management.createJobQuery().timers().orderByJobDuedate().asc().listPage(0, 1).stream()
                .map(job -> job.getDuedate().toInstant())
                .findFirst();
    }

    // ---- where it stands

    Ticket ticket() {
        return tickets.require(number);
    }

    TicketStatus status() {
        return ticket().status();
    }

    /** Keys of the open tasks, in the order of the alphabet. */
    List<String> open() {
        return open(number);
    }

    List<String> open(String ticketNumber) {
        return tasks.createTaskQuery().processInstanceBusinessKey(ticketNumber).list().stream()
                .map(Task::getTaskDefinitionKey)
                .sorted()
                .toList();
    }

    Task task(String taskKey) {
        List<Task> found = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(taskKey)
                .list();
        assertThat(found).as(taskKey + " among " + open()).hasSize(1);
        return found.get(0);
    }

    String taskId(String taskKey) {
        return task(taskKey).getId();
    }

    /** Groups that may take a task, in the order of the alphabet. */
    List<String> groups(String taskKey) {
        return tasks.getIdentityLinksForTask(taskId(taskKey)).stream()
                .filter(link -> "candidate".equals(link.getType()))
                .map(link -> link.getGroupId())
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    /** Nothing of the ticket runs in the engine any more. */
    boolean isOver() {
        return runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .count()
                == 0;
    }

    /** Templates of what was sent to the customer, oldest first. */
    List<String> sent() {
        return jdbc.queryForList(
                "select template from outbox_message where ticket_number = ? and audience = 'CUSTOMER' order by id",
                String.class,
                number);
    }

    List<TimelineKind> story() {
        return timeline.of(number).stream().map(TimelineEntry::kind).toList();
    }

    long told(TimelineKind kind) {
        return story().stream().filter(kind::equals).count();
    }

    TicketClock clock(ClockName name) {
        return clocks.of(number).stream()
                .filter(found -> found.name() == name)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no clock " + name));
    }

    /** States of the compensation lines, oldest first. */
    List<String> lines() {
        return compensations.of(number).stream()
                .map(line -> line.state().name())
                .toList();
    }

    /** {@code GATE by whom}, a minus before what was rejected, oldest first. */
    List<String> decisions() {
        return approvals.of(number).stream()
                .map(approval -> (approval.approved() ? "" : "-") + approval.gate() + " " + approval.approver())
                .toList();
    }

    // ---- what is refused

    /** Asserts that somebody is told no, and that nothing changed by it. */
    ProblemException refused(ProblemType type, Runnable action) {
        List<String> before = List.of(open().toString(), ticket().toString(), story().toString(), lines().toString());
        ProblemException problem =
                Objects.requireNonNull(catchThrowableOfType(ProblemException.class, action::run), "it was not refused");
        assertThat(problem.type()).as(problem.getMessage()).isEqualTo(type);
        assertThat(List.of(open().toString(), ticket().toString(), story().toString(), lines().toString()))
                .isEqualTo(before);
        return problem;
    }

    <T> T as(String user, Callable<T> action) {
        signIn(user);
        try {
            return action.call();
        } catch (RuntimeException problem) {
            throw problem;
        } catch (Exception checked) {
            throw new IllegalStateException(checked);
        } finally {
            nobodySignedIn();
        }
    }
}
