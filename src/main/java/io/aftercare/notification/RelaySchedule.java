package io.aftercare.notification;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Drives the relay; off in tests that drive it themselves. */
@Component
@ConditionalOnProperty(name = "aftercare.notification.relay-enabled", matchIfMissing = true)
class RelaySchedule {

    private static final Logger LOG = LoggerFactory.getLogger(RelaySchedule.class);

    private final OutboxRelay relay;

    RelaySchedule(OutboxRelay relay) {
        this.relay = relay;
    }

    @Scheduled(fixedDelayString = "${aftercare.notification.relay-interval:PT1S}")
    void tick() {
        try {
            relay.relay();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "The outbox rests while the database is away: {}",
                    e.getClass().getSimpleName());
        }
    }
}
