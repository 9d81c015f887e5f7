package io.aftercare.notification;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The gateway for short messages, as operators require it (E-07): approved templates with variables, never free text.
 *
 * @param url address of the gateway; absent: short messages stay in the log
 * @param headers for example {@code Authorization}; values are secrets
 * @param body JSON in which {@code {phone}}, {@code {sign}}, {@code {template}}, {@code {id}}, {@code {variables}} (an
 *     object) and {@code {variables-text}} (the same as text inside quotes) are filled in
 * @param sign the registered signature, for example {@code 【Aftercare】}
 * @param templates approved template ids and their variables, by {@link Template}
 * @param phones what a number looks like that the gateway takes
 * @param longestVariable longer values are cut; operators refuse them
 * @param successPath JSON pointer to what tells success apart; empty: the status is enough
 * @param successValues what stands there when it was taken
 * @param perHour short messages to one number within an hour
 */
@Validated
@ConfigurationProperties("aftercare.sms")
public record SmsProperties(
        @Nullable URI url,
        @DefaultValue("POST") @Pattern(regexp = "POST|PUT") String method,
        @DefaultValue Map<String, String> headers,

        @DefaultValue(
                "{\"phone\":\"{phone}\",\"sign\":\"{sign}\",\"template\":\"{template}\",\"variables\":{variables}}")
        String body,

        @DefaultValue("") String sign,
        @DefaultValue Map<Template, Approved> templates,
        @DefaultValue("(\\+?86)?1[3-9][0-9]{9}") String phones,
        @DefaultValue("35") @Min(1) @Max(500) int longestVariable,
        @DefaultValue("") String successPath,
        @DefaultValue("OK") List<String> successValues,
        @DefaultValue("5") @Min(1) int perHour,
        @NotNull @DefaultValue("PT10S") Duration timeout) {

    @AssertTrue(
            message = "the address of the gateway begins with https:// or http://, and a signature 【…】 belongs to it")
    boolean isUsable() {
        return url == null
                || url.getHost() != null
                        && Set.of("https", "http").contains(url.getScheme())
                        && sign.matches("【[^【】\\p{Cntrl}]{2,20}】");
    }

    @AssertTrue(message = "the path to what tells success apart begins with a slash")
    boolean isPathAPointer() {
        return successPath.isEmpty() || successPath.startsWith("/");
    }

    /** The approved template in a language, if there is one. */
    Optional<String> templateId(Template template, String language) {
        Approved approved = templates.get(template);
        return approved == null
                ? Optional.empty()
                : Optional.ofNullable(language.equals("zh") ? approved.zh() : approved.en())
                        .filter(id -> !id.isBlank());
    }

    /**
     * What the operators have approved.
     *
     * @param variables the names in the approved text: {@code number}, {@code link}, {@code owner} or a fact of ours
     */
    public record Approved(
            @Nullable String zh,
            @Nullable String en,
            @DefaultValue("number") List<String> variables) {}

    /** Never address, headers and signature. */
    @Override
    public String toString() {
        return "SmsProperties";
    }
}
