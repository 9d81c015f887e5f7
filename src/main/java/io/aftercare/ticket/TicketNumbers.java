package io.aftercare.ticket;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Numbers that can be read out on the phone (E-10), for example {@code 261122-483920}: the day and six digits drawn at
 * random, so that no counter row is fought for. The primary key has the last word.
 */
@Component
class TicketNumbers {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
    private static final int DRAWS = 20;

    private final TicketMapper tickets;
    private final Clock clock;
    private final ZoneId zone;
    private final SecureRandom random = new SecureRandom();

    TicketNumbers(TicketMapper tickets, Clock clock, @Value("${aftercare.zone}") ZoneId zone) {
        this.tickets = tickets;
        this.clock = clock;
        this.zone = zone;
    }

    String next() {
        String day = DAY.format(clock.instant().atZone(zone));
        for (int draw = 0; draw < DRAWS; draw++) {
            String number = String.format(Locale.ROOT, "%s-%06d", day, random.nextInt(1_000_000));
            if (!tickets.exists(number)) {
                return number;
            }
        }
        throw new IllegalStateException("No free ticket number for " + day);
    }
}
