package io.aftercare.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Work of the engine that stands still after a technical failure until a person has it tried again (R3). */
public interface StandingStill {

    /** Oldest first. */
    List<Work> oldest(int limit);

    Optional<Work> find(String id);

    /** One more try, soon; false when it moves again already. */
    boolean retry(Work work);

    /**
     * @param ticket the ticket that it belongs to; null for the engine's own work
     * @param step what was to be done, as the model calls it
     * @param error what the engine noted, in its own words
     * @param mayRetry false for what is no job
     */
    record Work(String id, @Nullable String ticket, String step, Instant since, String error, boolean mayRetry) {}
}
