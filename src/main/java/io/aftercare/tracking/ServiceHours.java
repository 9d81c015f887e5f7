package io.aftercare.tracking;

import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Counts service time (D9): default 09:00-21:00 every day in {@code aftercare.zone}; around the clock for P0. */
@Component
public class ServiceHours {

    /**
     * When {@code target} has passed since {@code from}: under 24 h service time is counted, from 24 h on elapsed time
     * with the end moved into the next service slot.
     */
    public Instant due(Instant from, Duration target, boolean aroundTheClock) {
        throw new UnsupportedOperationException();
    }

    /** The moment itself when it lies in service hours, else the start of the next slot. */
    public Instant nextOpen(Instant moment) {
        throw new UnsupportedOperationException();
    }
}
