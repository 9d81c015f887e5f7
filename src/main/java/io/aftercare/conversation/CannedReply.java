package io.aftercare.conversation;

import io.aftercare.ticket.Mood;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text that is written often (0-19), in both languages; with a mood it is a script for such customers (4-03).
 * {@code {customer}}, {@code {number}}, {@code {owner}} and {@code {product}} are gaps, and nothing else is.
 */
public record CannedReply(
        long id,
        String shortcut,
        @Nullable Mood mood,
        String titleEn,
        String titleZh,
        String textEn,
        String textZh,
        String changedBy,
        Instant changedAt) {

    public String title(Locale locale) {
        return locale.getLanguage().equals("zh") ? titleZh : titleEn;
    }

    public String text(Locale locale) {
        return locale.getLanguage().equals("zh") ? textZh : textEn;
    }
}
