package io.aftercare.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What may leave as a short message at all (E-07, 4.10): an approved template, a number, and variables in their limits. */
@Component
class ShortMessages {

    private final SmsProperties properties;
    private final Pattern phones;
    private final ObjectMapper json = new ObjectMapper();

    ShortMessages(SmsProperties properties) {
        this.properties = properties;
        this.phones = Pattern.compile(properties.phones());
    }

    /** Why this one cannot leave as a short message; null when it can. */
    @Nullable
    String reasonNot(Template template, Locale language, String phone) {
        if (properties.url() == null) {
            return "no SMS gateway is configured";
        }
        if (properties.templateId(template, language.getLanguage()).isEmpty()) {
            return "no approved SMS template for " + template + " in " + language.getLanguage();
        }
        return phones.matcher(digits(phone)).matches() ? null : "the phone number is none that the SMS gateway takes";
    }

    /** The variables of the approved text as a JSON object. */
    String variables(Template template, Map<String, String> words) {
        Map<String, String> variables = new LinkedHashMap<>();
        SmsProperties.Approved approved = properties.templates().get(template);
        if (approved != null) {
            for (String name : approved.variables()) {
                variables.put(name, variable(words.getOrDefault(name, "")));
            }
        }
        try {
            return json.writeValueAsString(variables);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** In one line, without what would look like a second signature, and no longer than operators allow. */
    private String variable(String value) {
        if (value.equals(Notifier.LINK_MARK)) {
            return value;
        }
        String line = value.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ")
                .replaceAll("[【】]", "")
                .strip();
        int points = line.codePointCount(0, line.length());
        return points <= properties.longestVariable()
                ? line
                : line.substring(0, line.offsetByCodePoints(0, properties.longestVariable() - 1)) + "…";
    }

    static String digits(String phone) {
        return phone.replaceAll("[\\s()-]", "");
    }
}
