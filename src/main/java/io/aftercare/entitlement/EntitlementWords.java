package io.aftercare.entitlement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says an entitlement in a reader's words, the same on the ticket page, in the API and in Tasklist (E-01). */
@Component
public class EntitlementWords {

    private final MessageSource messages;

    EntitlementWords(MessageSource messages) {
        this.messages = messages;
    }

    /** One line per grant, or the one sentence why there is none, without the version. */
    public List<String> lines(Entitlement entitlement, Locale locale) {
        if (!entitlement.isGiven()) {
            return List.of(reason(entitlement, locale));
        }
        List<String> lines = new ArrayList<>();
        for (Entitlement.Grant grant : entitlement.grants()) {
            lines.add(basis(grant.basis(), locale)
                    + text("entitlement.colon", locale)
                    + reason(grant, locale)
                    + " · "
                    + kinds(grant, locale)
                    + " · "
                    + limit(grant.limit(), locale));
        }
        return lines;
    }

    /** Why something is given (the first grant's reason), or why nothing is. */
    public String reason(Entitlement entitlement, Locale locale) {
        if (entitlement.isGiven()) {
            return reason(entitlement.grants().get(0), locale);
        }
        if (!entitlement.ordered()) {
            return text("entitlement.none.no-order", locale);
        }
        Integer delivered = entitlement.daysSinceDelivery();
        return delivered == null
                ? text("entitlement.none.undelivered", locale)
                : text("entitlement.none.no-rule", locale, delivered.toString());
    }

    public String reason(Entitlement.Grant grant, Locale locale) {
        String text = messages.getMessage("entitlement.reason." + grant.reason(), null, grant.reason(), locale);
        return Objects.requireNonNullElse(text, grant.reason());
    }

    /** For example "warranty"; the code itself where an owner invented one. */
    public String basis(String basis, Locale locale) {
        return Objects.requireNonNullElse(messages.getMessage("EntitlementBasis." + basis, null, basis, locale), basis);
    }

    public String version(Entitlement entitlement, Locale locale) {
        return text("entitlement.version", locale, Integer.toString(entitlement.ruleVersion()));
    }

    public String kinds(Entitlement.Grant grant, Locale locale) {
        if (grant.kinds().contains(Entitlement.Grant.EVERY_KIND)) {
            return text("entitlement.every-kind", locale);
        }
        return String.join(
                text("entitlement.comma", locale),
                grant.kinds().stream()
                        .map(kind -> Objects.requireNonNullElse(
                                messages.getMessage("Kind." + kind, null, kind, locale), kind))
                        .toList());
    }

    public String limit(@Nullable BigDecimal limit, Locale locale) {
        return limit == null
                ? text("entitlement.no-limit", locale)
                : text("entitlement.limit", locale, "¥" + String.format(Locale.ROOT, "%,.2f", limit));
    }

    private String text(String key, Locale locale, Object... arguments) {
        return Objects.requireNonNullElse(messages.getMessage(key, arguments, key, locale), key);
    }
}
