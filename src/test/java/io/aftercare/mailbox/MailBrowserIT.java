package io.aftercare.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.LoadState;
import io.aftercare.Axe;
import io.aftercare.Chromium;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Hostile mail in a real Chromium (S4): nothing in it runs, and nobody elsewhere hears that it was read. */
@Tag("S4")
class MailBrowserIT extends MailboxTestSupport {

    @LocalServerPort
    private int port;

    private final List<String> troubles = new ArrayList<>();

    @Test
    void noPayloadRunsInTheListInTheSourceOnTheTicketOrInTheMail() throws Exception {
        List<String> payloads = HtmlCleanerTest.payloads();
        for (int at = 0; at < payloads.size(); at++) {
            String payload = payloads.get(at).replaceAll("[\\p{Cntrl}]", " ");
            arrives(Letters.from("Eve <eve" + at + "@elsewhere.example>", payload)
                    .id("payload" + at + "@elsewhere.example")
                    .html("<p>before</p>" + payloads.get(at) + "<p>after</p>"));
        }
        arrives(Letters.from("agent@house.example", "<img src=x onerror=alert(1)>")
                .id("source@elsewhere.example")
                .text(String.join("\n", payloads)));
        pollAndWork();
        assertThat(mails.counts()).containsEntry(MailState.TICKET, (long) payloads.size());
        try (Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright)) {
            Page page = signedIn(browser, "en-US", 1280);
            open(page, "/mail");
            open(page, "/mail?state=QUARANTINED");
            IncomingMail waiting = mails.find(new MailFilter(MailState.QUARANTINED, null, null), 0, 1)
                    .get(0);
            open(page, "/mail/" + waiting.id());
            Axe.findsNothingSerious(page);
            for (IncomingMail mail : mails.find(new MailFilter(MailState.TICKET, null, null), 0, 100)) {
                open(page, "/mail/" + mail.id() + "/html");
                assertThat(page.locator("script, style, iframe, object, form").count())
                        .as(mail.subject())
                        .isZero();
                if (mail.id() % 10 == 0) {
                    open(page, "/mail/" + mail.id() + "/letter");
                    open(page, "/tickets/" + mail.ticketNumber());
                }
            }
            Page phone = signedIn(browser, "zh-CN", 360);
            open(phone, "/mail");
            Axe.findsNothingSerious(phone);
            assertThat((Integer) phone.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(360);
            open(phone, "/mail/" + waiting.id());
            assertThat((Integer) phone.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(360);
        }
        assertThat(troubles).isEmpty();
    }

    private Page signedIn(Browser browser, String language, int width) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setLocale(language).setViewportSize(width, 800));
        Page page = context.newPage();
        page.onDialog(dialog -> {
            troubles.add("dialog on " + page.url());
            dialog.dismiss();
        });
        page.onPageError(error -> troubles.add(error + " on " + page.url()));
        page.onRequest(request -> {
            String host =
                    Objects.toString(URI.create(request.url().split("[?#]")[0]).getHost(), "");
            if (!host.equals("localhost")) {
                troubles.add("fetched " + request.url());
            }
        });
        page.navigate(address("/login"));
        page.fill("input[name=username]", "manager");
        page.fill("input[name=password]", "demo-demo-1");
        page.click("button[type=submit]:not(.button-quiet)");
        page.waitForURL(url -> !url.contains("/login"));
        return page;
    }

    private void open(Page page, String path) {
        page.navigate(address(path));
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }
}
