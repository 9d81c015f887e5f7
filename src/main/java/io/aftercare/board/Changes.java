package io.aftercare.board;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Notices from the database that something on the board changed, whichever node did it: new lines of timelines,
 * changed clocks, tasks that were taken. Looks back some seconds each time, because what began earlier may commit
 * later; three small index reads per look, however many people watch.
 */
@Component
class Changes {

    /** Numbers are given before they commit; this far back a late one is still noticed. */
    private static final long LOOK_BACK = 300;

    private static final Duration LEAP = Duration.ofSeconds(3);

    private final BoardMapper board;
    private final Holdings holdings;
    private final Clock clock;

    private Set<Object> seen = Set.of();
    private long newest;
    private Duration offset = Duration.ZERO;

    Changes(BoardMapper board, Holdings holdings, Clock clock) {
        this.board = board;
        this.holdings = holdings;
        this.clock = clock;
    }

    /** Whether anything is new since the last look; the first look only takes notes. */
    synchronized boolean look() {
        Set<Object> now = new HashSet<>();
        long last = board.newestTimelineEntry();
        board.timelineEntriesAfter(Math.min(newest == 0 ? last : newest, last) - LOOK_BACK)
                .forEach(now::add);
        now.addAll(board.changedClocks());
        now.addAll(holdings.lately());
        boolean changed = leapt() | !seen.containsAll(now);
        seen = now;
        newest = last;
        return changed;
    }

    /** The demo's clock was moved on: everything is due sooner, even if nothing else happened. */
    private boolean leapt() {
        Duration before = offset;
        offset = Duration.between(Instant.EPOCH, clock.instant()).minusNanos(System.nanoTime());
        return offset.minus(before).abs().compareTo(LEAP) > 0;
    }
}
