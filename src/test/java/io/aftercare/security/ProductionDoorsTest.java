package io.aftercare.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

/**
 * Production behind a proxy: what a browser is told to keep, and who is believed when he says on whose behalf he calls.
 * The proxy and the stranger are two addresses of this machine.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:production;MODE=MySQL;DB_CLOSE_DELAY=-1",
            "spring.datasource.username=aftercare",
            "spring.datasource.password=long-database-password",
            "aftercare.tracking-secret=0123456789abcdefghijklmnopqrstuvwxyz",
            "aftercare.admin-password=" + ProductionDoorsTest.PASSWORD,
            "aftercare.attachments.directory=target/production-attachments",
            "aftercare.language=en",
            "camunda.bpm.job-execution.enabled=false",
            "logging.structured.format.console=",
            "server.forward-headers-strategy=native",
            "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.2"
        })
@ActiveProfiles("production")
@DirtiesContext
class ProductionDoorsTest {

    static final String PASSWORD = "Correct-Horse-42";

    private static final String PROXY = "127.0.0.2";
    private static final String STRANGER = "127.0.0.1";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    /** Scripts of the page send these back as a header: that is how they prove to be its own. */
    private static final Set<String> READ_BY_SCRIPTS = Set.of("AFTERCARE-CSRF", "XSRF-TOKEN");

    @LocalServerPort
    int port;

    private final Map<String, String> jar = new LinkedHashMap<>();
    private final List<String> cookies = new ArrayList<>();

    @Test
    @Tag("S16")
    void everyCookieTravelsOverTlsOnlyAndNoneIsSentForAnotherSiteOrReadByAScriptThatNeedNotReadIt() throws Exception {
        String page = get(PROXY, "/tickets", browser()).header("Location");
        assertThat(page).endsWith("/login");
        Matcher token = CSRF.matcher(get(PROXY, "/login", browser()).body());
        assertThat(token.find()).isTrue();
        String csrf = "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        Answer in = send(PROXY, "POST", "/login", browser(), "username=admin&password=" + PASSWORD + csrf);
        assertThat(in.header("Location")).endsWith("/tickets");
        assertThat(get(PROXY, "/tickets", browser()).status()).isEqualTo(200);
        assertThat(get(PROXY, "/camunda/app/admin/default/", browser()).status())
                .isEqualTo(200);
        get(PROXY, "/help", browser());
        Matcher fresh = CSRF.matcher(get(PROXY, "/help", browser()).body());
        assertThat(fresh.find()).isTrue();
        send(
                PROXY,
                "POST",
                "/help",
                browser(),
                "intent=AFTER&_csrf=" + URLEncoder.encode(fresh.group(1), StandardCharsets.UTF_8));

        assertThat(jar.keySet())
                .contains("AFTERCARE-SESSION", "AFTERCARE-CSRF", "XSRF-TOKEN")
                .hasSizeGreaterThanOrEqualTo(5);
        for (String cookie : cookies) {
            String flags = cookie.toLowerCase(Locale.ROOT);
            assertThat(flags).as(cookie).containsPattern("; ?secure").containsPattern("; ?samesite=(lax|strict)");
            if (!READ_BY_SCRIPTS.contains(cookie.substring(0, cookie.indexOf('=')))) {
                assertThat(flags).as(cookie).containsPattern("; ?httponly");
            }
        }
    }

    @Test
    @Tag("S16")
    void theProxyIsBelievedAndAStrangerWhoSaysTheSameIsNot() throws Exception {
        List<String> said = List.of(
                "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https", "X-Forwarded-Host: service.example");
        Answer proxied = get(PROXY, "/tickets", browser(said));
        assertThat(proxied.header("Location")).isEqualTo("https://service.example/login");
        assertThat(proxied.header("Strict-Transport-Security")).contains("max-age=");
        Answer strange = get(STRANGER, "/tickets", browser(said));
        assertThat(strange.header("Location")).doesNotContain("service.example").doesNotStartWith("https:");
        assertThat(strange.header("Strict-Transport-Security")).isEmpty();
    }

    /** Limits count him who calls: the last address that a proxy of ours has seen, not the first that somebody wrote. */
    @Test
    @Tag("S12")
    void nobodyEscapesALimitByClaimingToBeSomebodyElse() throws Exception {
        for (int guess = 0; guess < 30; guess++) {
            assertThat(guess(STRANGER, guess, "198.51.100." + guess)).isEqualTo(404);
            assertThat(guess(PROXY, guess, "198.51.100." + guess + ", 203.0.113.9"))
                    .isEqualTo(404);
        }
        assertThat(guess(STRANGER, 30, "198.51.100.30")).isEqualTo(429);
        assertThat(guess(PROXY, 30, "198.51.100.30, 203.0.113.9")).isEqualTo(429);
        assertThat(guess(PROXY, 30, "203.0.113.10")).isEqualTo(404);
    }

    private int guess(String from, int guess, String onBehalfOf) throws IOException {
        String token = String.format(Locale.ROOT, "%043d", guess);
        return get(from, "/t/" + token, browser(List.of("X-Forwarded-For: " + onBehalfOf)))
                .status();
    }

    private static List<String> browser() {
        return browser(List.of("X-Forwarded-For: 203.0.113.8", "X-Forwarded-Proto: https"));
    }

    private static List<String> browser(List<String> more) {
        List<String> headers = new ArrayList<>(List.of("Accept: text/html"));
        headers.addAll(more);
        return headers;
    }

    private Answer get(String from, String path, List<String> headers) throws IOException {
        return send(from, "GET", path, headers, "");
    }

    /** One request over a connection that begins at that address, with the cookies that were set so far. */
    private Answer send(String from, String method, String path, List<String> headers, String form) throws IOException {
        List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Host: localhost:" + port));
        lines.addAll(headers);
        lines.add("Connection: close");
        if (!jar.isEmpty()) {
            List<String> pairs = new ArrayList<>();
            jar.forEach((name, value) -> pairs.add(name + "=" + value));
            lines.add("Cookie: " + String.join("; ", pairs));
        }
        if (!form.isEmpty()) {
            lines.add("Content-Type: application/x-www-form-urlencoded");
            lines.add("Content-Length: " + form.length());
        }
        String answer;
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n" + form).getBytes(StandardCharsets.UTF_8));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        Answer read = new Answer(answer);
        for (String line : read.head().split("\r\n")) {
            if (line.regionMatches(true, 0, "Set-Cookie: ", 0, 12)) {
                String cookie = line.substring(12);
                cookies.add(cookie);
                jar.put(
                        cookie.substring(0, cookie.indexOf('=')),
                        cookie.substring(cookie.indexOf('=') + 1, end(cookie)));
            }
        }
        return read;
    }

    private static int end(String cookie) {
        return cookie.indexOf(';') < 0 ? cookie.length() : cookie.indexOf(';');
    }

    private record Answer(String text) {

        int status() {
            return Integer.parseInt(text.substring(9, 12));
        }

        String head() {
            return text.substring(0, text.indexOf("\r\n\r\n"));
        }

        /** The header's value; empty where there is none. */
        String header(String name) {
            Matcher found = Pattern.compile("(?im)^" + name + ": ([^\r\n]*)").matcher(head());
            return found.find() ? found.group(1) : "";
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }
}
