package io.aftercare.portal;

import io.aftercare.problem.Checks;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each page of {@code /help} needs; the same at the page and once more when everything is sent. */
final class HelpChecks {

    static final int LONGEST_TEXT = 5_000;

    private static final Set<String> TYPES = Set.of("FAULT", "COMPLAINT", "INQUIRY", "SUGGESTION");
    private static final Set<String> TIMES = Set.of("ANY", "MORNING", "AFTERNOON", "EVENING");
    private static final String PHONE = "\\+?[0-9 ()-]{5,40}";
    private static final String MAIL = "[^\\s@<>\"',;:]+@[^\\s@<>\"',;:]+\\.[^\\s@<>\"',;:]+";

    private HelpChecks() {}

    /** Refuses with everything that this page lacks. */
    static void check(HelpStep step, HelpAnswers answers, LocalDate today) {
        Checks checks = new Checks();
        switch (step) {
            case INTENT ->
                checks.that(
                        answers.is("intent", HelpStep.BEFORE) || answers.is("intent", HelpStep.AFTER),
                        "intent",
                        "field.required");
            case ORDER -> order(checks, answers);
            case PROBLEM -> problem(checks, answers, today);
            case FILES ->
                checks.that(
                        answers.files().isEmpty() || answers.is("consent", "true"),
                        "consent",
                        "portal.consent.missing");
            case CONTACT -> {
                name(checks, answers);
                checks.that(
                        answers.get("phone") != null || answers.get("email") != null, "phone", "portal.help.contact");
                phone(checks, "phone", answers);
                checks.that(fits(answers.get("email"), MAIL), "email", "field.email")
                        .atMost("email", answers.get("email"), 254)
                        .atMost("address", answers.get("address"), 500);
            }
            case CALL -> {
                name(checks, answers);
                checks.required("phone", answers.get("phone"));
                phone(checks, "phone", answers);
                checks.that(
                                answers.get("callAt") == null || TIMES.contains(answers.get("callAt")),
                                "callAt",
                                "field.required")
                        .atMost("question", answers.get("question"), LONGEST_TEXT);
            }
        }
        checks.refuseIfAny();
    }

    private static void order(Checks checks, HelpAnswers answers) {
        checks.atMost("orderNo", answers.get("orderNo"), 64)
                .that(
                        answers.get("orderNo") == null || answers.get("orderPhone") != null,
                        "orderPhone",
                        "portal.help.order-phone-needed")
                .atMost("product", answers.get("product"), 200)
                .atMost("productSerial", answers.get("productSerial"), 100);
        phone(checks, "orderPhone", answers);
    }

    private static void problem(Checks checks, HelpAnswers answers, LocalDate today) {
        String said = answers.get("description");
        checks.that(TYPES.contains(String.valueOf(answers.get("requestType"))), "requestType", "field.required")
                .required("description", said)
                .atMost("description", said, LONGEST_TEXT)
                .that(isDay(answers.get("occurredOn"), today), "occurredOn", "portal.help.day")
                .that(answers.is("emergency", "yes") || answers.is("emergency", "no"), "emergency", "field.required");
        if (said != null) {
            checks.says("description", said);
        }
    }

    private static void name(Checks checks, HelpAnswers answers) {
        checks.required("name", answers.get("name")).atMost("name", answers.get("name"), 100);
    }

    private static void phone(Checks checks, String field, HelpAnswers answers) {
        checks.that(fits(answers.get(field), PHONE), field, "field.phone");
    }

    private static boolean fits(@Nullable String value, String pattern) {
        return value == null || value.matches(pattern);
    }

    private static boolean isDay(@Nullable String value, LocalDate today) {
        if (value == null) {
            return true;
        }
        try {
            LocalDate day = LocalDate.parse(value);
            return !day.isAfter(today) && day.isAfter(today.minusYears(20));
        } catch (DateTimeException noDay) {
            return false;
        }
    }
}
