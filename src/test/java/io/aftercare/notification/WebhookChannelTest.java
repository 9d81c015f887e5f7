package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Events leave signed and are tried again under the same id; nobody turns our calls against our own house (S6). */
@Tag("S6")
@Import({Webhooks.class, WebhookChannel.class})
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookChannelTest extends OutboxTestSupport {

    private static final String SECRET = "a-secret-of-the-books-0123456789abcdef";
    private static final List<Got> GOT = Collections.synchronizedList(new ArrayList<>());
    private static final AtomicInteger ANSWER = new AtomicInteger(200);
    private static final HttpServer BOOKS = server();

    @Autowired
    Webhooks webhooks;

    private record Got(String delivery, String timestamp, String signature, String body) {}

    @DynamicPropertySource
    static void target(DynamicPropertyRegistry registry) {
        registry.add("aftercare.payment.webhook.url", WebhookChannelTest::address);
        registry.add("aftercare.payment.webhook.secret", () -> SECRET);
        registry.add("aftercare.payment.webhook.allowed-private-hosts", () -> "localhost");
        registry.add("aftercare.payment.webhook.timeout", () -> "PT1S");
    }

    @BeforeAll
    static void open() {
        BOOKS.start();
    }

    @AfterAll
    static void shut() {
        BOOKS.stop(0);
    }

    @BeforeEach
    void nothingYet() {
        GOT.clear();
        ANSWER.set(200);
        ticket(null);
    }

    @Test
    void anEventIsSignedOverTimestampAndBody() {
        posts("PO-1", "{\"amount\":\"20.00\",\"note\":\"中文\"}");
        relay.relay();
        assertThat(GOT).hasSize(1);
        Got got = GOT.get(0);
        assertThat(got.delivery()).isEqualTo("PO-1");
        assertThat(got.body()).isEqualTo("{\"amount\":\"20.00\",\"note\":\"中文\"}");
        assertThat(Long.parseLong(got.timestamp()))
                .as("real time, which the other side compares with its own")
                .isCloseTo(System.currentTimeMillis() / 1000, within(60L));
        assertThat(got.signature())
                .isEqualTo("v1="
                        + WebhookChannel.signature(
                                SECRET, got.timestamp(), got.body().getBytes(StandardCharsets.UTF_8)))
                .isNotEqualTo("v1="
                        + WebhookChannel.signature(
                                SECRET, "1" + got.timestamp(), got.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(only().state()).isEqualTo(OutboxState.SENT);
    }

    @Test
    void whatFailsIsTriedAgainUnderTheSameIdUntilItIsTakenOnce() {
        posts("PO-2", "{}");
        ANSWER.set(503);
        relay.relay();
        assertThat(only().state()).isEqualTo(OutboxState.PENDING);
        assertThat(only().lastError()).contains("503");
        relay.relay();
        assertThat(GOT).as("the pause is kept").hasSize(1);

        ANSWER.set(204);
        clock.advance(Duration.ofSeconds(31));
        relay.relay();
        clock.advance(Duration.ofHours(2));
        relay.relay();
        assertThat(GOT).extracting(Got::delivery).containsExactly("PO-2", "PO-2");
        assertThat(only().state()).isEqualTo(OutboxState.SENT);
    }

    @Test
    void theSameEventTwiceIsOneMessage() {
        posts("PO-3", "{}");
        posts("PO-3", "{}");
        relay.relay();
        assertThat(GOT).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        ANSWER.set(302);
        posts("PO-4", "{}");
        relay.relay();
        assertThat(GOT).hasSize(1);
        assertThat(only().lastError()).contains("302");
    }

    @Test
    void theNightHoldsUpNoEvent() {
        clock.set("2026-11-22T18:00:00Z");
        posts("PO-5", "{}");
        relay.relay();
        assertThat(GOT).hasSize(1);
    }

    @Test
    void aTargetThatIsAwayHoldsUpNoMail() {
        posts("PO-6", "{}");
        BOOKS.removeContext("/books");
        try {
            relay.relay();
            assertThat(only().state()).isEqualTo(OutboxState.PENDING);
        } finally {
            context(BOOKS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest", "https://10.0.0.1/",
                "https://192.168.1.1/", "https://172.16.0.9/", "https://100.64.0.1/", "https://0.0.0.0/",
                "https://[fd00::1]/", "https://[fe80::1]/", "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/",
                "https://2130706433/", "https://localhost/", "http://93.184.216.34/", "file:///etc/passwd",
                "https://user:pass@93.184.216.34/", "https://[2002:7f00:1::]/"
            })
    void whatIsNoPublicHttpsAddressIsRefusedBeforeAnythingIsSent(String address) {
        OutgoingCalls calls = new OutgoingCalls(List.of(), Duration.ofSeconds(1));
        assertThatThrownBy(() -> calls.post(URI.create(address), Map.of(), new byte[0]))
                .isInstanceOf(OutgoingCalls.RefusedTarget.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
    void publicAddressesAreCalled(String address) throws IOException {
        assertThat(OutgoingCalls.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void anAnswerWithoutEndAndNoAnswerAtAllAreGivenUp() throws IOException {
        OutgoingCalls calls = new OutgoingCalls(List.of("localhost"), Duration.ofMillis(300));
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI there = URI.create("http://localhost:" + silent.getLocalPort() + "/");
            assertThatThrownBy(() -> calls.post(there, Map.of(), new byte[0])).isInstanceOf(IOException.class);
            Thread talker = new Thread(() -> talkWithoutEnd(silent));
            talker.setDaemon(true);
            talker.start();
            assertThatThrownBy(() -> calls.post(there, Map.of(), new byte[0])).isInstanceOf(IOException.class);
        }
    }

    @Test
    void settingsThatWouldLeakAreRefusedAtTheStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings("http://books.example/", SECRET));
        assertThatIllegalArgumentException().isThrownBy(() -> settings("https://books.example/", "short"));
        assertThatIllegalArgumentException().isThrownBy(() -> settings("https://a:b@books.example/", SECRET));
        assertThat(settings("https://books.example/", SECRET).all()).hasSize(1);
        assertThat(settings("", "").all()).isEmpty();
        assertThat(settings("https://books.example/", SECRET).toString()).doesNotContain(SECRET);
    }

    private static WebhookProperties settings(String url, String secret) {
        return new WebhookProperties(url, secret, List.of(), List.of("localhost"), Duration.ofSeconds(1));
    }

    private void posts(String id, String json) {
        transaction.executeWithoutResult(status -> webhooks.post(NUMBER, id, json));
    }

    private static String address() {
        return "http://localhost:" + BOOKS.getAddress().getPort() + "/books?from=aftercare";
    }

    private static HttpServer server() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
            context(server);
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void context(HttpServer server) {
        server.createContext("/books", exchange -> {
            GOT.add(new Got(
                    exchange.getRequestHeaders().getFirst("Aftercare-Delivery"),
                    exchange.getRequestHeaders().getFirst("Aftercare-Timestamp"),
                    exchange.getRequestHeaders().getFirst("Aftercare-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (ANSWER.get() == 302) {
                exchange.getResponseHeaders().set("Location", "/books");
            }
            exchange.sendResponseHeaders(ANSWER.get(), -1);
            exchange.close();
        });
    }

    private static void talkWithoutEnd(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                while (true) {
                    socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException gone) {
            // the caller hung up
        }
    }
}
