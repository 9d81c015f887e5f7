package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailTextsTest {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);
    private static final Set<String> COMMON = Set.of("reader", "number", "link", "owner");
    /** What only staff read; everything else is written to customers. */
    private static final Set<Template> STAFF_ONLY = Set.of(
            Template.FOREIGN_CASE,
            Template.PRIVACY_LATE,
            Template.ESCALATION,
            Template.DEADLINE,
            Template.SUBSTITUTE,
            Template.ABSENCE_ENTERED,
            Template.FEEDBACK_DUE,
            Template.INCIDENTS_WAIT,
            Template.MAIL_WAITS);

    private static final Set<Template> ABOUT_NO_TICKET = Set.of(
            Template.PRIVACY_LATE,
            Template.SUBSTITUTE,
            Template.ABSENCE_ENTERED,
            Template.SURVEY_WAVE,
            Template.FEEDBACK_RECEIVED,
            Template.FEEDBACK_ANSWERED,
            Template.FEEDBACK_DUE,
            Template.INCIDENTS_WAIT,
            Template.MAIL_WAITS);

    private final MailTexts texts = new MailTexts();

    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaceholders() {
        assertThat(texts.bundle(Locale.CHINESE).stringPropertyNames())
                .isEqualTo(texts.bundle(Locale.ENGLISH).stringPropertyNames());
        for (String key : texts.bundle(Locale.ENGLISH).stringPropertyNames()) {
            assertThat(placeholders(Locale.CHINESE, key)).as(key).isEqualTo(placeholders(Locale.ENGLISH, key));
        }
    }

    @Test
    void chineseTextsAreChinese() {
        for (String key : texts.bundle(Locale.CHINESE).stringPropertyNames()) {
            String words = MailTexts.PLACEHOLDER
                    .matcher(texts.text(Locale.CHINESE, key))
                    .replaceAll("")
                    .strip();
            assertThat(words.isEmpty() || words.codePoints().anyMatch(Character::isIdeographic))
                    .as(key)
                    .isTrue();
        }
    }

    @Test
    void noTextBelongsToNothing() {
        Set<String> templates =
                Arrays.stream(Template.values()).map(Enum::name).collect(Collectors.toCollection(HashSet::new));
        templates.addAll(Set.of("greeting", "closing", "customer", "word"));
        assertThat(texts.bundle(Locale.ENGLISH).stringPropertyNames())
                .allSatisfy(key -> assertThat(templates).contains(key.split("\\.")[0]));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EVENT")
    void everyTemplateHasItsTextsAndTellsEachOfItsFacts(Template template) {
        Set<String> allowed = new HashSet<>(COMMON);
        allowed.addAll(template.facts());
        List<Audience> audiences = Stream.of(Audience.values())
                .filter(audience -> texts.has(Locale.ENGLISH, template + "." + kind(audience) + ".subject"))
                .toList();
        assertThat(audiences).contains(STAFF_ONLY.contains(template) ? Audience.STAFF : Audience.CUSTOMER);
        for (Locale language : LANGUAGES) {
            for (Audience audience : audiences) {
                Set<String> used = new TreeSet<>(placeholders(language, template + "." + kind(audience) + ".body"));
                assertThat(allowed).containsAll(used);
                assertThat(used).containsAll(template.facts());
                assertThat(placeholders(language, template + "." + kind(audience) + ".subject"))
                        .hasSize(1)
                        .isSubsetOf(
                                ABOUT_NO_TICKET.contains(template)
                                        ? Set.of("absent", "substitute", "title", "feedback", "level", "count")
                                        : Set.of("number"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EVENT")
    void aLetterWithoutAnyFactStillReadsWell(Template template) {
        for (Locale language : LANGUAGES) {
            for (Audience audience : Audience.values()) {
                if (texts.has(language, template + "." + kind(audience) + ".subject")) {
                    MailTexts.Letter letter = texts.letter(
                            template, audience, language, Map.of("reader", "Li", "number", "1", "link", "x"));
                    assertThat(letter.subject()).isNotBlank().doesNotContain("{");
                    assertThat(letter.body()).doesNotContain("{").doesNotContain("\n\n\n");
                    assertThat(letter.body().lines())
                            .noneMatch(line -> line.endsWith(":") || line.matches(".*：\\s*%?"));
                }
            }
        }
    }

    @Test
    void aSubjectIsOneLine() {
        assertThat(texts.letter(
                                Template.RECEIPT,
                                Audience.CUSTOMER,
                                Locale.ENGLISH,
                                Map.of("number", "1\r\nBcc: all@example.org\u2028x"))
                        .subject())
                .doesNotContain("\r", "\n", "\u2028");
    }

    private Set<String> placeholders(Locale language, String key) {
        return MailTexts.PLACEHOLDER
                .matcher(texts.text(language, key))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static String kind(Audience audience) {
        return audience.name().toLowerCase(Locale.ROOT);
    }
}
