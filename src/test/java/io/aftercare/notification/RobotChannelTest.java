package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What is late is told in the group's chat, once, and again when the chat was away (E-02). */
@Import(RobotChannel.class)
@ImportAutoConfiguration(JacksonAutoConfiguration.class)
class RobotChannelTest extends OutboxTestSupport {

    private static final List<String> HEARD = new CopyOnWriteArrayList<>();
    private static final List<String> ADDRESSES = new CopyOnWriteArrayList<>();
    private static final Deque<String> ANSWERS = new ArrayDeque<>();
    private static HttpServer chat;

    @BeforeAll
    static void openChat() throws IOException {
        chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext("/", exchange -> {
            ADDRESSES.add(exchange.getRequestURI().toString());
            HEARD.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String answer = ANSWERS.isEmpty() ? "{\"errcode\":0,\"errmsg\":\"ok\"}" : ANSWERS.remove();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.startsWith("<") ? 502 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        chat.start();
    }

    @AfterAll
    static void closeChat() {
        chat.stop(0);
    }

    @DynamicPropertySource
    static void robots(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> "jdbc:h2:mem:robots;MODE=MySQL;DB_CLOSE_DELAY=-1");
        robot(registry, 0, "desk-wecom", "WECOM", "", "service-supervisors");
        robot(registry, 1, "heads-dingtalk", "DINGTALK", "SECabc", "technical-heads");
    }

    private static void robot(
            DynamicPropertyRegistry registry, int at, String name, String kind, String secret, String group) {
        String prefix = "aftercare.notification.robots[" + at + "].";
        registry.add(prefix + "name", () -> name);
        registry.add(prefix + "kind", () -> kind);
        registry.add(
                prefix + "url", () -> "http://127.0.0.1:" + chat.getAddress().getPort() + "/send?key=" + name);
        registry.add(prefix + "secret", () -> secret);
        registry.add(prefix + "groups", () -> group);
    }

    @BeforeEach
    void nothingHeard() {
        HEARD.clear();
        ADDRESSES.clear();
        ANSWERS.clear();
        mail.setHost("no-such-host.invalid");
    }

    @Test
    void theChatOfTheGroupHearsItOnceAndLearnsNothingAboutTheCustomer() {
        Ticket ticket = ticket(Priority.P0);
        late(ticket, "service-supervisors");
        late(ticket, "service-supervisors");
        relay.relay();
        assertThat(HEARD).singleElement().satisfies(body -> assertThat(body)
                .contains("\"msgtype\":\"text\"", NUMBER, "100 %", "https://help.example/tickets/" + NUMBER)
                .doesNotContain("Li Lei")
                .doesNotContain("1380000")
                .doesNotContain("broken"));
    }

    @Test
    void anOutageOfTheMailServerDoesNotSilenceTheChat() {
        late(ticket(Priority.P0), "service-supervisors");
        relay.relay();
        assertThat(HEARD).hasSize(1);
        assertThat(states(Delivery.MAIL)).containsOnly(OutboxState.PENDING);
        assertThat(states(Delivery.ROBOT)).containsExactly(OutboxState.SENT);
    }

    @Test
    void aChatThatIsAwayOrOverrunHearsItLater() {
        ANSWERS.add("<html>bad gateway</html>");
        ANSWERS.add("{\"errcode\":45009,\"errmsg\":\"too many\"}");
        late(ticket(Priority.P0), "service-supervisors");
        relay.relay();
        assertThat(states(Delivery.ROBOT)).containsExactly(OutboxState.PENDING);
        clock.advance(java.time.Duration.ofMinutes(1));
        relay.relay();
        assertThat(states(Delivery.ROBOT)).containsExactly(OutboxState.PENDING);
        clock.advance(java.time.Duration.ofMinutes(5));
        relay.relay();
        assertThat(states(Delivery.ROBOT)).containsExactly(OutboxState.SENT);
        assertThat(HEARD).hasSize(3);
    }

    @Test
    void aRobotThatRefusesForGoodIsGivenUpAndTheTicketSaysSo() {
        ANSWERS.add("{\"errcode\":93000,\"errmsg\":\"invalid webhook\"}");
        late(ticket(Priority.P0), "service-supervisors");
        relay.relay();
        assertThat(states(Delivery.ROBOT)).containsExactly(OutboxState.FAILED);
    }

    @Test
    void dingTalkGetsTimeAndSignatureAndTheAddressIsNeverStored() {
        late(ticket(Priority.P0), "technical-heads");
        relay.relay();
        String address = ADDRESSES.get(0);
        String timestamp = address.replaceAll(".*timestamp=(\\d+).*", "$1");
        String sign = URLDecoder.decode(address.replaceAll(".*sign=([^&]+).*", "$1"), StandardCharsets.UTF_8);
        assertThat(sign).isEqualTo(RobotChannel.signature(Long.parseLong(timestamp), "SECabc"));
        assertThat(jdbc.queryForList("select * from outbox_message").toString())
                .doesNotContain("127.0.0.1")
                .doesNotContain("SECabc");
    }

    private void late(Ticket ticket, String group) {
        transaction.executeWithoutResult(status -> notifier.toGroup(
                ticket,
                group,
                Template.ESCALATION,
                "plan-100",
                Map.of("clock", "PLAN", "dueAt", "2026-11-22T04:00:00Z", "task", "Propose", "level", "100")));
    }

    private List<OutboxState> states(Delivery channel) {
        return messages().stream()
                .filter(message -> message.channel() == channel)
                .map(OutboxMessage::state)
                .toList();
    }
}
