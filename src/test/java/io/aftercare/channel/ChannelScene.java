package io.aftercare.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.aftercare.notification.OutboxRelay;
import io.aftercare.security.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Everything about channels that only a running house with real connections can show (3-06, 3-10, R7, S3, S6, S14). */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "aftercare.language=en",
            "aftercare.notification.relay-enabled=false",
            "aftercare.notification.quiet-from=00:00",
            "aftercare.notification.quiet-until=00:00",
            "camunda.bpm.job-execution.enabled=false",
            "server.address=127.0.0.1"
        })
@ActiveProfiles("demo")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
abstract class ChannelScene {

    static final String OLD_SECRET = "the-secret-before-the-rotation-0123456789";
    static final String OTHER_SECRET = "the-secret-of-the-other-source-0123456789";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final int CONNECTIONS = 16;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger(200);

    @LocalServerPort
    int port;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    OutboxRelay relay;

    private @Nullable HttpServer bridge;

    record Answer(int status, JsonNode json, String type) {}

    record Got(String delivery, String timestamp, String signature, String body) {}

    @DynamicPropertySource
    static void sources(DynamicPropertyRegistry registry) {
        source(registry, 0, "demo-chat", "CHAT", ChannelProperties.DEMO_SECRET + "," + OLD_SECRET);
        source(registry, 1, "shop", "MARKETPLACE", OTHER_SECRET);
        registry.add("aftercare.webhooks.allowed-private-hosts", () -> "localhost");
    }

    private static void source(DynamicPropertyRegistry registry, int at, String name, String channel, String secrets) {
        registry.add("aftercare.channels[" + at + "].name", () -> name);
        registry.add("aftercare.channels[" + at + "].channel", () -> channel);
        registry.add("aftercare.channels[" + at + "].secrets", () -> secrets);
    }

    @BeforeAll
    void openBridge() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/out", exchange -> {
            got.add(new Got(
                    exchange.getRequestHeaders().getFirst("Aftercare-Delivery"),
                    exchange.getRequestHeaders().getFirst("Aftercare-Timestamp"),
                    exchange.getRequestHeaders().getFirst("Aftercare-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(answers.get(), -1);
            exchange.close();
        });
        server.start();
        bridge = server;
    }

    @AfterAll
    void closeBridge() {
        if (bridge != null) {
            bridge.stop(0);
        }
    }

    @BeforeEach
    void quiet() {
        relay.relay();
        got.clear();
        answers.set(200);
        jdbc.update("update webhook_subscription set enabled = false");
    }

    @Test
    void aMessageThatComesAHundredTimesOverSixteenConnectionsIsOneTicket() throws Exception {
        Map<String, Object> message = message(fresh("m"), fresh("c"), "The kettle leaks.");
        String body = written(message);
        List<Answer> all = together(100, () -> send("chat", "demo-chat", ChannelProperties.DEMO_SECRET, body));
        assertThat(all).extracting(Answer::status).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(all)
                .extracting(answer -> answer.json().path("ticketNumber").asText())
                .containsOnly(number(all));
        assertThat(all)
                .extracting(answer -> answer.json().path("kind").asText())
                .containsOnly("NEW");
        assertThat(jdbc.queryForObject(
                        "select count(*) from channel_message where ticket_number = ?", Integer.class, number(all)))
                .isEqualTo(1);
        assertThat(jdbc.queryForObject(
                        "select count(*) from ticket where description = 'The kettle leaks.'", Integer.class))
                .isEqualTo(1);
        // what is stored outlives a restart and the window: 72 hours later it is still the same ticket
        jdbc.update("update channel_message set received_at = timestampadd(hour, -72, received_at)");
        assertThat(send(message).json().path("ticketNumber").asText()).isEqualTo(number(all));
    }

    @Test
    void differentMessagesOfOneNewConversationAtOnceAreOneTicket() throws Exception {
        String conversation = fresh("c");
        List<Answer> all = together(32, () -> send(message(fresh("m"), conversation, "Line " + fresh("l"))));
        assertThat(all).extracting(Answer::status).containsOnly(201);
        assertThat(all)
                .extracting(answer -> answer.json().path("ticketNumber").asText())
                .containsOnly(number(all));
    }

    @Test
    void theSameIdWithOtherWordsIsRefused() {
        Map<String, Object> message = message(fresh("m"), fresh("c"), "First words.");
        assertThat(send(message).status()).isEqualTo(201);
        message.put("text", "Other words.");
        assertThat(send(message).status()).isEqualTo(422);
        // another source may use the same id
        assertThat(send("marketplace", "shop", OTHER_SECRET, written(message)).status())
                .isEqualTo(201);
    }

