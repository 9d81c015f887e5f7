package io.aftercare.operation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody did about an incident or a message, so that it can be said afterwards who it was. */
record Act(
        Instant doneAt, String doneBy, Kind act, @Nullable String ticketNumber, String subject) {

    enum Kind {
        INCIDENT_RETRIED,
        MESSAGE_SENT_AGAIN,
        MESSAGE_SET_ASIDE
    }
}
