package io.aftercare.tracking;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every second which clocks have reached a level; several nodes may look at the same time. */
@Component
public class ClockWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final int AT_ONCE = 100;

    private final ClockMapper clocks;
    private final Escalations escalations;
    private final TrackingProperties properties;
    private final Clock clock;

    ClockWatch(ClockMapper clocks, Escalations escalations, TrackingProperties properties, Clock clock) {
        this.clocks = clocks;
        this.escalations = escalations;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${aftercare.tracking.watch-interval:PT1S}")
    void watch() {
        if (properties.watchEnabled()) {
            try {
                fireDue();
            } catch (RuntimeException failure) {
                LOG.warn("Clocks could not be watched, next try follows: {}", failure.toString());
            }
        }
    }

    /**
     * Fires what is due now, in the order in which it became due, each clock in a transaction of its own: one that
     * fails (somebody works on the ticket at this moment) is tried again next time. Answers how many fired.
     */
    public int fireDue() {
        Instant now = clock.instant();
        int fired = 0;
        @Nullable Instant afterAt = null;
        long afterId = 0;
        while (true) {
            List<TicketClock> due = clocks.findDue(now, afterAt, afterId, AT_ONCE);
            for (TicketClock next : due) {
                fired += fire(next) ? 1 : 0;
                afterAt = next.nextLevelAt();
                afterId = next.id();
            }
            if (due.size() < AT_ONCE) {
                return fired;
            }
        }
    }

    /** When the next clock will reach a level; what is due already is for {@link #fireDue}. */
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(clocks.nextLevelAfter(clock.instant()));
    }

    private boolean fire(TicketClock due) {
        try {
            return escalations.fire(due.id(), due.ticketNumber());
        } catch (RuntimeException failure) {
            LOG.warn("Clock {} of ticket {} is tried again: {}", due.name(), due.ticketNumber(), failure.toString());
            return false;
        }
    }
}
