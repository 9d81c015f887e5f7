package io.aftercare.absence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody is away from a moment until another, and who stands in for him meanwhile (L8). */
public record Absence(
        long id,
        String absent,
        String substitute,
        Instant startsAt,
        Instant endsAt,
        @Nullable String reason,
        String enteredBy,
        Instant enteredAt,
        @Nullable String revokedBy,
        @Nullable Instant revokedAt) {

    boolean isLive(Instant now) {
        return revokedAt == null && !now.isBefore(startsAt) && now.isBefore(endsAt);
    }

    /** Whoever enters it for somebody else may not gain his rights by it, not even through others. */
    boolean isEnteredFor(String gainer) {
        return enteredBy.equals(gainer) && !absent.equals(gainer);
    }
}
