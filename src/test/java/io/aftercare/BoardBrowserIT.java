package io.aftercare;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The SLA board in a real Chromium (3-11): live, filtered, on a phone, in both languages; and calendars beside it. */
class BoardBrowserIT extends InBrowser {

    private static final Duration PROMISED = Duration.ofSeconds(2);

    @BeforeAll
    static void open() throws Exception {
        start("board", Map.of());
    }

    @Test
    void aNewTicketStandsOnTheBoardWithinTwoSecondsWithItsThreeNearestClocks() {
        Page page = board("manager", "en-US", 1280, "");
        page.evaluate("window.neverReloaded = true");

        String number = report("The boiler shows E-17", "PRODUCT_FAULT");
        long answered = System.nanoTime();
        Locator card = card(page, number);
        card.waitFor();
        Duration taken = Duration.ofNanos(System.nanoTime() - answered);

        assertThat(taken).isLessThan(PROMISED);
        assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);
        assertThat(card.locator(".card-clock")).hasCount(3);
        assertThat(card.locator(".card-clock .clock-left").first())
                .hasText(Pattern.compile("^\\d+ h( \\d+ min)? left$"));
        assertThat(card).containsText("The boiler shows E-17");
        assertThat(card).containsText("Technical");
        screenshot(page, "board");

        // what changes on it is seen as fast, though no clock changed: somebody takes its task
        String task = api.task(number, "Task_ProposeSolution");
        api.post("engineer", "/api/tasks/" + task + "/claim", Map.of()).is(204);
        assertThat(card).containsText("Haoran Li", soon());

