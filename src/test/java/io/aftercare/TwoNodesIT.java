package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two packaged programs on one MySQL server, started at the same moment on an empty database: whatever began on the one
 * goes on at the other, and what runs by itself happens once (ADR 0014, R5).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final MySqlServer.Database database = MySqlServer.empty("nodes");
    private PackagedProgram first;
    private PackagedProgram second;

    @BeforeAll
    void startBothAtOnce() throws Exception {
        first = start("node-1", Map.of());
        second = start("node-2", Map.of("SERVER_FORWARD_HEADERS_STRATEGY", "native"));
        first.whenReady();
        second.whenReady();
    }

    @AfterAll
    void stop() throws Exception {
        for (PackagedProgram node : new PackagedProgram[] {first, second}) {
            if (node != null) {
                node.close();
            }
        }
    }

    @Test
    @Order(1)
    void theHouseIsSetUpOnce() throws Exception {
        assertThat(rows("select count(*) from ACT_RE_DEPLOYMENT")).isEqualTo(1);
        assertThat(rows("select count(*) from ACT_RU_FILTER")).isEqualTo(5);
        assertThat(rows("select count(*) from customer")).isEqualTo(6);
        assertThat(rows("select count(*) from ACT_ID_USER")).isEqualTo(27);
    }

    @Test
    @Order(2)
    void whoSignedInOnOneNodeGoesOnAtTheOtherAndSignsOutEverywhere() throws Exception {
        Person manager = new Person();
        manager.signIn(first, "manager");
        String number = new Api(first.address()).report("channel", ticket("A lamp flickers"));
        assertThat(manager.get(second, "/tickets/" + number).statusCode()).isEqualTo(200);
        assertThat(manager.get(second, "/tickets/" + number).body()).contains("A lamp flickers");
        assertThat(manager.get(second, "/camunda/app/tasklist/default/").statusCode())
                .isEqualTo(200);
        HttpResponse<String> filters = manager.get(first, "/camunda/api/engine/engine/default/filter?maxResults=9");
        assertThat(filters.statusCode()).as(filters.body()).isEqualTo(200);

        assertThat(manager.post(second, "/logout", "").statusCode()).isEqualTo(302);
        HttpResponse<String> gone = manager.get(first, "/tickets/" + number);
        assertThat(gone.statusCode()).isEqualTo(302);
        assertThat(gone.headers().firstValue("Location").orElseThrow()).contains("/login");
    }

    @Test
    @Order(3)
    void whatHappensOnOneNodeIsSeenLiveOnTheOther() throws Exception {
        Person manager = new Person();
        manager.signIn(first, "manager");
        BlockingQueue<String> events = manager.listen(second);
        assertThat(next(events, "open", Duration.ofSeconds(10))).isTrue();
        Api elsewhere = new Api(first.address());
        elsewhere.report("channel", ticket("The first one warms up"));
        assertThat(next(events, "changed", Duration.ofSeconds(10))).isTrue();
        List<Duration> late = new ArrayList<>();
        for (int change = 0; change < 5; change++) {
            // what the last report did besides is told already
            for (int quiet = 0; quiet < 10 && next(events, "changed", Duration.ofSeconds(1)); quiet++) {
                events.clear();
            }
            String number = elsewhere.report("channel", ticket("The other node heard it"));
            long reported = System.nanoTime();
            assertThat(next(events, "changed", Duration.ofSeconds(10))).isTrue();
            assertThat(manager.get(second, "/board/lines").body()).contains(number);
            late.add(Duration.ofNanos(System.nanoTime() - reported));
        }
        // D2: a change is seen within 2 s; one of five may meet a machine that does something else
        assertThat(late.stream().filter(each -> each.compareTo(Duration.ofSeconds(2)) <= 0))
                .as(late.toString())
                .hasSizeGreaterThanOrEqualTo(4);
        manager.post(first, "/logout", "");
        assertThat(next(events, "signed-out", Duration.ofSeconds(6))).isTrue();
    }

    @Test
    @Order(4)
    void whoForgesWhereHeComesFromIsBelievedOnlyWhereAProxyIsExpected() throws Exception {
        assertThat(wayToTheLogin(first)).doesNotContain("evil.example");
        // our own address is one of the private ones that the second node was told to trust
        assertThat(wayToTheLogin(second)).startsWith("https://evil.example/");
    }

    @Test
    @Order(5)
    void eachMessageLeavesOnceThoughBothNodesSend() throws Exception {
        List<CompletableFuture<String>> reports = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Api api = new Api((i % 2 == 0 ? first : second).address());
            String words = "Burst " + i;
            reports.add(CompletableFuture.supplyAsync(() -> api.report("channel", ticket(words))));
        }
        for (CompletableFuture<String> report : reports) {
            report.get(60, TimeUnit.SECONDS);
        }
        waitFor("select count(*) from outbox_message where state in ('PENDING', 'SENDING')", 0);
        assertThat(rows("select count(*) from outbox_message where state = 'SENT'"))
                .isGreaterThanOrEqualTo(20);
        assertThat(rows("select count(*) from outbox_message where attempts > 1"))
                .isZero();
    }

    @Test
    @Order(6)
    void whatBeganOnANodeThatDiesIsFinishedByTheOther() throws Exception {
        Api before = new Api(first.address());
        String number = before.report("agent", PackagedJarIT.QUESTION);
        before.done("agent", number, "Task_ConfirmResolution", Map.of("confirmed", true, "evidence", "by phone"));
        Person agent = new Person();
        agent.signIn(first, "agent");
        first.kill();

        Api api = new Api(second.address());
        assertThat(agent.get(second, "/tickets/" + number).statusCode()).isEqualTo(200);
        assertThat(api.ticket(number).path("status").asText()).isEqualTo("CONFIRMED");
        // the timer that the dead node set invites to the survey, and the next one is set
        assertThat(rows("select count(*) from ACT_RU_JOB where HANDLER_CFG_ = 'Event_CallbackOpens'"))
                .isEqualTo(1);
        api.advance(Duration.ofHours(25));
        waitFor("select count(*) from ACT_RU_JOB where HANDLER_CFG_ = 'Event_CallbackOpens'", 0);
        waitFor("select count(*) from ACT_RU_JOB where HANDLER_CFG_ = 'Event_SurveyEnded'", 1);
        assertThat(rows("select count(*) from ACT_RU_INCIDENT")).isZero();
    }

    private String wayToTheLogin(PackagedProgram node) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.address().resolve("/tickets"))
                .header("Accept", "text/html")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "evil.example")
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private PackagedProgram start(String name, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "SPRING_DATASOURCE_URL", database.url(),
                "SPRING_DATASOURCE_USERNAME", database.user(),
                "SPRING_DATASOURCE_PASSWORD", database.password(),
                "CAMUNDA_BPM_JOBEXECUTION_LOCKTIMEINMILLIS", "5000",
                // also at night
                "AFTERCARE_NOTIFICATION_QUIET_FROM", "00:00",
                "AFTERCARE_NOTIFICATION_QUIET_UNTIL", "00:00",
                "AFTERCARE_LANGUAGE", "en"));
        settings.putAll(more);
        return PackagedProgram.start(name, settings);
    }

    private static Map<String, Object> ticket(String words) {
        return Map.of("channel", "PHONE", "customer", Map.of("ref", "C-1001"), "description", words);
    }

    private static boolean next(BlockingQueue<String> events, String wanted, Duration within) throws Exception {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            String event = events.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (event == null || event.equals("event:" + wanted)) {
                return event != null;
            }
        }
    }

    private void waitFor(String sql, long wanted) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (rows(sql) != wanted && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        assertThat(rows(sql)).as(sql).isEqualTo(wanted);
    }

    private long rows(String sql) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** A browser whose cookies go to both nodes, as behind a proxy. */
    private static final class Person {

        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();

        void signIn(PackagedProgram node, String user) throws Exception {
            HttpResponse<String> answer = post(node, "/login", "username=" + user + "&password=demo");
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).doesNotContain("error");
        }

        HttpResponse<String> get(PackagedProgram node, String path) throws Exception {
            String accept = path.startsWith("/camunda/api") ? "application/json" : "text/html";
            return client.send(
                    request(node, path).header("Accept", accept).build(), HttpResponse.BodyHandlers.ofString());
        }

        /** A form of a page of that node. */
        HttpResponse<String> post(PackagedProgram node, String path, String fields) throws Exception {
            Matcher token = CSRF.matcher(get(node, "/login").body());
            assertThat(token.find()).isTrue();
            String body = fields + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
            return client.send(
                    request(node, path)
                            .header("Accept", "text/html")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        BlockingQueue<String> listen(PackagedProgram node) throws Exception {
            BlockingQueue<String> events = new LinkedBlockingQueue<>();
            HttpResponse<Stream<String>> answer = client.send(
                    HttpRequest.newBuilder(node.address().resolve("/board/events"))
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            Thread reading = new Thread(() -> answer.body().forEach(events::add), "listening");
            reading.setDaemon(true);
            reading.start();
            return events;
        }

        private static HttpRequest.Builder request(PackagedProgram node, String path) {
            URI address = Objects.requireNonNull(node.address().resolve(path));
            return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60));
        }
    }
}
