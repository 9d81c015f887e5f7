package io.aftercare.desk;

import io.aftercare.entitlement.Entitlement;
import io.aftercare.entitlement.EntitlementWords;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What law, warranty or contract gives, as the API answers it and the page shows it (E-01). */
record EntitlementView(
        boolean given,
        String reason,
        int ruleVersion,
        @Nullable Integer daysSincePurchase,
        @Nullable Integer daysSinceDelivery,
        List<GrantView> grants) {

    static EntitlementView of(Entitlement entitlement, EntitlementWords words, Locale locale) {
        return new EntitlementView(
                entitlement.isGiven(),
                words.reason(entitlement, locale),
                entitlement.ruleVersion(),
                entitlement.daysSincePurchase(),
                entitlement.daysSinceDelivery(),
                entitlement.grants().stream()
                        .map(grant -> new GrantView(
                                grant.basis(),
                                words.basis(grant.basis(), locale),
                                words.reason(grant, locale),
                                grant.kinds(),
                                words.kinds(grant, locale),
                                grant.limit() == null ? null : Words.decimal(grant.limit()),
                                words.limit(grant.limit(), locale)))
                        .toList());
    }

    /** One rule that holds; the texts are in the reader's language. */
    record GrantView(
            String basis,
            String basisText,
            String reason,
            List<String> kinds,
            String kindsText,
            @Nullable String limit,
            String limitText) {}
}
