package io.aftercare;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One P1 product fault with 45 % goodwill, from the phone call to the closed ticket, worked by each role in Tasklist in
 * a real Chromium. Screenshots are left in {@code target/screenshots}.
 */
class TasklistBrowserIT extends InBrowser {

    private final Map<String, Page> pages = new HashMap<>();

    @BeforeAll
    static void open() throws Exception {
        start("browser", Map.of());
    }

    @AfterEach
    void close() throws Exception {
        for (Map.Entry<String, Page> page : pages.entrySet()) {
            screenshot(page.getValue(), "last-of-" + page.getKey());
        }
    }

    @Test
    void aProductFaultFromThePhoneCallToTheClosedTicket() {
        String number = report();

        work("engineer", number, "Task_ProposeSolution", form -> {
            choose(form, "Remedy", "Repair");
            type(form, "Steps", "Change the motor");
            when(form, "Done by", Duration.ofDays(2));
            type(form, "Finding", "The motor is burnt out");
            form.getByText("Add new").click();
            choose(form, "Kind", "Cash payment");
            choose(form, "Nature", "Goodwill");
            type(form, "Amount", "269.55");
            screenshot(form.page(), "propose");
        });
        statusIs(number, "AWAITING_APPROVAL");
        work("tech-supervisor", number, "Task_ApproveSolution", form -> {
            screenshot(form.page(), "approve-supervisor");
            pick(form, "Decision", "Approve");
        });
        work("compensation-manager", number, "Task_ApproveSolution", form -> {
            screenshot(form.page(), "approve-compensation");
            pick(form, "Decision", "Approve");
        });
        statusIs(number, "EXECUTING");
        work("engineer", number, "Task_DiagnoseFault", form -> {
            type(form, "Finding at the machine", "The motor is burnt out");
            pick(form, "Does the planned remedy hold?", "Yes");
            pick(form, "Are spare parts needed?", "No");
        });
        work("engineer", number, "Task_RepairProduct", form -> type(form, "Work done", "Motor changed"));
        work("engineer", number, "Task_TestAcceptance", form -> {
            pick(form, "Has the product passed the test?", "Yes");
            type(form, "Root cause", "Worn out");
            type(form, "Summary of the solution", "A new motor");
        });
        work("cashier", number, "Task_PayRefund", form -> {
            form.getByLabel("The amount has been paid").check();
            type(form, "Payment reference", "TX-4711");
        });
        statusIs(number, "AWAITING_CONFIRMATION");
        customersPage(number);
        work("agent", number, "Task_ConfirmResolution", form -> {
            pick(form, "Does the customer confirm", "Yes");
            type(form, "How did the customer say so?", "On the phone");
        });
        statusIs(number, "CONFIRMED");

        api.advance(Duration.ofHours(25));
        work("agent", number, "Task_CallBackCustomer", form -> {
            pick(form, "Was the customer reached?", "Yes");
            pick(form, "Is it solved?", "Yes");
            for (String question : List.of(
                    "Response speed", "Effect of the solution", "Attitude of our staff", "Overall satisfaction")) {
                pick(form, question, "5");
            }
            screenshot(form.page(), "call-back");
        });
        statusIs(number, "CLOSED");
        ticketPage(number);
        assertThat(failures).isEmpty();
    }

    /** The call: a wrong order is refused in one sentence with everything still in the form; then it is right. */
    private String report() {
        Page page = tasklist("agent", "");
        page.getByText("Start process").first().click();
        page.getByText("After-sales", new Page.GetByTextOptions().setExact(false))
                .last()
                .click();
        Locator form = page.locator(".modal-dialog .fjs-container");
        form.waitFor();
        type(form, "Customer number", "C-1001");
        choose(form, "Channel", "Phone");
        type(form, "What the customer reports", "The purifier 净化器 no longer turns 𠮷☕");
        choose(form, "Category", "Product fault");
        choose(form, "Impact", "Normal use");
        choose(form, "Urgency", "High");
        choose(form, "Complexity", "Complex: needs a department");
        type(form, "Order number", "SO-1002");
        start(page).click();
        Locator refusal = page.getByText("SO-1002", new Page.GetByTextOptions().setExact(false))
                .first();
        refusal.waitFor();
        refusal.scrollIntoViewIfNeeded();
        screenshot(page, "refusal");
        assertThat(refusal.textContent()).isEqualTo("SO-1002 is not an order of this customer.");
        assertThat(field(form, "What the customer reports").inputValue())
                .isEqualTo("The purifier 净化器 no longer turns 𠮷☕");
        type(form, "Order number", "SO-1001");
        screenshot(page, "report");
        start(page).click();
        form.waitFor(hidden());
        JsonNode tickets =
                api.get("agent", "/api/tickets?status=CLASSIFIED").is(200).json();
        return StreamSupport.stream(tickets.path("items").spliterator(), false)
                .map(ticket -> ticket.path("number").asText())
                .findFirst()
                .orElseThrow();
    }

