package io.aftercare.portal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages of {@code /help} (4-01), each with the fields that it asks for. */
enum HelpStep {
    INTENT("intent"),
    ORDER("orderNo", "orderPhone", "product", "productSerial"),
    PROBLEM("requestType", "description", "occurredOn", "emergency"),
    FILES("consent"),
    CONTACT("name", "phone", "email", "address"),
    CALL("name", "phone", "callAt", "question");

    static final String BEFORE = "BEFORE";
    static final String AFTER = "AFTER";

    private static final List<HelpStep> AFTER_THE_SALE = List.of(INTENT, ORDER, PROBLEM, FILES, CONTACT);
    private static final List<HelpStep> BEFORE_THE_SALE = List.of(INTENT, CALL);

    private final List<String> fields;

    HelpStep(String... fields) {
        this.fields = List.of(fields);
    }

    List<String> fields() {
        return fields;
    }

    /** The end of its address and of its message keys. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String address() {
        return this == INTENT ? "/help" : "/help/" + slug();
    }

    static Optional<HelpStep> of(String slug) {
        return List.of(values()).stream()
                .filter(step -> step.slug().equals(slug))
                .findFirst();
    }

    /** The way of this request. */
    static List<HelpStep> way(@Nullable String intent) {
        return BEFORE.equals(intent) ? BEFORE_THE_SALE : AFTER_THE_SALE;
    }
}
