package io.aftercare.demo;

import java.time.Instant;
import java.util.Optional;

/** Port to the engine's time: moved together with the application's clock. */
public interface DemoTime {

    void shift(long offsetMillis);

    /** When the earliest timer of any process is due. */
    Optional<Instant> nextDue();

    /** Executes the jobs that are due; how many there were. */
    int fireDue(Instant now);

    /** Keeps the engine's own executor still meanwhile, so that things happen in order. */
    void whileStill(Runnable moving);
}
