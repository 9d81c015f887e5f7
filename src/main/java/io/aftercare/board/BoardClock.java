package io.aftercare.board;

import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A clock that is still awaited; since when and why it stands still only while it does. */
record BoardClock(
        String ticketNumber,
        ClockName name,
        int roundNo,
        ClockState state,
        Instant startedAt,
        Instant dueAt,
        @Nullable Instant pausedAt,
        @Nullable String pausedFor) {

    BoardSection section(Instant now, int atRiskFrom) {
        if (state == ClockState.PAUSED) {
            return BoardSection.PAUSED;
        }
        if (!dueAt.isAfter(now)) {
            return BoardSection.BREACHED;
        }
        return now.isBefore(riskAt(atRiskFrom)) ? BoardSection.DUE_NEXT : BoardSection.AT_RISK;
    }

    /** From when on it is at risk. */
    Instant riskAt(int atRiskFrom) {
        long whole = Duration.between(startedAt, dueAt).toSeconds();
        return startedAt.plusSeconds((whole * atRiskFrom + 99) / 100);
    }
}
