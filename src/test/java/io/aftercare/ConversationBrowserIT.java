package io.aftercare;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Writing to a customer on the ticket page, in a real Chromium: nothing lost, nothing mixed up, five seconds to regret. */
class ConversationBrowserIT extends InBrowser {

    @BeforeAll
    static void open() throws Exception {
        start("conversation", Map.of());
    }

    @Test
    void aMessageIsTakenBackInTimeAndSentTheSecondTimeWithItsFile() {
        String number = report("ANGRY");
        Page page = ticket("agent", "en-US", 1280, number);
        page.onDialog(Dialog::accept);
        Locator field = page.locator("#composer-message textarea");
        field.fill("We come tomorrow.");
        page.locator("#composer-message .add-files summary").click();
        page.locator("#composer-message input[type=file]")
                .setInputFiles(new FilePayload(
                        "plan.txt", "text/plain", "9:00 at your door".getBytes(StandardCharsets.UTF_8)));
        page.locator("#composer-message .add-files button").click();
        assertThat(page.locator("#composer-message .said-files")).containsText("plan.txt");
        assertThat(field).hasValue("We come tomorrow.");

        page.locator("#composer-message [data-send]").click();
        page.locator("#undo-message").click();
        assertThat(field).hasValue("We come tomorrow.");
        assertThat(messages(number)).doesNotContain("We come tomorrow.");

        page.locator("#composer-message [data-send]").click();
        Locator said = page.locator(".said-house").filter(new Locator.FilterOptions().setHasText("We come tomorrow."));
        said.waitFor();
        assertThat(said).containsText("plan.txt");
        assertThat(field).hasValue("");
        assertThat(messages(number)).contains("We come tomorrow.", "One file goes with this message");
        screenshot(page, "conversation");
    }

    @Test
    void aDraftSurvivesAReloadAndTheNoteIsAnotherField() {
        String number = report("CALM");
        Page page = ticket("agent", "en-US", 1280, number);
        page.locator("#composer-message textarea").pressSequentially("Dear Mr Zh");
        assertThat(page.locator("#composer-message [data-state]")).hasText("Draft kept.");
        page.reload();
        assertThat(page.locator("#composer-message textarea")).hasValue("Dear Mr Zh");

        page.locator("[data-tab=note]").click();
        assertThat(page.locator("#composer-message textarea")).isHidden();
        page.locator("#composer-note textarea").fill("He has called three times.");
        page.locator("#composer-note textarea").press("Control+Enter");
        page.locator(".said-internal").waitFor();
        assertThat(page.locator(".said-internal")).containsText("He has called three times.");
        assertThat(messages(number)).doesNotContain("He has called three times.");
    }

    @Test
    void aCannedReplyIsPickedWithTheKeyboardAndThePreviewIsTheLetter() {
        String number = report("ANGRY");
        Page page = ticket("agent", "en-US", 1280, number);
        assertThat(page.locator(".script")).containsText("The customer is angry");
        Locator field = page.locator("#composer-message textarea");
        field.pressSequentially("/pho");
        assertThat(page.locator("[data-picker] [role=option]")).hasCount(1);
        field.press("Enter");
        assertThat(field).hasValue(java.util.regex.Pattern.compile(".*" + number + ".*"));
        page.locator("#composer-message button[hx-post$=preview]").click();
        assertThat(page.locator("#letter .prose")).containsText("Dear 张伟");
        assertThat(page.locator("#letter")).containsText(number);
    }

    @Test
    void twoWhoWriteSeeEachOtherAndNobodyAnswersPastANewWord() {
        String number = report("CALM");
        Page first = ticket("agent", "en-US", 1280, number);
        first.locator("#composer-message textarea").pressSequentially("I am on it");
        first.waitForResponse(
                answer -> answer.url().endsWith("/presence"),
                () -> first.evaluate("document.dispatchEvent(new Event('visibilitychange'))"));
        Page second = ticket("agent2", "en-US", 1280, number);
        assertThat(second.locator("[data-presence]")).containsText("is writing on this ticket");

        second.onDialog(Dialog::accept);
        second.locator("#composer-message textarea").fill("Please send a photo.");
        api.post(
                        "agent",
                        "/api/tickets/" + number + "/notes",
                        Map.of("text", "Already answered.", "visibleToCustomer", true))
                .is(204);
        second.locator("#composer-message [data-send]").click();
        assertThat(second.locator("#composer-message [data-refusal]")).containsText("Something new was said");
        assertThat(second.locator("#thread")).containsText("Already answered.");
        assertThat(second.locator("#composer-message textarea")).hasValue("Please send a photo.");
        second.locator("#composer-message [data-send]").click();
        second.locator("#undo-message").waitFor();
    }

    @Test
    void itWorksOnAPhoneAndInChineseAndShutsNobodyOut() {
        String number = report("ANGRY");
        api.post("agent", "/api/tickets/" + number + "/notes", Map.of("text", "内部 𠮷", "visibleToCustomer", false))
                .is(204);
        for (String language : List.of("zh-CN", "en-US")) {
            for (int width : List.of(360, 1280)) {
                Page page = ticket("agent", language, width, number);
                assertThat(page.locator("#conversation-title"))
                        .hasText(language.startsWith("zh") ? "沟通记录" : "Conversation");
                assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                        .isLessThanOrEqualTo(width);
                Axe.findsNothingSerious(page, "#diagrams");
                page.navigate(address + "/replies");
                assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                        .isLessThanOrEqualTo(width);
                Axe.findsNothingSerious(page);
            }
        }
    }

    private static String report(String mood) {
        return api.report(
                "agent",
                Map.of("channel", "PHONE", "customer", Map.of("ref", "C-1001"), "description", "净化器不转了", "mood", mood));
    }

    /** Everything that was told to the ticket's customer, as text. */
    private static String messages(String number) {
        return api.get("admin", "/demo/messages?ticket=" + number).is(200).body();
    }

    private Page ticket(String user, String language, int width, String number) {
        Page page = signedIn(user, language, width);
        page.navigate(address + "/tickets/" + number);
        page.locator("[data-tabs]").waitFor();
        return page;
    }
}