    private Locator start(Page page) {
        return page.locator(".modal-dialog")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Start").setExact(true));
    }

    /** Somebody takes his open task of the ticket in Tasklist, fills its form in and completes it. */
    private void work(String user, String number, String key, Form filling) {
        String task = api.tasks(user, number).stream()
                .filter(open -> open.path("key").asText().equals(key))
                .map(open -> open.path("id").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError(user + " sees no " + key + " of " + number));
        Page page = tasklist(user, "#/?task=" + task);
        Locator claim = page.getByText("Claim", new Page.GetByTextOptions().setExact(true));
        Locator form = page.locator(".fjs-container");
        form.waitFor();
        if (claim.isVisible()) {
            claim.click();
            claim.waitFor(hidden());
            form.waitFor();
        }
        filling.fill(form);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Complete").setExact(true))
                .click();
        form.waitFor(hidden());
    }

    private interface Form {
        void fill(Locator form);
    }

    private void ticketPage(String number) {
        Page page = page("agent");
        page.navigate(address + "/tickets/" + number);
        assertThat(page.locator("main")).containsText(number);
        assertThat(page.locator("main")).containsText("净化器");
        assertThat(page.locator("main")).containsText("269.55");
        page.locator("#diagrams svg").first().waitFor();
        screenshot(page, "ticket");
    }

    private void customersPage(String number) {
        JsonNode messages =
                api.get(Api.NOBODY, "/demo/messages?ticket=" + number).is(200).json();
        String link = StreamSupport.stream(messages.spliterator(), false)
                .flatMap(message -> Stream.of(message.path("body").asText().split("\\s")))
                .filter(word -> word.contains("/t/"))
                .findFirst()
                .orElseThrow();
        Page page = page("the-customer");
        page.setViewportSize(360, 740);
        page.navigate(address + URI.create(link).getPath());
        assertThat(page.locator("main")).containsText(number);
        assertThat(page.locator("form[action$='/confirm'] button")).isVisible();
        screenshot(page, "customer");
    }

    private void statusIs(String number, String status) {
        assertThat(api.ticket(number).path("status").asText()).isEqualTo(status);
    }

    /** This person's Tasklist, signed in. */
    private Page tasklist(String user, String place) {
        boolean known = pages.containsKey(user);
        Page page = page(user);
        if (!known) {
            Chromium.signIn(page, address, user);
        }
        // a change of the place alone would not load the page again
        page.navigate("about:blank");
        page.navigate(address + "/camunda/app/tasklist/default/" + place);
        page.getByText("Start process").first().waitFor();
        return page;
    }

    private Page page(String user) {
        return pages.computeIfAbsent(
                user,
                name -> page(new Browser.NewContextOptions().setLocale("en-US").setViewportSize(1500, 1000)));
    }

    private static Locator field(Locator form, String label) {
        return form.locator(".fjs-form-field-textfield, .fjs-form-field-textarea")
                .filter(new Locator.FilterOptions()
                        .setHas(form.page().locator("label").getByText(label)))
                .locator("input, textarea")
                .first();
    }

    private static void type(Locator form, String label, String text) {
        Locator field = field(form, label);
        field.fill(text);
        field.blur();
    }

    private static void choose(Locator form, String label, String option) {
        Locator field = form.locator(".fjs-form-field-select")
                .filter(new Locator.FilterOptions()
                        .setHas(form.page().locator("label").getByText(label)))
                .first();
        field.locator(".fjs-input-group").first().click();
        field.locator(".fjs-dropdownlist-item")
                .getByText(option, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    private static void pick(Locator form, String label, String option) {
        form.locator(".fjs-form-field-radio")
                .filter(new Locator.FilterOptions()
                        .setHas(form.page().locator("label").getByText(label)))
                .locator("label")
                .getByText(option, new Locator.GetByTextOptions().setExact(false))
                .last()
                .click();
    }

    private void when(Locator form, String label, Duration later) {
        String date = api.now().plus(later).toString();
        Locator field = form.locator(".fjs-form-field-datetime")
                .filter(new Locator.FilterOptions()
                        .setHas(form.page().locator("label").getByText(label)));
        Locator day = field.getByPlaceholder("mm/dd/yyyy");
        day.fill(date.substring(5, 7) + "/" + date.substring(8, 10) + "/" + date.substring(0, 4));
        day.press("Enter");
        Locator time = field.getByPlaceholder("hh:mm");
        time.fill("12:00");
        time.press("Enter");
    }

    private static Locator.WaitForOptions hidden() {
        return new Locator.WaitForOptions().setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN);
    }
}
