package io.aftercare.notification;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Words of the messages: {@code <TEMPLATE>.<audience>.subject|body} with named placeholders like {@code {number}}.
 * Values are put in as they are and never read as a template themselves; a line all of whose placeholders are empty is
 * left out.
 */
@Component
class MailTexts {

    static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");

    private final Map<Locale, Properties> bundles = Map.of(
            Locale.ENGLISH, load("/messages/mail.properties"), Locale.CHINESE, load("/messages/mail_zh.properties"));

    /** Greeting, text and closing as one plain text; {@code facts} by placeholder name. */
    Letter letter(Template template, Audience audience, Locale language, Map<String, String> facts) {
        String kind = audience.name().toLowerCase(Locale.ROOT);
        String subject = text(language, template + "." + kind + ".subject");
        String body = String.join(
                "\n\n",
                text(language, "greeting." + kind),
                text(language, template + "." + kind + ".body"),
                text(language, "closing." + kind));
        return new Letter(oneLine(fillLine(subject, facts)), fill(body, facts));
    }

    /** The words alone, without greeting and closing: for a chat, where both are out of place. */
    Letter words(Template template, Audience audience, Locale language, Map<String, String> facts) {
        String key = template + "." + audience.name().toLowerCase(Locale.ROOT);
        String body = fill(text(language, key + ".body"), facts).strip();
        return new Letter(
                oneLine(fillLine(text(language, key + ".subject"), facts)),
                body.isEmpty() ? body : body.substring(0, 1).toUpperCase(language) + body.substring(1));
    }

    /** What a robot says in a chat: short, without a greeting; null where this message is not told there. */
    @Nullable
    Letter alarm(Template template, Locale language, Map<String, String> facts) {
        String key = template + ".robot.body";
        return has(language, key)
                ? new Letter(
                        oneLine(fillLine(text(language, template + ".robot.subject"), facts)),
                        fill(text(language, key), facts))
                : null;
    }

    /** A word for a code such as a remedy's name; what is no known code stays as it is. */
    String word(String fact, String value, Locale language) {
        String known = bundle(language).getProperty("word." + fact + "." + value);
        return known == null ? value : known;
    }

    String text(Locale language, String key) {
        String text = bundle(language).getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("No text " + key + " in " + language);
        }
        return text;
    }

    boolean has(Locale language, String key) {
        return bundle(language).containsKey(key);
    }

    Properties bundle(Locale language) {
        Properties bundle = bundles.get(language);
        if (bundle == null) {
            throw new IllegalArgumentException("No mail texts in " + language);
        }
        return bundle;
    }

    private static String fill(String text, Map<String, String> facts) {
        StringBuilder filled = new StringBuilder();
        boolean afterBlank = true;
        for (String line : text.split("\n", -1)) {
            if (line.isBlank()) {
                if (!afterBlank) {
                    filled.append('\n');
                    afterBlank = true;
                }
            } else if (tellsSomething(line, facts)) {
                filled.append(fillLine(line, facts)).append('\n');
                afterBlank = false;
            }
        }
        return filled.toString().stripTrailing() + "\n";
    }

    private static boolean tellsSomething(String line, Map<String, String> facts) {
        List<String> names =
                PLACEHOLDER.matcher(line).results().map(found -> found.group(1)).toList();
        return names.isEmpty()
                || names.stream().anyMatch(name -> !value(name, facts).isBlank());
    }

    private static String fillLine(String line, Map<String, String> facts) {
        return PLACEHOLDER.matcher(line).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), facts)));
    }

    private static String value(String name, Map<String, String> facts) {
        return facts.getOrDefault(name, "");
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static Properties load(String path) {
        Properties texts = new Properties();
        try (@Nullable InputStream stream = MailTexts.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("Missing " + path);
            }
            texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("Unreadable " + path, e);
        }
        return texts;
    }

    /** What a reader gets. */
    record Letter(String subject, String body) {}
}
