package io.aftercare.desk;

import io.aftercare.security.StaffDirectory;
import java.time.ZoneId;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Gives {@link Words} in the language of one reader. */
@Component
public class Wording {

    private final MessageSource messages;
    private final StaffDirectory staff;
    private final ZoneId zone;

    Wording(MessageSource messages, StaffDirectory staff, @Value("${aftercare.zone}") ZoneId zone) {
        this.messages = messages;
        this.staff = staff;
        this.zone = zone;
    }

    /** Values in the words of a reader of that language. */
    public Words in(Locale locale) {
        return new Words(messages, staff, zone, locale);
    }

    /** The zone in which moments are told and typed. */
    public ZoneId zone() {
        return zone;
    }
}
