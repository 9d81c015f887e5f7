package io.aftercare;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Decisions taken on a page as wide as a phone, in both languages, by the manager and by who stands in for her. */
class ApprovalsBrowserIT extends InBrowser {

    private static final int NARROW = 360;

    @BeforeAll
    static void open() throws Exception {
        start("approvals", Map.of());
    }

    @Test
    void aManagerAsksBackAndApprovesOnAPhoneInEnglish() {
        String number = overTheLimit();
        Page page = signedIn("compensation-manager", "en-US", NARROW);
        page.navigate(address + "/approvals");
        fits(page, NARROW, "approvals-en");
        page.locator(".approve-list a")
                .filter(new Locator.FilterOptions().setHasText(number))
                .click();
        assertThat(page.locator("main")).containsText("¥269.55");
        assertThat(page.locator("main")).containsText("45 % of the ¥599.00 paid");
        assertThat(page.locator("main")).containsText("SO-1001");
        fits(page, NARROW, "approval-en");

        page.locator("summary").getByText("Ask back").click();
        page.locator("textarea[name=question]").fill("Why not a voucher?");
        fits(page, NARROW, "approval-ask-en");
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
        fits(page, NARROW, "approval-confirm-en");
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
        Page page = signedIn("counsel", "zh-CN", NARROW);
        page.navigate(address + "/approvals");
        assertThat(page.locator("main")).containsText("代");
        fits(page, NARROW, "approvals-zh");
        page.locator(".approve-list a")
                .filter(new Locator.FilterOptions().setHasText(number))
                .click();
        fits(page, NARROW, "approval-zh");
        page.locator("summary").getByText("驳回").click();
        page.locator("textarea[name=reason]").fill("超过常规，先说明原因");
        // the manager is faster
        api.done("compensation-manager", number, "Task_ApproveSolution", Map.of("approved", true));
        page.locator("button[value=reject]").click();
        assertThat(page.locator("main")).containsText("超过常规，先说明原因");
        fits(page, NARROW, "approval-gone-zh");

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
        Page page = signedIn("cashier", "en-US", NARROW);
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
        fits(page, NARROW, "absences-en");
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
}
