package io.aftercare.notification;

import java.time.Instant;
import java.time.LocalTime;
import org.springframework.stereotype.Component;

/** The night of the house's zone, in which only what belongs to a P0 departs. */
@Component
class QuietHours {

    private final LocalTime from;
    private final LocalTime until;
    private final Languages languages;

    QuietHours(NotificationProperties properties, Languages languages) {
        this.from = properties.quietFrom();
        this.until = properties.quietUntil();
        this.languages = languages;
    }

    /** Includes the first moment of the night, not the first of the morning. */
    boolean include(Instant moment) {
        LocalTime time = moment.atZone(languages.zone()).toLocalTime();
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(until);
        return from.isAfter(until) ? begun || !over : begun && !over;
    }
}
