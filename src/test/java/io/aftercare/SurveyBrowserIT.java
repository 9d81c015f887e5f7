package io.aftercare;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Surveys, the suggestion box and the caller's screen in a real Chromium, both languages, phone and desk. */
class SurveyBrowserIT extends InBrowser {

    private static final int MOST_TAPS = 8;
    private static final Pattern LINK = Pattern.compile("/s/[A-Za-z0-9_-]{43}");

    @BeforeAll
    static void open() throws Exception {
        start("survey", Map.of());
    }

    @ParameterizedTest
    @CsvSource({"en-US, 360", "zh-CN, 360", "en-US, 1280", "zh-CN, 1280"})
    void aSurveyIsAnsweredWithAFewTapsOnOnePageAndOnlyOnce(String language, int width) {
        String link = surveyLink();
        Page page = page(language, width);
        page.navigate(address + link);
        fits(page, width, "survey-" + language + "-" + width);
        Axe.findsNothingSerious(page);

        int taps = 0;
        for (String field : List.of("resolved", "overall", "speed", "effect", "attitude")) {
            String value = field.equals("resolved") ? "true" : field.equals("speed") ? "4" : "5";
            page.locator("label.pick:has(input[name=" + field + "][value='" + value + "'])")
                    .click();
            taps++;
        }
        page.locator("main form button.primary").click();
        taps++;
        assertThat(taps).isLessThanOrEqualTo(MOST_TAPS);
        assertThat(page.locator("main h1")).hasText(language.startsWith("zh") ? "感谢您的反馈" : "Thank you");
        Axe.findsNothingSerious(page);
        page.navigate(address + link);
        assertThat(page.locator("main form")).hasCount(0);
    }

    @Test
    void whatIsMissingIsSaidAndNothingTypedIsLost() {
        String link = surveyLink();
        Page page = page("en-US", 360);
        page.navigate(address + link);
        page.evaluate("document.querySelectorAll('[required]').forEach(each => each.removeAttribute('required'))");
        page.locator("label.pick:has(input[name=overall][value='4'])").click();
        page.locator("textarea[name=suggestion]").fill("Ring before you come");
        page.locator("main form button.primary").click();
        assertThat(page.locator("#problem")).containsText("Is your problem solved?");
        assertThat(page.locator("textarea[name=suggestion]")).hasValue("Ring before you come");
        assertThat(page.locator("input[name=overall][value='4']")).isChecked();
        Axe.findsNothingSerious(page);
    }

    @ParameterizedTest
    @CsvSource({"en-US, 360", "zh-CN, 360", "en-US, 1280", "zh-CN, 1280"})
    void theSuggestionBoxTakesAWordFromAnybody(String language, int width) {
        Page page = page(language, width);
        page.navigate(address + "/suggest");
        fits(page, width, "suggest-" + language + "-" + width);
        Axe.findsNothingSerious(page);
        page.locator("textarea[name=text]").fill("周末也上门 " + language + width);
        page.locator("input[name=email]").fill("li@customer.example");
        page.locator("main form button.primary").click();
        assertThat(page.locator("[role=status]")).containsText("F-");
        Axe.findsNothingSerious(page);
    }

    @ParameterizedTest
    @CsvSource({"en-US, 1280", "zh-CN, 360"})
    void aCallerTakesTheCallSeesTheNumberAndRecordsWhatWasSaid(String language, int width) {
        String number = callDue();
        Page page = signedIn("agent2", language, width);
        page.navigate(address + "/calls");
        fits(page, width, "calls-" + language);
        Axe.findsNothingSerious(page);
        page.locator("section.card")
                .filter(new Locator.FilterOptions().setHasText(number))
                .locator("a.button")
                .click();
        assertThat(page.locator("a[href^='tel:']")).hasCount(0);
        page.locator("form[action$='/take'] button").click();
        assertThat(page.locator("a[href^='tel:']")).isVisible();
        fits(page, width, "call-" + language);
        Axe.findsNothingSerious(page);
        for (String field : List.of("overall", "speed", "effect", "attitude")) {
            page.locator("input[name=" + field + "][value='5']").check();
        }
        page.locator("input[name=resolved][value='true']").check();
        page.locator("form[action$='/reached'] button").click();
        assertThat(page.locator("[data-done]")).isVisible();
        assertThat(api.ticket(number).path("status").asText()).isEqualTo("CLOSED");

        page.navigate(address + "/tickets/" + number);
        assertThat(page.locator("#survey-answers")).containsText("5/5");
        page.navigate(address + "/ledger");
        fits(page, width, "ledger-" + language);
        Axe.findsNothingSerious(page);
    }

