package io.aftercare.portal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and amounts as the reader writes them, in the configured zone. */
public final class Moments {

    private static final DateTimeFormatter CHINESE = DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.CHINESE);
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);

    private final ZoneId zone;
    private final DateTimeFormatter format;

    Moments(ZoneId zone, Locale reader) {
        this.zone = zone;
        this.format = reader.getLanguage().equals("zh") ? CHINESE : ENGLISH;
    }

    public String at(Instant moment) {
        return format.format(moment.atZone(zone));
    }

    public String money(BigDecimal amount) {
        return String.format(Locale.ROOT, "¥%,.2f", amount);
    }
}
