package io.aftercare.desk;

import io.aftercare.conversation.ServiceFact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of a ticket (0-01, 0-03, D11), as the API tells it; null is "not decided yet".
 *
 * @param firstTime whether the first solution held: no dispute, no reopening, nothing about the same thing for a week
 */
record Measured(
        @Nullable Instant firstResponseAt,
        @Nullable Boolean firstContact,
        @Nullable Boolean firstTime,
        ServiceFact.@Nullable SpoiledBy spoiledBy) {

    static final Measured NOTHING = new Measured(null, null, null, null);

    static Measured of(ServiceFact fact, @Nullable Boolean firstTime) {
        return new Measured(fact.firstResponseAt(), fact.firstContact(), firstTime, fact.spoiledBy());
    }
}