    @ParameterizedTest
    @CsvSource({"en-US, 1280", "zh-CN, 360"})
    void theInboxTheEditorAndTheResultsCanBeReadByEverybody(String language, int width) {
        Page page = signedIn("manager", language, width);
        page.onDialog(Dialog::accept);
        page.navigate(address + "/suggest");
        page.locator("textarea[name=text]").fill("Longer warranty " + language);
        page.locator("main form button.primary").click();
        page.navigate(address + "/feedback");
        fits(page, width, "feedback-" + language);
        Axe.findsNothingSerious(page);
        page.locator("tbody a").last().click();
        page.locator("select[name=category]").selectOption("PRODUCT");
        page.locator("select[name=department]").selectOption("product");
        page.locator("form[action$='/classify'] button").click();
        page.locator("input[name=outcome][value=NOT_ADOPTED]").check();
        page.locator("form[action$='/decide'] button").click();
        assertThat(page.locator("[role=alert]")).isVisible();
        page.locator("input[name=outcome][value=NOT_ADOPTED]").check();
        page.locator("textarea[name=reason]").fill("The law gives two years already.");
        page.locator("form[action$='/decide'] button").click();
        fits(page, width, "feedback-one-" + language);
        Axe.findsNothingSerious(page);
        page.locator("form[action$='/answer'] button").click();
        page.locator("form[action$='/close'] button").click();
        assertThat(page.locator("form[action$='/close']")).hasCount(0);
        for (String path : List.of("/surveys", "/surveys/questionnaire", "/surveys/results")) {
            page.navigate(address + path);
            fits(page, width, path.substring(1).replace('/', '-') + "-" + language);
            Axe.findsNothingSerious(page);
        }
    }

    /** Of a simple request: only the link asks. */
    private static String surveyLink() {
        String number = api.report(
                "agent",
                Map.of(
                        "channel",
                        "PHONE",
                        "customer",
                        Map.of("ref", "C-1003"),
                        "description",
                        "How do I reset the lamp?",
                        "classification",
                        Map.of(
                                "category",
                                "INQUIRY",
                                "impact",
                                "MINOR",
                                "urgency",
                                "LOW",
                                "complexity",
                                "SIMPLE",
                                "answer",
                                "Press it for three seconds.")));
        api.advance(Duration.ofHours(25));
        for (JsonNode message : api.get(Api.NOBODY, "/demo/messages").is(200).json()) {
            Matcher link = LINK.matcher(message.path("body").asText());
            if (message.toString().contains(number) && link.find()) {
                return link.group();
            }
        }
        throw new AssertionError("no link for " + number);
    }

    /** A ticket whose customer has to be called, at a time when that is done. */
    private static String callDue() {
        String number = api.report(
                "agent",
                Map.of(
                        "channel",
                        "PHONE",
                        "customer",
                        Map.of("ref", "C-1001"),
                        "description",
                        "净化器送货迟到三天",
                        "classification",
                        Map.of(
                                "category",
                                "SERVICE_FAILURE",
                                "impact",
                                "MINOR",
                                "urgency",
                                "MEDIUM",
                                "complexity",
                                "COMPLEX")));
        api.done(
                "ops-staff",
                number,
                "Task_ProposeSolution",
                Map.of(
                        "remedy", "COUPON",
                        "steps", "A voucher",
                        "expectedCompletionAt",
                                api.now().plus(Duration.ofDays(2)).toString()));
        api.done(
                "ops-staff",
                number,
                "Task_ExecuteSolution",
                Map.of("outcome", "Sent", "rootCause", "Courier", "resolutionSummary", "Voucher"));
        api.advance(Duration.ofHours(25));
        // calling hours are 9 to 21 in Shanghai
        int hour = api.now().atZone(java.time.ZoneId.of("Asia/Shanghai")).getHour();
        if (hour < 9 || hour >= 20) {
            api.advance(Duration.ofHours((33 - hour) % 24));
        }
        return number;
    }
}
