package io.aftercare.tracking;

import io.aftercare.notification.Languages;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Words that are written down once and read by everybody: in the language of the house, times in its zone. */
@Component
class HouseWords {

    private final MessageSource messages;
    private final Languages languages;

    HouseWords(MessageSource messages, Languages languages) {
        this.messages = messages;
        this.languages = languages;
    }

    String text(String key, Object... arguments) {
        return text(languages.house(), key, arguments);
    }

    String text(Locale locale, String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    String moment(Instant moment) {
        return languages.moment(moment);
    }

    String duration(Locale locale, Duration duration) {
        return duration.toMinutesPart() == 0
                ? text(locale, "tracking.hours", duration.toHours())
                : text(locale, "tracking.minutes", duration.toMinutes());
    }
}