        card.locator(".card-link").click();
        page.waitForURL("**/tickets/" + number);
        assertThat(page.locator(".part-clocks")).containsText("Why this time?");
    }

    @Test
    void theFilterTheFocusAndThePlaceOnThePageStayWhenTheBoardChanges() {
        for (int i = 0; i < 6; i++) {
            report("Filler " + i, "PRODUCT_FAULT");
        }
        Page page = board("manager", "en-US", 360, "");
        Locator department = page.locator("select[name=department]");
        department.selectOption("technical");
        page.waitForURL("**/board?department=technical");
        department.focus();

        String complaint = report("Rude on the phone", "SERVICE_FAILURE");
        String fault = report("It smells", "PRODUCT_FAULT");
        card(page, fault).waitFor();

        assertThat(card(page, complaint)).hasCount(0);
        assertThat(department).hasValue("technical");
        assertThat(department).isFocused();

        // a reader in the middle of the page keeps what he reads
        // (in one step of the page: between two the board may bring its next lines)
        String last = (String) page.evaluate("""
                () => {
                  const card = [...document.querySelectorAll('.board-card')].at(-1);
                  card.querySelector('.card-link').focus();
                  card.scrollIntoView({block: 'nearest'});
                  window.topBefore = card.getBoundingClientRect().top;
                  return card.dataset.number;
                }""");
        assertThat(page.evaluate("window.scrollY > 200")).isEqualTo(true);
        String newest = report("And another", "PRODUCT_FAULT");
        card(page, newest).waitFor();
        assertThat(card(page, last).locator(".card-link")).isFocused();
        Number moved = (Number) card(page, last)
                .evaluate("card => Math.round(Math.abs(card.getBoundingClientRect().top - window.topBefore))");
        assertThat(moved.intValue()).isZero();
    }

    @Test
    void onAPhoneInChineseNothingStandsOutAndTheTimeLeftIsText() {
        String number = report("洗碗机漏水 𠮷", "PRODUCT_FAULT");
        Page page = board("manager", "zh-CN", 360, "");
        assertThat(page.locator("h1")).hasText("时限看板");
        assertThat(card(page, number).locator(".clock-left").first()).containsText("剩余");
        assertThat(card(page, number)).containsText("洗碗机漏水 𠮷");
        assertThat(width(page)).isLessThanOrEqualTo(360);
        screenshot(page, "board-phone");
        page.navigate(address + "/board/handover");
        assertThat(page.locator("h1")).containsText("交接班");
        assertThat(width(page)).isLessThanOrEqualTo(360);
        page.navigate(address + "/tickets/" + number);
        page.locator(".why summary").first().click();
        assertThat(page.locator(".why-lines li").first()).isVisible();
        assertThat(width(page)).isLessThanOrEqualTo(360);
    }

    @Test
    void whoIsSignedOutElsewhereIsToldAndNotShownAnythingNew() throws Exception {
        Page page = board("tech-supervisor", "en-US", 1280, "");
        Page other = page.context().newPage();
        other.navigate(address + "/tickets");
        other.locator("form[action$='/logout'] button").click();
        other.waitForURL("**/login?logout");
        page.bringToFront();
        assertThat(page.locator("[data-live]")).containsText("You are signed out.");
        String number = report("Not for strangers", "PRODUCT_FAULT");
        assertThat(card(page, number)).hasCount(0);
        assertThat(program.log()).doesNotContain("response is already committed");
    }

    @Test
    void aNoteOfTheShiftIsKept() {
        Page page = signedIn("agent", "en-US", 1280);
        page.navigate(address + "/board/handover");
        page.locator(".write-note summary").click();
        page.locator("textarea[name=text]").fill("Ms Wang 𠮷 expects a call at six");
        page.locator(".write-note button").click();
        assertThat(page.locator("[data-done]")).isVisible();
        assertThat(page.locator("main")).containsText("Ms Wang 𠮷 expects a call at six");
        screenshot(page, "handover");
    }

    @Test
    void aCalendarIsTriedOutOnWhatRunsBeforeItIsSavedAndARefusalLosesNothing() {
        String number = report("Counts by service hours", "COMPLAINT");
        Page page = signedIn("manager", "en-US", 1280);
        page.navigate(address + "/calendars");
        page.locator("a.mono").getByText("SERVICE_HOURS").click();
        Locator monday = page.locator("input[name='hours.MONDAY']");
        String before = monday.inputValue();

        monday.fill("09:00-12:00, 11:00-18:00");
        page.locator("textarea[name=closed]").fill("2027-01-01..2027-01-03 New Year 𠮷");
        act(page, "save");
        assertThat(page.locator(".notice-bad")).containsText("overlap");
        assertThat(monday).hasValue("09:00-12:00, 11:00-18:00");
        assertThat(page.locator("textarea[name=closed]")).hasValue("2027-01-01..2027-01-03 New Year 𠮷");

        for (String day : List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")) {
            page.locator("input[name='hours." + day + "']").fill("03:00-03:30");
        }
        act(page, "preview");
        assertThat(page.locator("#moves")).containsText(number);
        assertThat(page.locator("#moves")).containsText("later");
        screenshot(page, "calendar-preview");
        assertThat(api.get("manager", "/api/calendars/SERVICE_HOURS")
                        .is(200)
                        .json()
                        .path("version")
                        .asInt())
                .as("nothing is saved by looking")
                .isEqualTo(1);

        for (String day : List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")) {
            page.locator("input[name='hours." + day + "']").fill(before);
        }
        act(page, "save");
        assertThat(page.locator("[data-done]")).containsText("Version 2 is saved.");
        assertThat(page.locator("textarea[name=closed]")).hasValue(Pattern.compile("2027-01-03 New Year 𠮷$"));

        api.getPage("engineer", "/calendars").is(403);
    }

    private static void act(Page page, String action) {
        page.locator("p.row-between button[value=" + action + "]").click();
        page.waitForLoadState();
    }

    @Test
    void theNodeStopsQuicklyAlthoughPagesAreLive() throws Exception {
        PackagedProgram stopping = PackagedProgram.start(
                        "board-stop", Map.of("SPRING_DATASOURCE_URL", "jdbc:h2:mem:stop;MODE=MySQL"))
                .whenReady();
        try {
            Page page = board(stopping.address(), "manager", "en-US", 1280, "");
            long begin = System.nanoTime();
            stopping.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(12));
            assertThat(stopping.log()).doesNotContain("Graceful shutdown aborted");
            assertThat(page.locator("[data-live]")).containsText("Disconnected, trying again");
        } finally {
            stopping.close();
        }
    }

    private String report(String text, String category) {
        return api.report(
                "agent",
                Map.of(
                        "channel",
                        "PHONE",
                        "customer",
                        Map.of("ref", "C-1001"),
                        "description",
                        text,
                        "classification",
                        Map.of(
                                "category", category,
                                "impact", "NORMAL_USE",
                                "urgency", "HIGH",
                                "complexity", "COMPLEX")));
    }

    private static LocatorAssertions.ContainsTextOptions soon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PROMISED.toMillis());
    }

    private static Locator card(Page page, String number) {
        return page.locator(".board-card[data-number='" + number + "']");
    }

    private Page board(String user, String language, int width, String query) {
        return board(address, user, language, width, query);
    }

    private Page board(URI at, String user, String language, int width, String query) {
        Page page = page(language, width);
        Chromium.signIn(page, at, user);
        page.navigate(at + "/board" + query);
        page.locator(".live-on").waitFor();
        return page;
    }

    private static int width(Page page) {
        return ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
    }
}
