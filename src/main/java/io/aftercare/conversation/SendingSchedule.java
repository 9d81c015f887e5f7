package io.aftercare.conversation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Drives the sending; off in tests that drive it themselves. */
@Component
@ConditionalOnProperty(name = "aftercare.conversation.sending-enabled", matchIfMissing = true)
class SendingSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(SendingSchedule.class);

    private final Sending sending;
    private final Presence presence;

    SendingSchedule(Sending sending, Presence presence) {
        this.sending = sending;
        this.presence = presence;
    }

    @Scheduled(fixedDelay = 1_000)
    void tick() {
        try {
            sending.send();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "Messages wait while the database is away: {}", e.getClass().getSimpleName());
        }
    }

    @Scheduled(fixedDelay = 3_600_000)
    void tidy() {
        try {
            presence.tidy();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("The database is away: {}", e.getClass().getSimpleName());
        }
    }
}
