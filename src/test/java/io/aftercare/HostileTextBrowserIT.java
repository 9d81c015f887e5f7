package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Media;
import io.aftercare.mailbox.HtmlCleanerTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three hundred texts that would like to be a page, as description, subject, name, note and reason, before everybody who
 * reads them in a real Chromium: staff, customer, Tasklist, on paper (S4). A dialog, a violation of a page's policy or a
 * request to somewhere else is a failure.
 */
@Tag("S4")
class HostileTextBrowserIT {

    private static final int NOTES = 300;
    private static final int TOGETHER = 10;
    private static final int LONGEST_SUBJECT = 150;
    private static final int LONGEST_NAME = 100;

    private static PackagedProgram program;
    private static Playwright playwright;
    private static Browser browser;
    private static URI address;
    private static Api api;

    private final List<String> troubles = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        program = PackagedProgram.start(
                        "hostile",
                        Map.of("SPRING_DATASOURCE_URL", "jdbc:h2:mem:hostile;MODE=MySQL", "AFTERCARE_LANGUAGE", "en"))
                .whenReady();
        address = program.address();
        api = new Api(address);
        playwright = Chromium.playwright();
        browser = Chromium.launch(playwright);
    }

    @AfterAll
    static void close() throws Exception {
        if (playwright != null) {
            playwright.close();
        }
        if (program != null) {
            program.close();
        }
    }

    @Test
    void whatPeopleWroteIsReadAndNeverRun() {
        List<String> texts = texts();
        assertThat(texts).hasSize(NOTES).doesNotHaveDuplicates();
        List<String> numbers = new ArrayList<>();
        String link = "";
        for (int i = 0; i < TOGETHER; i++) {
            String name = texts.get(i * 29 + 2);
            JsonNode made = api.post(
                            "agent",
                            "/api/tickets",
                            Map.of(
                                    "channel",
                                    "PHONE",
                                    "customer",
                                    Map.of("name", cut(name, LONGEST_NAME), "phone", "1390000000" + i),
                                    "subject",
                                    cut(texts.get(i * 30), LONGEST_SUBJECT),
                                    "serviceAddress",
                                    texts.get(i * 30 + 3),
                                    "description",
                                    String.join("\n", texts.subList(i * 30, i * 30 + 30)),
                                    "classification",
                                    Map.of(
                                            "category", "SERVICE_FAILURE",
                                            "impact", "MINOR",
                                            "urgency", "LOW",
                                            "complexity", "COMPLEX")))
                    .is(201)
                    .json();
            numbers.add(made.path("number").asText());
            link = URI.create(made.path("trackingUrl").asText()).getPath();
        }
        String number = numbers.get(TOGETHER - 1);
        for (int i = 0; i < NOTES; i += 3) {
            api.post(
                            "agent",
                            "/api/tickets/" + number + "/notes",
                            Map.of("text", String.join(" ", texts.subList(i, i + 3)), "visibleToCustomer", true))
                    .is(204);
        }
        api.post("agent", "/api/tickets/" + number + "/escalate", Map.of("reason", texts.get(7)))
                .is(204);
        String customer = api.ticket(number).path("customer").path("ref").asText();

        Page staff = page();
        staff.navigate(address + "/login");
        staff.locator("#username").fill("manager");
        staff.locator("#password").fill("demo");
        staff.locator("main form button[type=submit]").click();
        staff.waitForURL(url -> !url.contains("/login"));
        for (String path : Stream.of(
                        "/tickets",
                        "/tickets/" + number,
                        "/tickets/" + number + "/kin",
                        "/tickets/" + number + "/conversation/note",
                        "/tickets/" + number + "/split",
                        "/board",
                        "/board/handover",
                        "/ledger",
                        "/customers?q=1390000000",
                        "/customers/" + customer,
                        "/tickets?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
                        "/customers?q=%22%3E%3Csvg%20onload%3Dalert(1)%3E")
                .toList()) {
            look(staff, path);
        }
        for (String each : numbers.subList(0, 3)) {
            look(staff, "/tickets/" + each);
        }
        assertThat(staff.locator("body").innerText()).as("it is there to be read").contains("alert(1)");
        staff.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        look(staff, "/tickets/" + number);

        look(page(), link);

        staff.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        String task = api.task(number, "Task_ProposeSolution");
        staff.navigate(address + "/camunda/app/tasklist/default/#/?task=" + task);
        staff.waitForLoadState();
        staff.getByText(number).first().waitFor();

        assertThat(troubles).isEmpty();
    }

    private void look(Page page, String path) {
        Objects.requireNonNull(page.navigate(address + path), path);
        page.waitForLoadState();
        assertThat(page.locator("script:not([src]):not([type='application/json'])").count())
                .as(path)
                .isZero();
    }

    /** Fifty texts, each in six surroundings that a page could put it in. */
    private static List<String> texts() {
        return HtmlCleanerTest.payloads().stream()
                .map(text -> text.replaceAll("[\\p{Cntrl}&&[^\\t\\n]]", ""))
                .flatMap(text -> Stream.of(
                        text,
                        "\"'>" + text,
                        "</textarea></title></option>" + text,
                        text.replace("script", "ScRiPt").replace("img", "IMG").replace(" ", "\t"),
                        "' autofocus onfocus='alert(1)' x='" + text,
                        "]]>--!>" + text + "<!--"))
                .toList();
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    private Page page() {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setLocale("en-US"));
        context.addInitScript("document.addEventListener('securitypolicyviolation',"
                + " e => console.error('POLICY ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))");
        Page page = context.newPage();
        page.onDialog(dialog -> {
            troubles.add("dialog on " + page.url());
            dialog.dismiss();
        });
        page.onPageError(error -> troubles.add(error + " on " + page.url()));
        page.onConsoleMessage(message -> {
            if (message.text().startsWith("POLICY")) {
                troubles.add(message.text() + " on " + page.url());
            }
        });
        page.onRequest(request -> {
            String host = Objects.toString(URI.create(request.url().split("[?#]")[0]).getHost(), "");
            if (!host.equals(address.getHost()) && !request.url().startsWith("data:")) {
                troubles.add("asked for " + request.url());
            }
        });
        return page;
    }
}
