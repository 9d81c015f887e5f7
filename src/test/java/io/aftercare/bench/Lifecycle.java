package io.aftercare.bench;

import io.aftercare.MySqlServer;
import io.aftercare.bench.bare.BareModel;
import io.aftercare.registration.Intake;
import io.aftercare.registration.RegistrationService;
import io.aftercare.ticket.Channel;
import io.aftercare.worklist.Worklist;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.variable.Variables;

/**
 * P2: tickets from a channel's report over registration, classification, proposal, execution, confirmation and callback
 * to the archive, by eight people at once; the same tasks in the bare engine.
 */
final class Lifecycle {

    private static final int PEOPLE = 8;

    private static final String TEXT = "净水器每次启动都漏水，已经是第三次了。The filter was changed twice, and it still drips; "
            + "please send somebody on Thursday after five o'clock. 订单和照片见附件。谢谢！";

    /** Who does what, in this order; the callback follows a day later. */
    private static final List<Step> DAY = List.of(
            new Step("Task_RegisterTicket", "agent"),
            new Step("Task_ClassifyTicket", "agent"),
            new Step("Task_ProposeSolution", "ops-staff"),
            new Step("Task_ExecuteSolution", "ops-staff"),
            new Step("Task_ConfirmResolution", "agent"));

    private static final Step CALL = new Step("Task_CallBackCustomer", "agent2");

    /** Until the customer has confirmed. */
    static final int STEPS = DAY.size();

    private record Step(String task, String user) {}

    private final Server server;
    private final MovedClock clock;
    private final IntFunction<String> report;
    private final BiConsumer<Step, String> complete;
    private final ManagementService management;

    private Lifecycle(
            Server server,
            MovedClock clock,
            IntFunction<String> report,
            BiConsumer<Step, String> complete,
            ManagementService management) {
        this.server = server;
        this.clock = clock;
        this.report = report;
        this.complete = complete;
        this.management = management;
    }

    static void run(Settings settings) throws Exception {
        int tickets = settings.count("tickets", 1_000, 150);
        int warmUp = settings.count("warm-up", 1_500, 50);
        int rounds = settings.count("rounds", 3, 2);
        String history = settings.text("history", "full");
        Report report = new Report("p2", "P2: whole life of a ticket", "bare engine");
        try (Server ourServer = new Server(MySqlServer.empty("p2ours"));
                Server bareServer = new Server(MySqlServer.empty("p2bare"));
                OurProgram program = new OurProgram(ourServer.database());
                BareEngine bare = new BareEngine(bareServer.database(), history)) {
            MovedClock clock = program.bean(MovedClock.class);
            Lifecycle ours = ours(ourServer, clock, program);
            Lifecycle reference = bare(bareServer, clock, bare);
            ours.round(warmUp, new Figures());
            reference.round(warmUp, new Figures());
            for (int round = 0; round < rounds; round++) {
                ours.round(tickets, report.ours());
                reference.round(tickets, report.reference());
            }
            long all = warmUp + (long) rounds * tickets;
            report.row("whole lives per second", ">= 0.7");
            report.row("SQL statements per ticket", "<= 120");
            report.row("commits per ticket", "<= 9");
            report.row("statements prepared per ticket", "");
            report.row("KB per ticket", "<= 40 (all tables, P7)");
            report.note(
                    "%d tickets a round, %d rounds of each in turn after %d to warm up, %d threads; reference: history"
                            + " level %s, authorizations off, no users",
                    tickets, rounds, warmUp, PEOPLE, history);
            report.note(
                    "statements are those that read or write rows, as the server counts them, without the bench's own;"
                            + " KB are the pages of all tables and indexes, before and after a round");
            report.check(
                    "tickets closed", all, ourServer.number("select count(*) from ticket where status = 'CLOSED'"));
            report.check("instances of ours that go on", 0, ourServer.number("select count(*) from ACT_RU_EXECUTION"));
            report.check(
                    "instances of the reference that ended",
                    all,
                    bareServer.number("select count(*) from ACT_HI_PROCINST where PROC_DEF_KEY_ = 'after-sales'"
                            + " and END_TIME_ is not null"));
        }
        report.finish();
    }

    static Lifecycle ours(Server server, MovedClock clock, OurProgram program) {
        RegistrationService registration = program.bean(RegistrationService.class);
        Worklist worklist = program.bean(Worklist.class);
        return new Lifecycle(
                server,
                clock,
                each -> {
                    OurProgram.as("channel");
                    return registration.receive(intake(each)).number();
                },
                (step, task) -> {
                    OurProgram.as(step.user());
                    worklist.complete(task, fields(step.task(), clock));
                },
                program.bean(ManagementService.class));
    }

    private static Lifecycle bare(Server server, MovedClock clock, BareEngine bare) {
        RuntimeService runtime = bare.engine().getRuntimeService();
        TaskService tasks = bare.engine().getTaskService();
        return new Lifecycle(
                server,
                clock,
                each -> {
                    String number = "N" + System.nanoTime() + "-" + each;
                    runtime.startProcessInstanceByKey(BareModel.PROCESS, number, BareModel.start(number));
                    return number;
                },
                (step, task) -> tasks.complete(task, variables(step.task())),
                bare.engine().getManagementService());
    }

