package io.aftercare.callback;

import io.aftercare.ticket.TicketProcess;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a call brought; {@code nextAttemptAt} only when he was not reached and an attempt is left. */
public record CallResult(
        boolean reached, boolean attemptLeft, @Nullable Instant nextAttemptAt, TicketProcess.CallbackResult result) {}
