package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The packaged program on a real MySQL server, seen from outside: over HTTP, in its database and in its log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackagedJarIT {

    private static final Map<String, Object> FAULT = Map.of(
            "channel", "PHONE", "customer", Map.of("ref", "C-1001"), "description", "净化器不转了 𠮷☕", "orderNo", "SO-1001");
    private static final Map<String, Object> P1_FAULT =
            Map.of("category", "PRODUCT_FAULT", "impact", "NORMAL_USE", "urgency", "HIGH", "complexity", "COMPLEX");
    static final Map<String, Object> QUESTION = Map.of(
            "channel",
            "PHONE",
            "customer",
            Map.of("ref", "C-1003"),
            "description",
            "How often is the filter changed?",
            "classification",
            Map.of(
                    "category",
                    "INQUIRY",
                    "impact",
                    "MINOR",
                    "urgency",
                    "LOW",
                    "complexity",
                    "SIMPLE",
                    "answer",
                    "Twice a year"));

    private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final String ADMIN_PASSWORD = "Correct-Horse-42";

    private final MySqlServer.Database database = MySqlServer.empty("packaged");
    private PackagedProgram program;
    private Api api;

    @BeforeAll
    void start() throws Exception {
        program = PackagedProgram.start(
                        "packaged",
                        Map.of(
                                "SPRING_DATASOURCE_URL", database.url(),
                                "SPRING_DATASOURCE_USERNAME", database.user(),
                                "SPRING_DATASOURCE_PASSWORD", database.password(),
                                "AFTERCARE_LANGUAGE", "zh"))
                .whenReady();
        api = new Api(program.address());
    }

    @AfterAll
    void stop() throws Exception {
        if (program != null) {
            program.close();
        }
    }

    @Test
    @Order(1)
    void aProductFaultTravelsTheWholeLine() {
        Api.Answer received = api.post("channel", "/api/tickets", FAULT).is(201);
        String number = received.json().path("number").asText();
        assertThat(received.location()).endsWith("/api/tickets/" + number);
        assertThat(received.json().path("status").asText()).isEqualTo("RECEIVED");
        assertThat(received.json().path("trackingUrl").asText()).contains("/t/");

        String register = api.task(number, "Task_RegisterTicket");
        api.complete("engineer", register, Map.of("restated", true, "description", "x"))
                .is(403);
        api.complete("agent", register, Map.of("restated", true, "description", "净化器不转，已与客户确认 𠮷"))
                .is(204);
        assertThat(api.ticket(number).path("owner").asText()).isEqualTo("agent");
        api.done("agent", number, "Task_ClassifyTicket", P1_FAULT);
        statusIs(number, "CLASSIFIED");
        api.done("engineer", number, "Task_ProposeSolution", proposal("269.55"));
        statusIs(number, "AWAITING_APPROVAL");
        String gate = api.task(number, "Task_ApproveSolution");
        api.complete("engineer", gate, Map.of("approved", true)).is(403);
        api.complete("tech-supervisor", gate, Map.of("approved", true)).is(204);
        api.complete("tech-supervisor", api.task(number, "Task_ApproveSolution"), Map.of("approved", true))
                .is(403);
        api.done("compensation-manager", number, "Task_ApproveSolution", Map.of("approved", true));
        statusIs(number, "EXECUTING");
        workOff(number);
        statusIs(number, "AWAITING_CONFIRMATION");
        api.done("agent", number, "Task_ConfirmResolution", Map.of("confirmed", true, "evidence", "电话"));
        statusIs(number, "CONFIRMED");

        Instant before = api.now();
        api.advance(Duration.ofHours(25));
        assertThat(api.now()).isAfterOrEqualTo(before.plus(Duration.ofHours(25)));
        api.done("agent", number, "Task_CallBackCustomer", satisfied());
        statusIs(number, "CLOSED");

        JsonNode closed = api.ticket(number);
        assertThat(api.taskKeys(number)).isEmpty();
        assertThat(values(closed.path("approvals"), "gate")).containsExactly("SUPERVISOR", "COMPENSATION");
        assertThat(values(closed.path("approvals"), "approver"))
                .containsExactly("tech-supervisor", "compensation-manager");
        assertThat(values(closed.path("timeline"), "kind"))
                .contains("RECEIVED", "REGISTERED", "CLASSIFIED", "PROPOSED", "APPROVED", "CONFIRMED", "CLOSED");
        assertThat(values(closed.path("clocks"), "name"))
                .contains("FIRST_RESPONSE", "REGISTRATION", "CLASSIFICATION", "PLAN", "APPROVAL", "RESOLUTION");
        assertThat(values(closed.path("clocks"), "state")).doesNotContain("RUNNING", "PAUSED");
        assertThat(closed.path("customer").toString()).doesNotContain(phoneOf("C-1001"));
        assertThat(closed.path("description").asText()).contains("𠮷");
        JsonNode messages =
                api.get(Api.NOBODY, "/demo/messages?ticket=" + number).is(200).json();
        assertThat(values(messages, "template")).contains("RECEIPT", "PLAN", "THANKS");
    }

    @Test
    @Order(2)
    void textNobodyMaySeeStaysOutOfTheEngine() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("ACT_HI_VARINST", "ACT_HI_DETAIL", "ACT_HI_COMMENT", "ACT_GE_BYTEARRAY")) {
                String where = table.equals("ACT_GE_BYTEARRAY") ? " where DEPLOYMENT_ID_ is null" : "";
                assertThat(number(statement, "select count(*) from " + table + where))
                        .as(table)
                        .isZero();
            }
            assertThat(number(statement, "select count(*) from ACT_RU_VARIABLE where TEXT_ like '%净化器%'"))
                    .isZero();
        }
    }

    @Test
    @Order(3)
    void aHundredRepetitionsMakeOneTicket() throws Exception {
        String key = UUID.randomUUID().toString();
        List<Api.Answer> answers =
                together(16, 100, round -> () -> api.post("channel", "/api/tickets", FAULT, "Idempotency-Key", key));
        assertThat(answers).allSatisfy(answer -> answer.is(201));
        assertThat(answers.stream().map(answer -> answer.json().path("number").asText()))
                .hasSize(100)
                .containsOnly(answers.get(0).json().path("number").asText());
        Map<String, Object> other = new LinkedHashMap<>(FAULT);
        other.put("description", "something else");
        api.post("channel", "/api/tickets", other, "Idempotency-Key", key).is(422);
    }

    @Test
    @Order(4)
    void ofTwoWhoCompleteATaskOneWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String number = api.report("channel", FAULT);
            String task = api.task(number, "Task_RegisterTicket");
            List<Api.Answer> answers = together(
                    2,
                    2,
                    index -> () -> api.complete(
                            index == 0 ? "agent" : "agent2",
                            task,
                            Map.of("restated", true, "description", "said by " + index)));
            exactlyOneWins(answers);
            JsonNode ticket = api.ticket(number);
            int winner = answers.get(0).status() == 204 ? 0 : 1;
            assertThat(ticket.path("owner").asText()).isEqualTo(winner == 0 ? "agent" : "agent2");
            assertThat(ticket.path("description").asText()).isEqualTo("said by " + winner);
            assertThat(values(ticket.path("timeline"), "kind"))
                    .filteredOn("REGISTERED"::equals)
                    .hasSize(1);
            assertThat(api.taskKeys(number)).containsExactly("Task_ClassifyTicket");
        }
    }

    @Test
    @Order(5)
    void theCustomersClickAndTheAgentsCompletionBothFindOneTruth() throws Exception {
        for (int round = 0; round < 20; round++) {
            Api.Answer received = api.post("agent", "/api/tickets", QUESTION).is(201);
            String number = received.json().path("number").asText();
            String page = path(received.json().path("trackingUrl").asText());
            String task = api.task(number, "Task_ConfirmResolution");
            List<Api.Answer> answers = together(
                    2,
                    2,
                    index -> () -> index == 0
                            ? api.post(Api.NOBODY, page + "/confirm", Map.of())
                            : api.complete("agent", task, Map.of("confirmed", true, "evidence", "by phone")));
            assertThat(answers.stream().map(Api.Answer::status)).contains(204);
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.body()).isIn(204, 403, 404, 409));
            statusIs(number, "CONFIRMED");
            assertThat(values(api.ticket(number).path("timeline"), "kind"))
                    .filteredOn("CONFIRMED"::equals)
                    .hasSize(1);
            assertThat(api.taskKeys(number)).isEmpty();
        }
    }

    @Test
    @Order(6)
    void badInputIsRefusedAndChangesNothing() throws Exception {
        String waiting = api.report("channel", FAULT);
        String register = api.task(waiting, "Task_RegisterTicket");
        String resolved = api.report("agent", QUESTION);
        String confirm = api.task(resolved, "Task_ConfirmResolution");
        api.complete("agent", confirm, Map.of("confirmed", true, "evidence", "x"))
                .is(204);
        String fault = api.report("agent", with(FAULT, "classification", P1_FAULT));
        String propose = api.task(fault, "Task_ProposeSolution");
        api.get(Api.NOBODY, "/demo/messages").is(200);

        Map<String, Long> before = rowCounts();
        List<String> problems = new ArrayList<>();
        String mega = "x".repeat(1_000_000);
        refused(problems, api.post("channel", "/api/tickets", "{not json"), 400);
        refused(problems, api.post("channel", "/api/tickets", "[]"), 400);
        refused(problems, api.post("channel", "/api/tickets", "{\"a\": 1} {}"), 400);
        refused(problems, api.post("channel", "/api/tickets", Map.of()), 422);
        refused(problems, report("colour", "red"), 400);
        refused(problems, report("channel", "PIGEON"), 400, 422);
        refused(problems, report("channel", 0), 400);
        refused(problems, report("description", 7), 400);
        refused(problems, report("description", List.of("a")), 400);
        refused(problems, report("description", "  \n "), 422);
        refused(problems, report("description", mega), 413, 422);
        refused(problems, report("suspectedEmergency", "yes"), 400);
        refused(problems, report("occurredAt", "yesterday"), 400);
        refused(problems, report("occurredAt", "2999-01-01T00:00:00Z"), 422);
        refused(
                problems,
                api.post(
                        "channel",
                        "/api/tickets",
                        with(
                                with(FAULT, "occurredAt", "2026-05-02T00:00:00Z"),
                                "expectedResolutionAt",
                                "2026-05-01T00:00:00Z")),
                422);
        refused(problems, report("orderNo", "SO-0"), 422);
        refused(problems, report("orderNo", "SO-1002"), 422);
        refused(problems, report("orderNo", "' or 1=1 --\r\nERROR forged line"), 422);
        refused(problems, report("customer", Map.of("ref", "C-0\r\nERROR forged line")), 422);
        refused(problems, report("customer", Map.of("name", "王")), 422);
        refused(problems, report("customer", Map.of("name", "王", "phone", "call me")), 422);
        refused(problems, report("customer", "C-1001"), 400);
        refused(problems, report("classification", P1_FAULT), 403);
        refused(problems, api.post("engineer", "/api/tickets", FAULT), 403);
        refused(problems, api.post(Api.NOBODY, "/api/tickets", FAULT), 401);
        refused(problems, api.post("nobody\r\n", "/api/tickets", FAULT), 401);

        refused(problems, api.complete("agent", register, Map.of()), 422);
        refused(problems, api.complete("agent", register, Map.of("restated", false, "description", "x")), 422);
        refused(problems, api.complete("agent", register, Map.of("restated", "yes", "description", "x")), 422);
        refused(problems, api.complete("agent", register, restated("approved", true)), 422);
        refused(problems, api.complete("agent", register, restated("ticketPriority", "P0")), 422);
        refused(problems, api.complete("agent", register, restated("orderNo", "SO-1002")), 422);
        refused(problems, api.complete("agent", register, restated("mood", "FURIOUS")), 422);
        refused(problems, api.complete("agent", register, restated("description", mega)), 413, 422);
        refused(problems, api.complete("agent", register, restated("occurredAt", "2999-01-01T00:00:00Z")), 422);
        refused(problems, api.complete("engineer", register, restated("mood", "CALM")), 403);
        refused(problems, api.complete("channel", register, restated("mood", "CALM")), 403);
        refused(problems, api.complete("agent", confirm, Map.of("confirmed", true, "evidence", "x")), 404, 409);
        refused(problems, api.complete("agent", "no-such-task", Map.of()), 404, 409);
        refused(problems, api.complete("agent", "%24%7B1+1%7D", Map.of()), 400, 404, 409);
        refused(problems, api.complete("engineer", propose, with(proposal("1.00"), "remedy", "MAGIC")), 422);
        for (Object amount : List.of("-1.00", "1.005", "1e3", "NaN", "", "99999999999999999999.00", 12.5, true)) {
            refused(problems, api.complete("engineer", propose, proposal(amount)), 422);
        }
        refused(problems, api.complete("engineer", propose, with(proposal("1.00"), "compensations", "all of it")), 422);
        refused(
                problems,
                api.complete(
                        "engineer", propose, with(proposal("1.00"), "expectedCompletionAt", "2020-01-01T00:00:00Z")),
                422);

        String token = "/t/" + "A".repeat(43);
        for (String action : List.of("confirm", "dispute", "agree", "object", "urge", "cancel", "survey", "messages")) {
            refused(problems, api.post(Api.NOBODY, token + "/" + action, Map.of()), 404, 410);
        }
        refused(problems, api.get("agent", "/api/tickets/000000-000000"), 404);
        refused(problems, api.get("agent", "/api/tickets?status=MAYBE"), 400, 422);
        refused(problems, api.get("agent", "/api/tickets?page=-1&size=x"), 400, 422);
        refused(problems, api.get("agent", "/api/nothing-here"), 404);
        refused(problems, api.post("agent", "/api/tasks", Map.of()), 405);
        refused(problems, api.post("agent", "/api/tickets/" + fault + "/notes", Map.of("text", " ")), 422);
        refused(problems, api.post("agent", "/api/tickets/" + fault + "/notes", Map.of("words", "x")), 400, 422);
        refused(
                problems,
                api.post("engineer", "/api/tickets/" + fault + "/priority", Map.of("priority", "P9", "reason", "x")),
                400,
                403,
                422);
        refused(problems, api.post("agent", "/demo/clock", Map.of("advance", "PT1H")), 403);
        refused(problems, api.post("admin", "/demo/clock", Map.of("advance", "PT-1H")), 422);

        assertThat(problems).isEmpty();
        assertThat(rowCounts()).isEqualTo(before);
        assertThat(program.log().lines()).noneMatch(line -> line.startsWith("ERROR forged"));
    }

    @Test
    @Order(7)
    void whatLooksLikeCodeIsOnlyText() {
        String nasty = "<script>alert(1)</script><img src=x onerror=alert(1)> ${7*7} #{7*7} *{7*7} [[${7*7}]] "
                + "{{7*7}} %s %n ' \" \\ -- ; 𠮷☕ \u202e";
        String number = api.report(
                "agent",
                Map.of(
                        "channel", "PHONE",
                        "customer", Map.of("name", "<b>李𠮷</b> ${7*7}", "phone", "13900001111"),
                        "description", nasty,
                        "subject", "<i>${7*7}</i>",
                        "productSerial", "<u>${7*7}</u>",
                        "serviceAddress", "<s>${7*7}</s>",
                        "classification", P1_FAULT));
        api.post("agent", "/api/tickets/" + number + "/notes", Map.of("text", nasty, "visibleToCustomer", true))
                .is(204);
        Map<String, Object> proposal = with(proposal("0.01"), "steps", nasty);
        api.done("engineer", number, "Task_ProposeSolution", with(proposal, "finding", nasty));

        JsonNode ticket = api.ticket(number);
        assertThat(ticket.path("description").asText()).isEqualTo(nasty.strip());
        assertThat(ticket.path("solution").path("steps").asText()).isEqualTo(nasty.strip());
        String page = api.getPage("agent", "/tickets/" + number).is(200).body();
        assertThat(page)
                .doesNotContain("<script>alert")
                .doesNotContain("<img src=x")
                .doesNotContain("<b>李");
        assertThat(page).contains("${7*7}").doesNotContain(">49<");
        JsonNode found = api.get("agent", "/api/tickets?q=%24%7B7*7%7D").is(200).json();
        assertThat(values(found.path("items"), "number")).contains(number);
    }

    @Test
    @Order(8)
    void aTicketCostsFewStatementsAndCommits() throws Exception {
        int tickets = 20;
        Map<String, Long> start = counters();
        List<String> numbers = IntStream.range(0, tickets)
                .mapToObj(index -> api.report("channel", FAULT))
                .toList();
        Map<String, Long> received = counters();
        for (String number : numbers) {
            api.complete("agent", task("agent", number), Map.of("restated", true, "description", "said again"))
                    .is(204);
            api.complete("agent", task("agent", number), P1_FAULT).is(204);
            api.complete("engineer", task("engineer", number), proposal("269.55"))
                    .is(204);
            api.complete("tech-supervisor", task("tech-supervisor", number), Map.of("approved", true))
                    .is(204);
            api.complete("compensation-manager", task("compensation-manager", number), Map.of("approved", true))
                    .is(204);
            workOff(number);
            api.complete("agent", task("agent", number), Map.of("confirmed", true, "evidence", "x"))
                    .is(204);
        }
        Map<String, Long> confirmed = counters();
        api.advance(Duration.ofHours(25));
        Map<String, Long> opened = counters();
        for (String number : numbers) {
            api.complete("agent", task("agent", number), satisfied()).is(204);
            statusIs(number, "CLOSED");
        }
        Map<String, Long> end = counters();

        Map<String, Long> intake = perTicket(difference(start, received), tickets);
        Map<String, Long> people = perTicket(difference(start, confirmed), tickets);
        Map<String, Long> callback = perTicket(difference(opened, end), tickets);
        System.out.println("Database work for each of " + tickets + " tickets, with what runs in the background:");
        System.out.println("  receipt " + intake);
        System.out.println("  receipt to confirmation (13 tasks, each looked for and completed) " + people);
        System.out.println("  callback " + callback);
        System.out.println(
                "  the demo clock's 25 hours, for all open tickets together " + difference(confirmed, opened));
        assertThat(intake.get("Com_commit")).isLessThan(20);
        assertThat(people.get("Com_commit")).isLessThan(400);
        assertThat(people.get("Questions")).isLessThan(5_000);
        assertThat(difference(confirmed, opened).get("Com_commit"))
                .as("the demo clock jumps from one due time to the next")
                .isLessThan(10_000);
    }

    @Test
    @Order(9)
    void theLogHasNoStackTraces() throws Exception {
        assertThat(program.log().lines().filter(line -> line.startsWith("\tat ") || line.contains(" ERROR ")))
                .isEmpty();
    }

    @Test
    @Order(10)
    void productionDoesNotStartOpen() throws Exception {
        program.close();
        refusedInProduction(
                "demo-people",
                database,
                Map.of("AFTERCARE_TRACKING_SECRET", SECRET, "AFTERCARE_ADMIN_PASSWORD", ADMIN_PASSWORD),
                "the demo's password");
        MySqlServer.Database fresh = MySqlServer.empty("production");
        refusedInProduction("no-secret", fresh, Map.of(), "AFTERCARE_TRACKING_SECRET is not set");
        refusedInProduction(
                "no-administrator", fresh, Map.of("AFTERCARE_TRACKING_SECRET", SECRET), "there is no administrator");
        try (PackagedProgram production = inProduction(
                        "production",
                        fresh,
                        Map.of("AFTERCARE_TRACKING_SECRET", SECRET, "AFTERCARE_ADMIN_PASSWORD", ADMIN_PASSWORD))
                .whenReady()) {
            Api open = new Api(production.address());
            open.get(Api.NOBODY, "/demo/clock").is(401);
            open.get(Api.NOBODY, "/api/tickets").is(401);
            open.get("admin", "/api/tickets").is(401);
            assertThat(production.log()).doesNotContain(SECRET).doesNotContain(ADMIN_PASSWORD);
        }
    }

    private static void refusedInProduction(
            String name, MySqlServer.Database database, Map<String, String> settings, String sentence)
            throws Exception {
        try (PackagedProgram refused = inProduction(name, database, settings)) {
            assertThat(refused.whenEnded()).isNotZero();
            assertThat(refused.log())
                    .contains("Aftercare does not start in production")
                    .contains(sentence);
        }
    }

    private static PackagedProgram inProduction(
            String name, MySqlServer.Database database, Map<String, String> settings) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create user if not exists 'aftercare'@'%' identified by '" + SECRET + "'");
            statement.execute("grant all on *.* to 'aftercare'@'%'");
        }
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("SPRING_PROFILES_ACTIVE", "production");
        all.put("SPRING_DATASOURCE_URL", database.url());
        all.put("SPRING_DATASOURCE_USERNAME", "aftercare");
        all.put("SPRING_DATASOURCE_PASSWORD", SECRET);
        return PackagedProgram.start(name, all);
    }

    private void workOff(String number) {
        api.done(
                "engineer",
                number,
                "Task_DiagnoseFault",
                Map.of("finding", "motor", "remedyHolds", true, "partsNeeded", false));
        api.done("engineer", number, "Task_RepairProduct", Map.of("work", "new motor", "serialIn", "M-2"));
        api.done(
                "engineer",
                number,
                "Task_TestAcceptance",
                Map.of("passed", true, "rootCause", "worn out", "resolutionSummary", "motor changed"));
        api.done("cashier", number, "Task_PayRefund", Map.of("paid", true, "reference", "TX-1"));
    }

    private Map<String, Object> proposal(Object amount) {
        return Map.of(
                "remedy",
                "REPAIR",
                "steps",
                "换电机",
                "expectedCompletionAt",
                api.now().plus(Duration.ofDays(2)).toString(),
                "finding",
                "电机",
                "compensations",
                List.of(Map.of("kind", "CASH", "nature", "GOODWILL", "amount", amount, "note", "")));
    }

    private static Map<String, Object> satisfied() {
        return Map.of("reached", true, "resolved", true, "speed", 5, "effect", 4, "attitude", 5, "overall", 5);
    }

    private static Map<String, Object> restated(String field, Object value) {
        return with(Map.of("restated", true, "description", "said again"), field, value);
    }

    private Api.Answer report(String field, Object value) {
        return api.post("channel", "/api/tickets", with(FAULT, field, value));
    }

    private static Map<String, Object> with(Map<String, ?> fields, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return changed;
    }

    /** The first task of the ticket that this person may see. */
    private String task(String user, String number) {
        return api.tasks(user, number).get(0).path("id").asText();
    }

    private void statusIs(String number, String status) {
        assertThat(api.ticket(number).path("status").asText()).isEqualTo(status);
    }

    private static void exactlyOneWins(List<Api.Answer> answers) {
        assertThat(answers.stream().filter(answer -> answer.status() == 204)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() != 204))
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isIn(403, 404, 409));
    }

    private static void refused(List<String> problems, Api.Answer answer, int... expected) {
        boolean asExpected = IntStream.of(expected).anyMatch(status -> status == answer.status());
        boolean tidy = answer.type().startsWith("application/problem+json")
                && answer.json().path("type").asText().length() > 3
                && Stream.of("\tat ", "Exception", "org.", "java.").noneMatch(answer.body()::contains);
        if (!asExpected || !tidy) {
            StackTraceElement here = Thread.currentThread().getStackTrace()[2];
            problems.add(here.getLineNumber() + ": " + answer.status() + " " + answer.type() + " "
                    + answer.body().substring(0, Math.min(answer.body().length(), 300)));
        }
    }

    private static <T> List<T> together(int threads, int calls, Work<T> work) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (int index = 0; index < calls; index++) {
                Callable<T> call = work.of(index);
                boolean first = index < threads;
                futures.add(people.submit(() -> {
                    if (first) {
                        start.await();
                    }
                    return call.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            people.shutdownNow();
        }
    }

    private interface Work<T> {
        Callable<T> of(int index);
    }

    private static List<String> values(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.path(field).asText())
                .toList();
    }

    private static String path(String url) {
        return java.net.URI.create(url).getPath();
    }

    private String phoneOf(String customer) throws RuntimeException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select phone from customer where ref = '" + customer + "'")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Rows of every table. */
    private Map<String, Long> rowCounts() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("show tables")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                // a stranger's tries are counted, which is the point of it
                if (!table.equals("rate_limit")) {
                    counts.put(table, number(statement, "select count(*) from " + table));
                }
            }
        }
        return counts;
    }

    /** What the server has done so far. */
    private Map<String, Long> counters() throws SQLException {
        Set<String> wanted = Set.of(
                "Com_select",
                "Com_insert",
                "Com_update",
                "Com_delete",
                "Com_commit",
                "Com_rollback",
                "Com_set_option",
                "Questions");
        Map<String, Long> counters = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show global status")) {
            while (rows.next()) {
                if (wanted.contains(rows.getString(1))) {
                    counters.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return counters;
    }

    private static Map<String, Long> difference(Map<String, Long> from, Map<String, Long> to) {
        return to.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue() - from.getOrDefault(entry.getKey(), 0L),
                        Long::sum,
                        TreeMap::new));
    }

    private static Map<String, Long> perTicket(Map<String, Long> counters, int tickets) {
        Map<String, Long> mean = new TreeMap<>(counters);
        mean.replaceAll((counter, value) -> Math.round((double) value / tickets));
        return mean;
    }
}
