package io.aftercare.board;

import io.aftercare.tracking.AtRisk;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
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

    BoardSection section(Instant now, AtRisk atRisk) {
        if (state == ClockState.PAUSED) {
            return BoardSection.PAUSED;
        }
        if (!dueAt.isAfter(now)) {
            return BoardSection.BREACHED;
        }
        return now.isBefore(riskAt(atRisk)) ? BoardSection.DUE_NEXT : BoardSection.AT_RISK;
    }

    /** From when on it is at risk. */
    Instant riskAt(AtRisk atRisk) {
        return atRisk.since(startedAt, dueAt);
    }
}
