package io.aftercare.attachment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Removes what no ticket got: files that were chosen and never sent, and content whose row was never committed. Several
 * nodes may do it at once; whoever deletes the row deletes the file.
 */
@Component
class AttachmentSweep {

    private static final Logger LOG = LoggerFactory.getLogger(AttachmentSweep.class);
    private static final int AT_ONCE = 100;

    /** A row is committed long before. */
    private static final Duration ORPHANED = Duration.ofDays(1);

    private final AttachmentMapper attachments;
    private final FileStore store;
    private final Duration unattachedLivesFor;
    private final Clock clock;

    AttachmentSweep(AttachmentMapper attachments, FileStore store, AttachmentProperties properties, Clock clock) {
        this.attachments = attachments;
        this.store = store;
        this.unattachedLivesFor = properties.unattachedLivesFor();
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${aftercare.attachments.sweep-interval:PT1H}",
            initialDelayString = "${aftercare.attachments.sweep-interval:PT1H}")
    void tick() {
        try {
            sweep();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Old files stay while the database is away: {}", e.toString());
        }
    }

    void sweep() {
        Instant now = clock.instant();
        Instant keptBefore = now.minus(unattachedLivesFor);
        List<String> unattached;
        do {
            unattached = attachments.findUnattached(keptBefore, AT_ONCE);
            for (String id : unattached) {
                if (attachments.deleteUnattached(id, keptBefore) == 1) {
                    store.delete(id);
                }
            }
        } while (unattached.size() == AT_ONCE);
        store.eachOlderThan(now.minus(ORPHANED), id -> {
            if (attachments.find(id).isEmpty()) {
                store.delete(id);
            }
        });
    }
}
