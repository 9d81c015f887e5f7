package io.aftercare.desk;

import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The ledger of complex tickets, for following up repairs and disputes until they are done (0-14). */
@Service
@Transactional(readOnly = true)
public class Ledger {

    static final int SIZE = 25;
    static final int MOST_EXPORTED = 10_000;

    private static final int AT_ONCE = 500;

    private final FollowUpMapper ledger;
    private final Timeline timeline;
    private final Clock clock;

    Ledger(FollowUpMapper ledger, Timeline timeline, Clock clock) {
        this.ledger = ledger;
        this.timeline = timeline;
        this.clock = clock;
    }

    List<LedgerEntry> page(LedgerFilter filter, int page) {
        return ledger.entries(filter, clock.instant(), null, null, Math.max(0, Math.min(page, 10_000)) * SIZE, SIZE);
    }

    int count(LedgerFilter filter) {
        return ledger.count(filter, clock.instant());
    }

    /** Those after the last one that was read; for an export, which may be long. */
    List<LedgerEntry> after(LedgerFilter filter, @Nullable LedgerEntry last) {
        return ledger.entries(
                filter,
                clock.instant(),
                last == null ? null : last.receivedAt(),
                last == null ? null : last.number(),
                0,
                AT_ONCE);
    }

    /** What has happened, oldest first. */
    List<TimelineEntry> progress(LedgerEntry entry) {
        return timeline.of(entry.number());
    }

    List<String> owners() {
        return ledger.owners();
    }
}
