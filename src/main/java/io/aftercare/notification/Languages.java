package io.aftercare.notification;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The language that the house writes in, and how it writes a moment. Pages follow their reader's browser; what leaves
 * without a reader at hand (messages, deployed models and forms) follows {@code aftercare.language}, else the JVM.
 */
@Component
public class Languages {

    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter CHINESE = DateTimeFormatter.ofPattern("uuuu年M月d日 HH:mm", Locale.CHINESE);

    private final Locale house;
    private final ZoneId zone;

    Languages(@Value("${aftercare.language:}") String language, @Value("${aftercare.zone}") ZoneId zone) {
        this.house = resolve(language.strip(), Locale.getDefault());
        this.zone = zone;
    }

    static Locale resolve(String language, Locale machine) {
        return switch (language) {
            case "zh" -> Locale.CHINESE;
            case "en" -> Locale.ENGLISH;
            case "" -> machine.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
            default ->
                throw new IllegalArgumentException("aftercare.language must be zh, en or empty, not " + language);
        };
    }

    /** {@link Locale#CHINESE} or {@link Locale#ENGLISH}. */
    public Locale house() {
        return house;
    }

    /** The configured zone that people read times in. */
    public ZoneId zone() {
        return zone;
    }

    /** A moment in the house's zone and language, to the minute. */
    public String moment(Instant at) {
        return (house.equals(Locale.CHINESE) ? CHINESE : ENGLISH).format(at.atZone(zone));
    }
}
