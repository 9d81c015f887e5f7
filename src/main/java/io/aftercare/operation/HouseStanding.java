package io.aftercare.operation;

import io.aftercare.notification.Delivery;
import io.aftercare.notification.OutboxState;
import io.aftercare.ticket.Stage;
import io.aftercare.tracking.ClockName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the house stands at a moment, counted in the rows that all nodes share: every node tells the same. */
record HouseStanding(
        Instant at,
        Map<Stage, Long> tickets,
        Map<ClockKey, Long> clocks,
        Map<OutboxKey, Long> outbox,
        @Nullable Instant outboxOldest,
        EngineStanding.Jobs jobs,
        Mail mail) {

    /** Where an awaited clock stands, as the board tells it. */
    enum ClockStanding {
        COUNTING,
        AT_RISK,
        BREACHED,
        PAUSED
    }

    record ClockKey(ClockName clock, ClockStanding standing) {}

    record OutboxKey(Delivery channel, OutboxState state) {}

    /** Mail that is not settled: waiting for the machine, or for a person. */
    record Mail(
            long waiting,
            @Nullable Instant oldestWaiting,
            long quarantined,
            @Nullable Instant oldestQuarantined) {}
}
