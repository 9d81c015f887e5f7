package io.aftercare.tracking;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Words that are written down once and read by everybody: in the language of the house, times in its zone. */
@Component
class HouseWords {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final MessageSource messages;
    private final ZoneId zone;

    HouseWords(MessageSource messages, @Value("${aftercare.zone}") ZoneId zone) {
        this.messages = messages;
        this.zone = zone;
    }

    Locale house() {
        return Locale.ENGLISH;
    }

    String text(String key, Object... arguments) {
        return text(house(), key, arguments);
    }

    String text(Locale locale, String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    String moment(@Nullable Instant moment) {
        return moment == null ? "" : MOMENT.format(moment.atZone(zone));
    }

    String duration(Locale locale, Duration duration) {
        return duration.toMinutesPart() == 0
                ? text(locale, "tracking.hours", duration.toHours())
                : text(locale, "tracking.minutes", duration.toMinutes());
    }
}
