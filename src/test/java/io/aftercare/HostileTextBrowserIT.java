package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import io.aftercare.mailbox.HtmlCleanerTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three hundred texts that would like to be a page, as description, subject, name, note and reason, before everybody who
 * reads them in a real Chromium: staff, customer, Tasklist, on paper (S4). A dialog, a violation of a page's policy or a
 * request to somewhere else is a failure.
 */
@Tag("S4")
class HostileTextBrowserIT extends InBrowser {

    private static final int NOTES = 300;
    private static final int TOGETHER = 10;
    private static final int LONGEST_SUBJECT = 150;
    private static final int LONGEST_NAME = 100;

    @BeforeAll
    static void open() throws Exception {
        start("hostile", Map.of());
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

        Page staff = watched(signedIn("manager", "en-US", 1280));
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
        assertThat(staff.locator("body").innerText())
                .as("it is there to be read")
                .contains("alert(1)");
        staff.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        look(staff, "/tickets/" + number);

        look(watched(page("en-US", 1280)), link);
        assertThat(failures).isEmpty();

        Page tasklist = watched(signedIn("ops-staff", "en-US", 1280));
        tasklist.navigate(
                address + "/camunda/app/tasklist/default/#/?task=" + api.task(number, "Task_ProposeSolution"));
        tasklist.waitForFunction("() => (document.body.innerText + Array.from(document.querySelectorAll("
                + "'input, textarea'), field => field.value).join()).includes('alert(1)')");
    }

    private void look(Page page, String path) {
        Objects.requireNonNull(page.navigate(address + path), path);
        page.waitForLoadState();
        assertThat(page.locator("script:not([src]):not([type='application/json'])")
                        .count())
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
                        "<b>"
                                + text.replace("script", "ScRiPt")
                                        .replace("img", "IMG")
                                        .replace(" ", "\t"),
                        "' autofocus onfocus='alert(1)' x='" + text,
                        "]]>--!>" + text + "<!--"))
                .limit(NOTES)
                .toList();
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    /** Whatever runs, breaks the page's policy or asks somebody else is a failure. */
    private Page watched(Page page) {
        page.addInitScript("document.addEventListener('securitypolicyviolation',"
                + " e => console.error('POLICY ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))");
        page.onDialog(dialog -> {
            failures.add("dialog on " + page.url());
            dialog.dismiss();
        });
        page.onConsoleMessage(message -> {
            // AngularJS tries at its start whether it may evaluate, is told no, and does without
            boolean asked = message.text().startsWith("POLICY script-src eval")
                    && page.url().contains("/camunda/app/tasklist/");
            if (message.text().startsWith("POLICY") && !asked) {
                failures.add(message.text() + " on " + page.url());
            }
        });
        page.onRequest(request -> {
            String host =
                    Objects.toString(URI.create(request.url().split("[?#]")[0]).getHost(), "");
            if (!host.equals(address.getHost()) && !request.url().startsWith("data:")) {
                failures.add("asked for " + request.url());
            }
        });
        return page;
    }
}
