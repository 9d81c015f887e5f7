package io.aftercare.notification;

import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Removes messages that arrived long ago, in small steps; what was told stands on the ticket. Any node may do it. */
@Component
class OutboxSweep {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxSweep.class);
    private static final int AT_ONCE = 500;

    private final Outbox outbox;
    private final Duration keep;
    private final Clock clock;

    OutboxSweep(Outbox outbox, @Value("${aftercare.notification.keep-sent:P180D}") Duration keep, Clock clock) {
        this.outbox = outbox;
        this.keep = keep;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT7M", fixedDelayString = "PT1H")
    void tick() {
        try {
            sweep();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "Old messages stay while the database is away: {}",
                    e.getClass().getSimpleName());
        }
    }

    int sweep() {
        int all = 0;
        int swept;
        do {
            swept = outbox.sweep(clock.instant().minus(keep), AT_ONCE);
            all += swept;
        } while (swept == AT_ONCE);
        return all;
    }
}
