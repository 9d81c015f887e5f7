package io.aftercare.operation;

import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.security.Groups;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the service managers when incidents or mail in quarantine wait too long, so that nobody has to look at a page to
 * learn of it. Several nodes say the same thing, and the outbox takes it once in each spell of hours.
 */
@Component
class Alarm {

    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);
    private static final Duration SPELL = Duration.ofHours(4);

    private final HouseFigures figures;
    private final IncidentDesk desk;
    private final Notifier notifier;
    private final TransactionTemplate transaction;
    private final Duration after;
    private final Clock clock;

    Alarm(
            HouseFigures figures,
            IncidentDesk desk,
            Notifier notifier,
            TransactionTemplate transaction,
            @Value("${aftercare.incidents.tell-after:PT30M}") Duration after,
            Clock clock) {
        this.figures = figures;
        this.desk = desk;
        this.notifier = notifier;
        this.transaction = transaction;
        this.after = after;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void tick() {
        try {
            look();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Incidents are told later: {}", e.getClass().getSimpleName());
        }
    }

    void look() {
        HouseStanding house = figures.standing();
        if (house == null) {
            return;
        }
        Instant before = clock.instant().minus(after);
        if (house.jobs().incidents() > 0
                && desk.incidents().stream()
                        .anyMatch(incident -> incident.since().isBefore(before))) {
            tell(Template.INCIDENTS_WAIT, "/incidents", house.jobs().incidents());
        }
        Instant quarantined = house.mail().oldestQuarantined();
        if (quarantined != null && quarantined.isBefore(before)) {
            tell(Template.MAIL_WAITS, "/mail?state=QUARANTINED", house.mail().quarantined());
        }
    }

    private void tell(Template template, String page, long count) {
        long spell = clock.instant().getEpochSecond() / SPELL.toSeconds();
        transaction.executeWithoutResult(status -> notifier.toColleagues(
                Groups.SERVICE_MANAGERS,
                page,
                template,
                String.valueOf(spell),
                Map.of("count", String.valueOf(count))));
    }
}
