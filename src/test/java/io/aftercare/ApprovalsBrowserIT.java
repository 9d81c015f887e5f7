package io.aftercare;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Decisions taken on a page as wide as a phone, in both languages, by the manager and by who stands in for her. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalsBrowserIT {

    private static final double PATIENCE = 60_000;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int NARROW = 360;

    private PackagedProgram program;
    private Playwright playwright;
    private Browser browser;
    private Api api;
    private URI address;
    private final List<String> failures = new ArrayList<>();

    @BeforeAll
    void open() throws Exception {
        program = PackagedProgram.start(
                        "approvals",
                        Map.of("SPRING_DATASOURCE_URL", "jdbc:h2:mem:approvals;MODE=MySQL", "AFTERCARE_LANGUAGE", "en"))
                .whenReady();
        address = program.address();
        api = new Api(address);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")));
    }

    @AfterAll
    void close() throws Exception {
        if (playwright != null) {
            playwright.close();
        }
        if (program != null) {
            program.close();
        }
    }

    @Test
    void aManagerAsksBackAndApprovesOnAPhoneInEnglish() {
        String number = overTheLimit();
        Page page = phone("compensation-manager", "en-US");
        page.navigate(address + "/approvals");
        fits(page, "approvals-en");
        page.locator(".approve-list a")
                .filter(new Locator.FilterOptions().setHasText(number))
                .click();
        assertThat(page.locator("main")).containsText("¥269.55");
        assertThat(page.locator("main")).containsText("45 % of the ¥599.00 paid");
        assertThat(page.locator("main")).containsText("SO-1001");
        fits(page, "approval-en");

        page.locator("summary").getByText("Ask back").click();
        page.locator("textarea[name=question]").fill("Why not a voucher?");
        fits(page, "approval-ask-en");
        page.locator("button[value=ask]").click();
        assertThat(page.locator("main")).containsText("Asked. You will hear of the answer.");
        assertThat(page.locator("main")).containsText("Why not a voucher?");

        JsonNode asked = question(number);
        api.post(
                        "engineer",
                        "/api/approvals/questions/" + asked.path("id").asLong() + "/answer",
                        Map.of("answer", "He insists."))
                .is(204);
        page.reload();
        assertThat(page.locator("main")).containsText("He insists.");

        page.locator("summary").getByText("Approve").click();
        assertThat(page.locator("main")).containsText("You approve ¥269.55.");
        fits(page, "approval-confirm-en");
        page.locator("button[value=approve]").click();
        assertThat(page.locator("main")).containsText("Approved.");
        assertThat(api.ticket(number).path("status").asText()).isEqualTo("EXECUTING");
        assertThat(failures).isEmpty();
    }

    @Test
    void aSubstituteDecidesOnBehalfInChineseAndWhatIsDecidedMeanwhileIsSaid() {
        String number = overTheLimit();
        api.post(
                        "compensation-manager",
                        "/api/absences",
                        Map.of(
                                "substitute",
                                "counsel",
                                "from",
                                api.now().toString(),
                                "until",
                                api.now().plus(Duration.ofHours(8)).toString()))
                .is(201);
        Page page = phone("counsel", "zh-CN");
        page.navigate(address + "/approvals");
        assertThat(page.locator("main")).containsText("代");
        fits(page, "approvals-zh");
        page.locator(".approve-list a")
                .filter(new Locator.FilterOptions().setHasText(number))
                .click();
        fits(page, "approval-zh");
        page.locator("summary").getByText("驳回").click();
        page.locator("textarea[name=reason]").fill("超过常规，先说明原因");
        // the manager is faster
        api.done("compensation-manager", number, "Task_ApproveSolution", Map.of("approved", true));
        page.locator("button[value=reject]").click();
        assertThat(page.locator("main")).containsText("超过常规，先说明原因");
        fits(page, "approval-gone-zh");

        String second = overTheLimit();
        page.navigate(address + "/approvals");
        page.locator(".approve-list a")
                .filter(new Locator.FilterOptions().setHasText(second))
                .click();
        page.locator("summary").getByText("同意").click();
        page.locator("button[value=approve]").click();
        assertThat(page.locator("main")).containsText("已同意");
        JsonNode approval = api.ticket(second).path("approvals").get(1);
        assertThat(approval.path("approver").asText()).isEqualTo("counsel");
        assertThat(approval.path("onBehalfOf").asText()).isEqualTo("compensation-manager");
        assertThat(failures).isEmpty();
    }

    @Test
    void anAbsenceIsEnteredAndRevokedOnAPhone() {
        Page page = phone("cashier", "en-US");
        page.navigate(address + "/absences");
        page.locator("input[name=substitute]").fill("cashier");
        page.locator("input[name=from]").fill("2030-01-01T08:00");
        page.locator("input[name=until]").fill("2030-01-02T08:00");
        page.locator("main form[action$='/absences'] button").click();
        assertThat(page.locator("[role=alert]")).containsText("Nobody stands in for himself.");
        assertThat(page.locator("input[name=from]")).hasValue("2030-01-01T08:00");
        page.locator("input[name=substitute]").fill("manager");
        page.locator("main form[action$='/absences'] button").click();
        assertThat(page.locator("[role=status]")).isVisible();
        fits(page, "absences-en");
        page.onDialog(dialog -> dialog.accept());
        page.locator("form[action$='/revoke'] button").click();
        assertThat(page.locator("[role=status]")).containsText("Revoked.");
        assertThat(failures).isEmpty();
    }

    /** A P1 fault whose 45 % goodwill the supervisor has passed: the compensation manager is asked. */
    private String overTheLimit() {
        String number = api.report(
                "agent",
                Map.of(
                        "channel",
                        "PHONE",
                        "customer",
                        Map.of("ref", "C-1001"),
                        "description",
                        "The purifier 净化器 no longer turns and the corridor smells of ozone since yesterday evening",
                        "orderNo",
                        "SO-1001",
                        "classification",
                        Map.of(
                                "category",
                                "PRODUCT_FAULT",
                                "impact",
                                "NORMAL_USE",
                                "urgency",
                                "MEDIUM",
                                "complexity",
                                "COMPLEX")));
        api.done(
                "engineer",
                number,
                "Task_ProposeSolution",
                Map.of(
                        "remedy",
                        "REPAIR",
                        "steps",
                        "Change the motor",
                        "finding",
                        "Burnt out",
                        "expectedCompletionAt",
                        api.now().plus(Duration.ofDays(2)).toString(),
                        "compensations",
                        List.of(Map.of("kind", "CASH", "nature", "GOODWILL", "amount", "269.55", "note", ""))));
        api.done("tech-supervisor", number, "Task_ApproveSolution", Map.of("approved", true));
        return number;
    }

    private JsonNode question(String number) {
        JsonNode waiting =
                api.get("compensation-manager", "/api/approvals").is(200).json();
        for (JsonNode one : waiting) {
            if (one.path("ticket").asText().equals(number)) {
                return one.path("questions").get(0);
            }
        }
        throw new AssertionError(number + " does not wait: " + waiting);
    }

    private Page phone(String user, String language) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setLocale(language).setViewportSize(NARROW, 740));
        context.setDefaultTimeout(PATIENCE);
        Page page = context.newPage();
        page.onPageError(error -> failures.add(user + ": " + error));
        page.navigate(address + "/login");
        page.locator("#username").fill(user);
        page.locator("#password").fill("demo");
        page.locator("main form button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
        return page;
    }

    /** Nothing has to be pushed sideways. */
    private static void fits(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as(name)
                .isLessThanOrEqualTo(NARROW);
    }

    private static Path chromium() {
        String given = System.getenv("AFTERCARE_TEST_BROWSER");
        return Stream.of(
                        Objects.requireNonNullElse(given, ""),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(path -> !path.isEmpty() && new File(path).canExecute())
                .findFirst()
                .map(Path::of)
                .orElseThrow(() -> new IllegalStateException("No Chromium: run script/verify, or install one"));
    }
}
