package io.aftercare.tracking;

import io.aftercare.calendar.ServiceCalendar;
import io.aftercare.notification.Languages;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
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

    /** The word for a code, or the code itself where an owner invented one. */
    String word(Locale locale, String kind, String value) {
        String word = messages.getMessage(kind + "." + value, null, value, locale);
        return word == null ? value : word;
    }

    String moment(Instant moment) {
        return languages.moment(moment);
    }

    /** A moment as the reader writes it, in the house's zone, to the minute. */
    String moment(Locale locale, Instant moment) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(text(locale, "tracking.why.moment"), locale);
        return format.format(moment.atZone(languages.zone()));
    }

    /** For example {@code 3 h 20 min}. */
    String length(Locale locale, Duration length) {
        long minutes = length.toMinutes();
        if (minutes % 60 == 0) {
            return text(locale, "tracking.hours", minutes / 60);
        }
        return minutes < 60
                ? text(locale, "tracking.minutes", minutes)
                : text(locale, "tracking.hours", minutes / 60) + " " + text(locale, "tracking.minutes", minutes % 60);
    }

    String explanation(Locale locale, TicketClock shown, List<ClockPause> pauses) {
        Duration limit = shown.limit();
        String key = shown.calendar().equals(ServiceCalendar.ALWAYS)
                ? "tracking.explanation.around-the-clock"
                : Counting.isElapsed(limit) ? "tracking.explanation.elapsed" : "tracking.explanation.service-hours";
        String explanation = text(locale, key, duration(locale, limit), shown.ruleVersion());
        if (pauses.isEmpty()) {
            return explanation;
        }
        String reason = pauses.get(pauses.size() - 1).reason();
        return explanation + " "
                + text(locale, "tracking.explanation.paused", pauses.size(), pauseReason(locale, reason));
    }

    /** A code in words; what was written before there were codes as it is. */
    String pauseReason(Locale locale, String reason) {
        return PauseReason.of(reason).isPresent() ? text(locale, "pause-reason." + reason) : reason;
    }

    String pauseReason(String reason) {
        return pauseReason(languages.house(), reason);
    }

    String duration(Locale locale, Duration duration) {
        return duration.toMinutesPart() == 0
                ? text(locale, "tracking.hours", duration.toHours())
                : text(locale, "tracking.minutes", duration.toMinutes());
    }
}
