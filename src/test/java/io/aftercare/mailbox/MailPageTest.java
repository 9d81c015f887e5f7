package io.aftercare.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page on which a person deals with what the machine could not (R10), and a mail as it was written (S4). */
class MailPageTest extends MailboxTestSupport {

    private static final String EVIL = "<script>alert(1)</script>";

    @LocalServerPort
    private int port;

    private final HttpClient web = HttpClient.newHttpClient();

    private IncomingMail quarantined() throws Exception {
        arrives(Letters.from("agent@house.example", EVIL)
                .id("page@house.example")
                .text("Close it. " + EVIL));
        pollAndWork();
        assertThat(only().state()).isEqualTo(MailState.QUARANTINED);
        return only();
    }

    @Test
    void whatWaitsForAPersonIsListedWithItsReasonInBothLanguages() throws Exception {
        quarantined();
        HttpResponse<String> page = get("/mail?state=QUARANTINED", "manager", "en");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("mail never acts for one of us", "&lt;script&gt;")
                .doesNotContain(EVIL);
        assertThat(get("/mail", "manager", "zh").body()).contains("邮件绝不代表员工操作");
        assertThat(get("/mail?state=LIST", "manager", "en").body()).contains("No mail here");
        assertThat(get("/mail?q=%25", "manager", "en").body()).contains("No mail here");
    }

    @Test
    void onlyWhoKeepsTheMailboxesSeesThem() throws Exception {
        long id = quarantined().id();
        for (String page : List.of("/mail", "/mail/" + id)) {
            assertThat(get(page, "agent", "en").statusCode()).isEqualTo(403);
        }
        assertThat(post("/mail/" + id + "/take-in", "agent", "").statusCode()).isEqualTo(403);
        assertThat(get("/mail/" + id + "/letter", "agent", "en").statusCode()).isEqualTo(404);
        assertThat(only().state()).isEqualTo(MailState.QUARANTINED);
    }

    @Test
    void theSourceIsTextThatDoesNothing() throws Exception {
        assertThat(get("/mail/" + quarantined().id(), "manager", "en").body())
                .contains("Close it. &lt;script&gt;")
                .doesNotContain(EVIL);
    }

    @Test
    void discardingAsksForAReasonAndIsRememberedWithItsAuthor() throws Exception {
        long id = quarantined().id();
        assertThat(post("/mail/" + id + "/discard", "manager", " ").statusCode())
                .isEqualTo(422);
        assertThat(only().state()).isEqualTo(MailState.QUARANTINED);
        assertThat(post("/mail/" + id + "/discard", "manager", "A joke").statusCode())
                .isEqualTo(302);
        assertThat(only().state()).isEqualTo(MailState.DISCARDED);
        assertThat(only().detail()).isEqualTo("A joke");
        assertThat(only().settledBy()).isEqualTo("manager");
        assertThat(post("/mail/" + id + "/discard", "manager", "Again").statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatIsTakenInBecomesATicketWithoutAReceiptAndIsNotTakenInTwice() throws Exception {
        long id = quarantined().id();
        assertThat(post("/mail/" + id + "/take-in", "manager", "").statusCode()).isEqualTo(302);
        room.work();
        assertThat(only().state()).isEqualTo(MailState.TICKET);
        assertThat(post("/mail/" + id + "/take-in", "manager", "").statusCode()).isEqualTo(422);
    }

    @Test
    void aMailIsShownAsItWasWrittenInAFrameWithoutRights() throws Exception {
        arrives(Letters.from("li@customer.example", "Page")
                .id("html@customer.example")
                .html("<p onclick=x()>See <b>this</b></p>" + EVIL + "<img src=\"https://track.example/p.gif\">"));
        pollAndWork();
        IncomingMail mail = only();
        assertThat(get("/tickets/" + mail.ticketNumber() + "/mails", "agent", "en")
                        .body())
                .contains("/mail/" + mail.id() + "/letter");
        assertThat(get("/mail/" + mail.id() + "/letter", "agent", "en").body())
                .contains("sandbox=\"allow-same-origin allow-popups", "See this");
        HttpResponse<String> page = get("/mail/" + mail.id() + "/html", "agent", "en");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "sandbox", "frame-ancestors 'self'");
        assertThat(page.body()).contains("See <b>this</b>").doesNotContain("script", "onclick", "track.example");
    }

    @Test
    void everyStateAndEveryReasonHasItsWords() throws Exception {
        for (String bundle : List.of("/messages/mailbox.properties", "/messages/mailbox_zh.properties")) {
            Properties words = new Properties();
            try (var stream = Objects.requireNonNull(getClass().getResourceAsStream(bundle))) {
                words.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            }
            for (MailState state : MailState.values()) {
                assertThat(words).containsKey("MailState." + state);
            }
            for (UnreadableMail.Why why : UnreadableMail.Why.values()) {
                assertThat(words).containsKey("mailbox.reason." + why);
            }
        }
    }

    private HttpResponse<String> get(String path, String user, String language) throws Exception {
        return web.send(
                request(path, user).header("Accept-Language", language).GET().build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String user, String reason) throws Exception {
        return web.send(
                request(path, user)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String user) {
        String login = Base64.getEncoder().encodeToString((user + ":demo-demo-1").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + login)
                .header("Accept", "text/html");
    }
}
