package io.aftercare.conversation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of a ticket, written down at the moment when it happened (D11): never computed anew from a story that
 * later rules would read differently.
 *
 * @param firstResponseAt when a person answered for the first time (0-01)
 * @param firstResolvedAt when the work was finished for the first time
 * @param firstContact solved in the first contact: the answer to a simple request, and he never had to ask again
 * @param spoiledAt when it turned out that the first solution was none
 */
public record ServiceFact(
        String ticketNumber,
        @Nullable Instant firstResponseAt,
        @Nullable Instant firstResolvedAt,
        @Nullable Boolean firstContact,
        @Nullable Instant spoiledAt,
        @Nullable SpoiledBy spoiledBy) {

    /** Why a first solution was none. */
    public enum SpoiledBy {
        DISPUTED,
        REOPENED,
        REPEATED
    }

    /** Whether it was solved the first time (0-03); null until the time to come again is over. */
    public @Nullable Boolean firstTime(Instant now, Duration repeatedWithin) {
        if (spoiledAt != null) {
            return false;
        }
        return firstResolvedAt == null || firstResolvedAt.plus(repeatedWithin).isAfter(now) ? null : true;
    }
}