    private void round(int tickets, Figures figures) throws Exception {
        String[] numbers = new String[tickets];
        long bytes = server.bytes();
        Server.Traffic before = server.traffic();
        long begin = System.nanoTime();
        Together.run(PEOPLE, tickets, each -> numbers[each] = walk(each, STEPS));
        clock.moveTo(clock.instant().plus(Duration.ofHours(25)));
        Map<String, String> timers = callbackTimers();
        Together.run(PEOPLE, tickets, each -> callBack(numbers[each], timers));
        double seconds = (System.nanoTime() - begin) / 1e9;
        figures.add("whole lives per second", tickets / seconds);
        server.traffic().since(before).per(tickets, figures);
        figures.add("KB per ticket", (server.bytes() - bytes) / 1024.0 / tickets);
    }

    /** Reports a ticket and works off its first tasks. */
    String walk(int each, int steps) {
        String number = report.apply(each);
        DAY.subList(0, steps).forEach(step -> complete(step, number));
        return number;
    }

    /** A day later: the timer fires, the customer is called, the ticket is archived. */
    void callBack(String number, Map<String, String> timers) {
        management.executeJob(timers.get(number));
        complete(CALL, number);
    }

    private void complete(Step step, String number) {
        complete.accept(step, taskOf(number, step.task()));
    }

    private String taskOf(String number, String key) {
        return server.text(
                "select t.ID_ from ACT_RU_EXECUTION e join ACT_RU_TASK t on t.PROC_INST_ID_ = e.PROC_INST_ID_"
                        + " where e.BUSINESS_KEY_ = ? and t.TASK_DEF_KEY_ = ?",
                number,
                key);
    }

    /** Of each ticket the timer that opens its callback; time has come for all of them. */
    Map<String, String> callbackTimers() throws SQLException {
        Map<String, String> timers = new LinkedHashMap<>();
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select e.BUSINESS_KEY_, j.ID_ from ACT_RU_JOB j"
                        + " join ACT_RU_EXECUTION e on e.ID_ = j.PROCESS_INSTANCE_ID_"
                        + " where j.HANDLER_CFG_ = 'Event_CallbackOpens'")) {
            while (rows.next()) {
                timers.put(rows.getString(1), rows.getString(2));
            }
        }
        return timers;
    }

    static Intake intake(int each) {
        return new Intake(
                Channel.APP,
                new Intake.CustomerReference(OurProgram.customer(each), null, null, null, null),
                TEXT,
                null,
                null,
                OurProgram.order(each),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** What people type. */
    private static Map<String, Object> fields(String task, MovedClock clock) {
        return switch (task) {
            case "Task_RegisterTicket" -> Map.of("restated", true, "description", TEXT);
            case "Task_ClassifyTicket" ->
                Map.of("category", "SERVICE_FAILURE", "impact", "MINOR", "urgency", "MEDIUM", "complexity", "COMPLEX");
            case "Task_ProposeSolution" ->
                Map.of(
                        "remedy",
                        "COUPON",
                        "steps",
                        "送一张优惠券，并请师傅周四上门。",
                        "expectedCompletionAt",
                        clock.instant().plus(Duration.ofDays(3)).toString());
            case "Task_ExecuteSolution" ->
                Map.of(
                        "outcome",
                        "优惠券已发出。",
                        "rootCause",
                        "The parcel was late.",
                        "resolutionSummary",
                        "He got a voucher.");
            case "Task_ConfirmResolution" -> Map.of("confirmed", true, "evidence", "电话确认");
            case "Task_CallBackCustomer" ->
                Map.of("reached", true, "resolved", true, "speed", 5, "effect", 4, "attitude", 5, "overall", 5);
            default -> throw new IllegalArgumentException(task);
        };
    }

    /** What ours sets at the same task, no more. */
    private static Map<String, Object> variables(String task) {
        Map<String, Object> set = new LinkedHashMap<>();
        switch (task) {
            case "Task_RegisterTicket" -> {
                set.put("classified", Variables.booleanValue(false, true));
                set.put("owner", "agent");
                set.put("classifier", "agent");
            }
            case "Task_ClassifyTicket" -> {
                set.put("simple", Variables.booleanValue(false, true));
                set.put("confirmedOnCall", Variables.booleanValue(false, true));
                set.put("ticketPriority", "P2");
                set.put("departmentGroup", "operations-staff");
                set.put("proposingGroup", "operations-staff");
            }
            case "Task_ProposeSolution" -> {
                set.put("ours", Variables.booleanValue(true, true));
                set.put("legalReviewNeeded", Variables.booleanValue(false, true));
            }
            case "Task_ConfirmResolution" -> set.put("resolutionConfirmed", true);
            case "Task_CallBackCustomer" -> {
                set.put("customerReached", Variables.booleanValue(true, true));
                set.put("callbackResult", "SATISFIED");
            }
            default -> {}
        }
        return set;
    }
}
