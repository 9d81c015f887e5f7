package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.aftercare.security.RateLimits;
import io.aftercare.ticket.Ticket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Short messages leave as operators require it: approved template, variables, signature, never free text (E-07). */
@Import({SmsChannel.class, RateLimits.class})
class SmsChannelTest extends OutboxTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> GOT = new CopyOnWriteArrayList<>();
    private static final List<String> KEYS = new CopyOnWriteArrayList<>();
    private static final Deque<String> ANSWERS = new ArrayDeque<>();
    private static HttpServer gateway;

    @BeforeAll
    static void openGateway() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/sms", exchange -> {
            KEYS.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            GOT.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String answer = ANSWERS.isEmpty() ? "{\"Code\":\"OK\"}" : ANSWERS.remove();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            // of unknown length, so that it comes in chunks
            exchange.sendResponseHeaders(answer.startsWith("<") ? 503 : 200, 0);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        gateway.start();
    }

    @AfterAll
    static void closeGateway() {
        gateway.stop(0);
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> "jdbc:h2:mem:sms;MODE=MySQL;DB_CLOSE_DELAY=-1");
        registry.add(
                "aftercare.sms.url",
                () -> "http://127.0.0.1:" + gateway.getAddress().getPort() + "/sms");
        registry.add("aftercare.sms.headers.Authorization", () -> "APPCODE 0123456789");
        registry.add("aftercare.sms.sign", () -> "【Aftercare】");
        registry.add(
                "aftercare.sms.body",
                () -> "{\"to\":\"{phone}\",\"sign\":\"{sign}\",\"code\":\"{template}\",\"param\":{variables},"
                        + "\"text\":\"{variables-text}\",\"id\":\"{id}\"}");
        registry.add("aftercare.sms.templates.RECEIPT.en", () -> "SMS_1001");
        registry.add("aftercare.sms.templates.RECEIPT.variables", () -> "number,link");
        registry.add("aftercare.sms.templates.CANCELLED.en", () -> "SMS_1002");
        registry.add("aftercare.sms.templates.CANCELLED.variables", () -> "number,reason");
        registry.add("aftercare.sms.templates.PROGRESS.zh", () -> "SMS_1003");
        registry.add("aftercare.sms.success-path", () -> "/Code");
        registry.add("aftercare.sms.longest-variable", () -> "20");
        registry.add("aftercare.sms.per-hour", () -> "2");
    }

    private @Nullable Ticket ofPhone;

    @BeforeEach
    void nothingSent() {
        GOT.clear();
        KEYS.clear();
        ANSWERS.clear();
        jdbc.update("delete from rate_limit");
        customer("C-2", "Han Mei", "138 0000 5678", null, null);
        Ticket ticket = ticket(NUMBER, "C-2", null);
        when(tickets.require(NUMBER)).thenReturn(ticket);
        ofPhone = ticket;
    }

    private Ticket ticket() {
        return Objects.requireNonNull(ofPhone);
    }

    @Test
    void whoHasNoMailGetsTheApprovedTemplateWithItsVariables() throws IOException {
        tell(ticket(), Template.RECEIPT, "receipt", Map.of());
        assertThat(only().channel()).isEqualTo(Delivery.SMS);
        assertThat(jdbc.queryForObject("select recipient from outbox_message", String.class))
                .as("the number is not stored twice")
                .doesNotContain("0000");
        relay.relay();
        JsonNode sent = JSON.readTree(GOT.get(0));
        assertThat(sent.path("to").asText()).isEqualTo("13800005678");
        assertThat(sent.path("sign").asText()).isEqualTo("【Aftercare】");
        assertThat(sent.path("code").asText()).isEqualTo("SMS_1001");
        assertThat(sent.at("/param/number").asText()).isEqualTo(NUMBER);
        assertThat(sent.at("/param/link").asText()).startsWith("https://help.example/t/");
        assertThat(JSON.readTree(sent.path("text").asText())).isEqualTo(sent.path("param"));
        assertThat(KEYS).containsExactly("APPCODE 0123456789");
        assertThat(only().state()).isEqualTo(OutboxState.SENT);
    }

    @Test
    void whatPeopleWroteIsCutAndCannotBreakTheBody() throws IOException {
        tell(
                ticket(),
                Template.CANCELLED,
                "cancelled",
                Map.of("reason", "\"},\"to\":\"13900000000\\\n【假冒】{template} and much more of it"));
        relay.relay();
        JsonNode sent = JSON.readTree(GOT.get(0));
        assertThat(sent.path("to").asText()).isEqualTo("13800005678");
        assertThat(sent.at("/param/reason").asText())
                .hasSizeLessThanOrEqualTo(20)
                .startsWith("\"},\"to\"")
                .doesNotContain("【", "\n");
    }

    @Test
    void withoutAnApprovedTemplateNothingLeavesTheHouse() {
        tell(ticket(), Template.PROGRESS, "only Chinese is approved", Map.of("message", "Hello"));
        tell(ticket(), Template.THANKS, "none is approved", Map.of());
        assertThat(messages()).extracting(OutboxMessage::channel).containsOnly(Delivery.LOG);
        relay.relay();
        assertThat(GOT).isEmpty();
    }

    @Test
    void aNumberThatTheGatewayDoesNotTakeStaysInTheLog() {
        customer("C-3", "Landline", "010-88886666", null, null);
        tell(ticket("261122-123457", "C-3", null), Template.RECEIPT, "receipt", Map.of());
        assertThat(only().channel()).isEqualTo(Delivery.LOG);
    }

    @Test
    void whoHasMailGetsMail() {
        tell(ticket("261122-123458", "C-1", null), Template.RECEIPT, "receipt", Map.of());
        assertThat(only().channel()).isEqualTo(Delivery.MAIL);
    }

    @Test
    void aGatewayThatIsAwayOrRefusesIsAskedAgain() {
        ANSWERS.add("<html>busy</html>");
        ANSWERS.add("{\"Code\":\"isv.OUT_OF_SERVICE\"}");
        tell(ticket(), Template.RECEIPT, "receipt", Map.of());
        relay.relay();
        assertThat(only().lastError()).isEqualTo("The gateway answered 503");
        clock.advance(Duration.ofMinutes(1));
        relay.relay();
        assertThat(only().lastError()).isEqualTo("The gateway refused with isv.OUT_OF_SERVICE");
        assertThat(only().state()).isEqualTo(OutboxState.PENDING);
        clock.advance(Duration.ofHours(1));
        relay.relay();
        assertThat(only().state()).isEqualTo(OutboxState.SENT);
        assertThat(GOT).hasSize(3);
        assertThat(GOT.get(0)).as("the same in every try").isEqualTo(GOT.get(2));
    }

    @Test
    void nobodyIsFloodedWithinAnHour() {
        for (int i = 0; i < 4; i++) {
            tell(ticket(), Template.RECEIPT, "receipt-" + i, Map.of());
        }
        relay.relay();
        assertThat(GOT).hasSize(2);
        assertThat(messages())
                .filteredOn(message -> message.state() == OutboxState.PENDING)
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.lastError()).contains("2 an hour"));
        clock.advance(Duration.ofHours(1));
        relay.relay();
        assertThat(GOT).as("an hour later the rest leaves").hasSize(4);
    }
}
