package io.aftercare.callback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One call (4-16): who tried when, whether he was reached, and when the next one is promised. */
public record CallAttempt(
        String ticketNumber,
        int attemptNo,
        String caller,
        Instant calledAt,
        boolean reached,
        @Nullable Instant nextAttemptAt) {}
