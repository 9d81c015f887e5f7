package io.aftercare.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.aftercare.Axe;
import io.aftercare.Chromium;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Incidents in a real Chromium: on a phone, by night, in both languages, and nothing happens without a yes. */
class IncidentBrowserIT extends OperationTestSupport {

    @LocalServerPort
    private int port;

    @Autowired
    private ManagementService management;

    @Test
    void incidentsAreReadOnAPhoneAndTriedAgainOnlyAfterAYes() throws Exception {
        String number = ticket("{\"ref\": \"C-1001\"}", "It hums");
        jdbc.update(
                "update outbox_message set state = 'FAILED', last_error = ? where ticket_number = ?",
                "550 5.1.1 mailbox unavailable: " + "x".repeat(300),
                number);
        Job job = management.createJobQuery().timers().listPage(0, 1).get(0);
        management.setJobRetries(job.getId(), 0);
        figures.read();
        try (Playwright playwright = Chromium.playwright();
                Browser browser = Chromium.launch(playwright)) {
            for (String language : List.of("en-US", "zh-CN")) {
                for (int width : new int[] {360, 1280}) {
                    Page page = signedIn(browser, language, width);
                    page.navigate("http://localhost:" + port + "/incidents");
                    page.screenshot(new Page.ScreenshotOptions()
                            .setPath(Path.of("target/screenshots/incidents-" + language + "-" + width + ".png"))
                            .setFullPage(true));
                    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                            .isLessThanOrEqualTo(width);
                    Axe.findsNothingSerious(page);
                    page.context().close();
                }
            }
            Page page = signedIn(browser, "en-US", 360);
            page.navigate("http://localhost:" + port + "/incidents");
            page.onceDialog(Dialog::dismiss);
            page.locator("form[action$='/retry']").last().locator("button").click();
            assertThat(management
                            .createJobQuery()
                            .jobId(job.getId())
                            .singleResult()
                            .getRetries())
                    .isZero();
            page.onceDialog(Dialog::accept);
            page.locator("form[action$='/retry']").last().locator("button").click();
            page.waitForURL(url -> url.contains("done=retried"));
            assertThat(management
                            .createJobQuery()
                            .jobId(job.getId())
                            .singleResult()
                            .getRetries())
                    .isEqualTo(1);
            assertThat(page.locator("[role=status]").innerText()).contains("Tried again: 1");
        }
    }

    private Page signedIn(Browser browser, String language, int width) {
        Page page = browser.newContext(new Browser.NewContextOptions()
                        .setLocale(language)
                        .setColorScheme(width == 360 ? ColorScheme.DARK : ColorScheme.LIGHT)
                        .setViewportSize(width, 800))
                .newPage();
        Chromium.signIn(page, URI.create("http://localhost:" + port), "manager");
        return page;
    }
}