    @Test
    void theNextMessagesOfAConversationAreLinesOfItsTicketAndKeepTheContext() {
        String conversation = fresh("c");
        Map<String, Object> first = message(fresh("m"), conversation, "Please a human.");
        first.put(
                "conversation",
                Map.of(
                        "id",
                        conversation,
                        "transcript",
                        List.of(
                                Map.of("author", "CUSTOMER", "text", "It leaks", "at", "2026-11-22T03:58:00Z"),
                                Map.of("author", "BOT", "text", "Is it plugged in?\nReally?"))));
        String ticket = send(first).json().path("ticketNumber").asText();
        Answer second = send(message(fresh("m"), conversation, "Are you there?"));
        assertThat(second.json().path("ticketNumber").asText()).isEqualTo(ticket);
        assertThat(second.json().path("kind").asText()).isEqualTo("ADDED");
        JsonNode timeline = get("manager", "/api/tickets/" + ticket).path("timeline");
        assertThat(timeline.findValuesAsText("text")).contains("Are you there?").anySatisfy(line -> assertThat(line)
                .contains("Customer: It leaks")
                .contains("Bot: Is it plugged in? / Really?")
                .contains("\n"));
        // with the number of its own ticket too, but never with another one's
        Map<String, Object> third = message(fresh("m"), conversation, "Hello?");
        third.put("ticketNumber", ticket);
        assertThat(send(third).json().path("kind").asText()).isEqualTo("ADDED");
        Map<String, Object> foreign = message(fresh("m"), fresh("c"), "Let me in.");
        foreign.put("ticketNumber", ticket);
        assertThat(send(foreign).status()).isEqualTo(422);
    }

    @Test
    void aTicketOfLongAgoIsContinuedByANewOneToWhichTheConversationBelongsFromThen() {
        String conversation = fresh("c");
        String ticket = send(message(fresh("m"), conversation, "It is broken."))
                .json()
                .path("ticketNumber")
                .asText();
        jdbc.update(
                "update ticket set status = 'CLOSED', closed_at = timestampadd(day, -30, received_at) where number = ?",
                ticket);
        Answer later = send(message(fresh("m"), conversation, "Broken again."));
        assertThat(later.json().path("kind").asText()).isEqualTo("CONTINUED");
        String next = later.json().path("ticketNumber").asText();
        assertThat(next).isNotEqualTo(ticket);
        Answer more = send(message(fresh("m"), conversation, "Hurry."));
        assertThat(more.json().path("ticketNumber").asText()).isEqualTo(next);
        assertThat(more.json().path("kind").asText()).isEqualTo("ADDED");
    }

    @Test
    void whoIsNotSignedAsAgreedIsRefusedAndLearnsNothing() {
        String body = written(message(fresh("m"), fresh("c"), "Hello."));
        String now = now(0);
        String good = signature(ChannelProperties.DEMO_SECRET, now, body);
        List<Answer> refused = List.of(
                call("chat", null, null, null, body),
                call("chat", "nobody", now, good, body),
                call("chat", "demo-chat", now, signature(OTHER_SECRET, now, body), body),
                call("chat", "demo-chat", now(1), good, body),
                call("chat", "demo-chat", now, good, body + " "),
                call("marketplace", "demo-chat", now, good, body),
                call("no-channel", "demo-chat", now, good, body),
                call("chat", "demo-chat", "soon", good, body),
                call("chat", "demo-chat", now, good.substring(3), body),
                call("chat", "demo-chat", now(-301), signature(ChannelProperties.DEMO_SECRET, now(-301), body), body),
                call("chat", "demo-chat", now(320), signature(ChannelProperties.DEMO_SECRET, now(320), body), body));
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.type()).startsWith("application/problem+json");
            assertThat(answer.json().path("detail"))
                    .isEqualTo(refused.get(0).json().path("detail"));
        });
        assertThat(call("chat", "demo-chat", now, good, body).status()).isEqualTo(201);
        // during a rotation both secrets are good, and the channel's name in capitals too
        assertThat(send("CHAT", "demo-chat", OLD_SECRET, body).status()).isEqualTo(200);
    }

    @Test
    void whatIsTooLargeUnknownOrMissingIsRefused() {
        Map<String, Object> message = message(fresh("m"), fresh("c"), "x");
        message.put("owner", "agent");
        assertThat(send(message).status()).as("unknown fields").isEqualTo(400);
        assertThat(send("chat", "demo-chat", ChannelProperties.DEMO_SECRET, "[]")
                        .status())
                .isEqualTo(400);
        assertThat(send("chat", "demo-chat", ChannelProperties.DEMO_SECRET, "{}")
                        .status())
                .isEqualTo(422);
        Map<String, Object> large = message(fresh("m"), fresh("c"), "x".repeat(1_100_000));
        assertThat(send(large).status()).isEqualTo(413);
        Map<String, Object> nobody = message(fresh("m"), fresh("c"), "x");
        nobody.put("sender", Map.of("name", "Somebody"));
        assertThat(send(nobody).status()).isEqualTo(422);
    }

    @Test
    void filesAndAForeignCaseComeAlong() {
        Map<String, Object> message = message(fresh("m"), fresh("c"), "Platform steps in.");
        message.put("externalNumber", "TB-99887766");
        message.put("externalDueAt", "2027-01-31T16:00:00Z");
        message.put(
                "attachments",
                List.of(Map.of(
                        "name",
                        "notice.txt",
                        "type",
                        "text/plain",
                        "content",
                        Base64.getEncoder().encodeToString("Case".getBytes(StandardCharsets.UTF_8)))));
        Answer answer = send("marketplace", "shop", OTHER_SECRET, written(message));
        assertThat(answer.status()).isEqualTo(201);
        JsonNode ticket = get(
                "manager", "/api/tickets/" + answer.json().path("ticketNumber").asText());
        assertThat(ticket.path("channel").asText()).isEqualTo("MARKETPLACE");
        assertThat(ticket.path("externalNumber").asText()).isEqualTo("TB-99887766");
        assertThat(ticket.path("clocks").findValuesAsText("name")).contains("FOREIGN_DEADLINE");
        assertThat(jdbc.queryForObject("select count(*) from attachment where name = 'notice.txt'", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void whatWeTellHimLeavesSignedByTheWayThatHeCame() {
        String secret = subscribes("demo-chat", "message.to_customer", "ticket.created", "ticket.status_changed");
        String conversation = fresh("c");
        Answer answer = send(message(fresh("m"), conversation, "Where is my parcel?"));
        relay.relay();
        String ticket = answer.json().path("ticketNumber").asText();
        assertThat(got).extracting(this::event).containsExactly("ticket.created", "message.to_customer");
        for (Got one : got) {
            assertThat(one.signature())
                    .isEqualTo("v1="
                            + HexFormat.of()
                                    .formatHex(Signature.of(
                                            secret,
                                            (one.timestamp() + "." + one.body()).getBytes(StandardCharsets.UTF_8))));
        }
        JsonNode told = json(got.get(1).body());
        assertThat(told.path("conversation").asText()).isEqualTo(conversation);
        assertThat(told.path("channelId").asText()).isEqualTo("user-1");
        assertThat(told.at("/message/kind").asText()).isEqualTo("RECEIPT");
        assertThat(told.path("link").asText())
                .isEqualTo(answer.json().path("trackingUrl").asText());
        assertThat(told.at("/ticket/number").asText()).isEqualTo(ticket);
        assertThat(jdbc.queryForObject(
                        "select count(*) from outbox_message where ticket_number = ? and audience = 'CUSTOMER'"
                                + " and channel <> 'WEBHOOK'",
                        Integer.class,
                        ticket))
                .isZero();

        // a note for him goes the same way; a ticket of another source is not told here
        post("manager", "/api/tickets/" + ticket + "/notes", Map.of("text", "On its way.", "visibleToCustomer", true));
        send("marketplace", "shop", OTHER_SECRET, written(message(fresh("m"), fresh("c"), "Elsewhere.")));
        got.clear();
        relay.relay();
        assertThat(got)
                .extracting(one -> json(one.body()).at("/ticket/number").asText())
                .containsOnly(ticket);
    }

    @Test
    void whatWasNotTakenIsTriedAgainUnderItsIdAndCanBeSentAgainByHand() {
        subscribes("demo-chat", "ticket.created");
        answers.set(500);
        send(message(fresh("m"), fresh("c"), "Hello."));
        relay.relay();
        JsonNode waiting =
                get("manager", "/api/webhooks/deliveries?state=PENDING").get(0);
        assertThat(waiting.path("attempts").asInt()).isEqualTo(1);
        assertThat(waiting.path("lastError").asText()).contains("500");
        long id = waiting.path("id").asLong();
        assertThat(post("manager", "/api/webhooks/deliveries/" + id + "/again", Map.of()))
                .as("it is on its way anyway")
                .isEqualTo(409);
        jdbc.update("update outbox_message set state = 'FAILED' where id = ?", id);
        answers.set(204);
        assertThat(post("manager", "/api/webhooks/deliveries/" + id + "/again", Map.of()))
                .isEqualTo(204);
        relay.relay();
        assertThat(got)
                .hasSize(2)
                .extracting(Got::delivery)
                .containsOnly(waiting.path("deliveryId").asText());
        assertThat(get("manager", "/api/webhooks/deliveries")
                        .get(0)
                        .path("state")
                        .asText())
                .isEqualTo("SENT");
    }

    @Test
    @Tag("S6")
    void onlyWhoMayAndOnlyToPublicAddresses() {
        for (String address : List.of(
                "https://127.0.0.1/",
                "https://[::1]/x",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://10.1.2.3/",
                "https://169.254.169.254/latest",
                "http://93.184.216.34/",
                "file:///etc/passwd",
                "https://[::ffff:10.0.0.1]/",
                "https://user:pw@93.184.216.34/",
                "https://127.1/",
                "javascript:alert(1)",
                "not an address")) {
            assertThat(post("manager", "/api/webhooks", entry(address, null, List.of("ticket.created"))))
                    .as(address)
                    .isEqualTo(422);
        }
        Map<String, Object> good = entry(out(), null, List.of("ticket.created"));
        assertThat(post("agent", "/api/webhooks", good)).isEqualTo(403);
        assertThat(post("channel", "/api/webhooks", good)).isEqualTo(403);
        assertThat(post("manager", "/api/webhooks", entry(out(), null, List.of("everything"))))
                .isEqualTo(422);
        assertThat(post("manager", "/api/webhooks", entry(out(), "no-source", List.of("ticket.created"))))
                .isEqualTo(422);
        assertThat(post("admin", "/api/webhooks", good)).isEqualTo(201);
        assertThat(jdbc.queryForList("select * from webhook_subscription").toString())
                .doesNotContain("whsec_");
    }

    @Test
    void whoIsDisabledHearsNothingAndANewSecretIsAnother() {
        String secret = subscribes("demo-chat", "ticket.created");
        long id = jdbc.queryForObject("select max(id) from webhook_subscription", Long.class);
        JsonNode rotated = json(
                call("manager", "POST", "/api/webhooks/" + id + "/secret", "{}").body());
        assertThat(rotated.path("secret").asText()).startsWith("whsec_").isNotEqualTo(secret);
        post("manager", "/api/webhooks/" + id + "/test", Map.of());
        relay.relay();
        assertThat(got).extracting(this::event).containsExactly("webhook.test");
        post("manager", "/api/webhooks/" + id + "/disable", Map.of());
        send(message(fresh("m"), fresh("c"), "Hello."));
        relay.relay();
        assertThat(got).hasSize(1);
    }

    @Test
    void whatIsSaidOnATicketFollowsWhenItIsMergedIntoAnother() {
        subscribes("demo-chat", "message.to_customer", "ticket.closed");
        String here = fresh("c");
        String merged = send(message(fresh("m"), here, "It leaks."))
                .json()
                .path("ticketNumber")
                .asText();
        String customer =
                get("manager", "/api/tickets/" + merged).at("/customer/ref").asText();
        String target = json(call(
                                "channel",
                                "POST",
                                "/api/tickets",
                                written(Map.of(
                                        "channel",
                                        "WEB",
                                        "customer",
                                        Map.of("ref", customer),
                                        "description",
                                        "It leaks, too.")))
                        .body())
                .path("number")
                .asText();
        relay.relay();
        got.clear();
        assertThat(post(
                        "desk-supervisor",
                        "/api/tickets/" + merged + "/merge",
                        Map.of("into", target, "reason", "One matter")))
                .isEqualTo(204);
        post(
                "manager",
                "/api/tickets/" + target + "/notes",
                Map.of("text", "We are on it.", "visibleToCustomer", true));
        relay.relay();
        assertThat(got).extracting(this::event).contains("ticket.closed").doesNotContain("ticket.created");
        assertThat(got)
                .filteredOn(one -> event(one).equals("message.to_customer"))
                .extracting(one -> json(one.body()).path("conversation").asText())
                .hasSizeGreaterThanOrEqualTo(1)
                .containsOnly(here);
        Answer next = send(message(fresh("m"), here, "Still leaking."));
        assertThat(next.json().path("ticketNumber").asText()).isEqualTo(target);
    }

    @Test
    void whoOnlyNamesAnothersNumberInAChatHearsNothingOfAnothersTicket() {
        subscribes("demo-chat", "message.to_customer");
        String here = fresh("c");
        Map<String, Object> first = message(fresh("m"), here, "It leaks.");
        first.put("sender", Map.of("channelId", "stranger-1", "name", "张伟", "phone", "13800001001"));
        Answer opened = send(first);
        String strangers = opened.json().path("ticketNumber").asText();
        assertThat(get("manager", "/api/tickets/" + strangers)
                        .at("/customer/ref")
                        .asText())
                .isEqualTo("C-1001");
        String victims = json(call(
                                "agent",
                                "POST",
                                "/api/tickets",
                                written(Map.of(
                                        "channel",
                                        "PHONE",
                                        "customer",
                                        Map.of("ref", "C-1001"),
                                        "description",
                                        "It leaks.")))
                        .body())
                .path("number")
                .asText();
        assertThat(merge(victims, strangers)).isEqualTo(422);
        relay.relay();
        got.clear();
        assertThat(merge(strangers, victims)).isEqualTo(204);
        post(
                "manager",
                "/api/tickets/" + victims + "/notes",
                Map.of("text", "Your address is still Elm Street 5?", "visibleToCustomer", true));
        relay.relay();
        assertThat(got).isEmpty();
        assertThat(send(first).json().path("trackingUrl").asText())
                .isEqualTo(opened.json().path("trackingUrl").asText());
        Map<String, Object> next = message(fresh("m"), here, "Still leaking.");
        next.put("sender", first.get("sender"));
        assertThat(send(next).json().path("ticketNumber").asText()).isNotIn(strangers, victims);
    }

    private int merge(String number, String into) {
        return post(
                "desk-supervisor", "/api/tickets/" + number + "/merge", Map.of("into", into, "reason", "One matter"));
    }

    // ---- how it is said

    private String subscribes(String source, String... events) {
        JsonNode made = json(call("manager", "POST", "/api/webhooks", written(entry(out(), source, List.of(events))))
                .body());
        return made.path("secret").asText();
    }

    private String out() {
        HttpServer server = java.util.Objects.requireNonNull(bridge);
        return "http://localhost:" + server.getAddress().getPort() + "/out";
    }

    private static Map<String, Object> entry(String url, @Nullable String source, List<String> events) {
        Map<String, Object> entry = new HashMap<>(Map.of("name", "Bridge", "url", url, "events", events));
        if (source != null) {
            entry.put("source", source);
        }
        return entry;
    }

    private String event(Got one) {
        return json(one.body()).path("event").asText();
    }

    static Map<String, Object> message(String id, String conversation, String text) {
        Map<String, Object> message = new HashMap<>();
        message.put("messageId", id);
        message.put("sender", Map.of("channelId", "user-1", "name", "Lin"));
        message.put("conversation", Map.of("id", conversation));
        message.put("text", text);
        return message;
    }

    Answer send(Map<String, Object> message) {
        return send("chat", "demo-chat", ChannelProperties.DEMO_SECRET, written(message));
    }

    private Answer send(String channel, String source, String secret, String body) {
        String now = now(0);
        return call(channel, source, now, signature(secret, now, body), body);
    }

    private Answer call(
            String channel,
            @Nullable String source,
            @Nullable String timestamp,
            @Nullable String signature,
            String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/channels/" + channel + "/messages"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (source != null) {
            request.header("X-Aftercare-Source", source);
        }
        if (timestamp != null) {
            request.header("X-Aftercare-Timestamp", timestamp);
        }
        if (signature != null) {
            request.header("X-Aftercare-Signature", signature);
        }
        HttpResponse<String> answer = sent(request);
        return new Answer(
                answer.statusCode(),
                json(answer.body()),
                answer.headers().firstValue("Content-Type").orElse(""));
    }

    private HttpResponse<String> call(String user, String method, String path, String body) {
        return sent(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8)))
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode get(String user, String path) {
        return json(call(user, "GET", path, "").body());
    }

    private int post(String user, String path, Map<String, ?> body) {
        return call(user, "POST", path, written(body)).statusCode();
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<Answer> together(int times, Callable<Answer> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<Answer>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                running.add(pool.submit(call));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : running) {
                answers.add(one.get(120, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }

    private static String number(List<Answer> all) {
        return all.get(0).json().path("ticketNumber").asText();
    }

    private static String fresh(String what) {
        return what + "-" + COUNTER.incrementAndGet();
    }

    private static String now(long away) {
        return Long.toString(System.currentTimeMillis() / 1000 + away);
    }

    private static String signature(String secret, String timestamp, String body) {
        return "v1="
                + HexFormat.of()
                        .formatHex(Signature.of(secret, (timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
    }

    private static String written(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body.isEmpty() ? "null" : body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(body, e);
        }
    }
}
