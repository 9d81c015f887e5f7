package io.aftercare.survey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One asking of one customer, about one round of work or in one wave of a campaign (L10). {@code nonce} is random; the
 * link's token is made of it under a secret of the server, and only its hash is kept.
 */
public record Invitation(
        long id,
        String templateCode,
        int versionNo,
        String nonce,
        @Nullable String ticketNumber,
        @Nullable Integer roundNo,
        @Nullable Long waveId,
        String customerRef,
        Instant invitedAt,
        Instant expiresAt,
        boolean used,
        @Nullable Instant revokedAt) {

    boolean isOpen(Instant now) {
        return !used && revokedAt == null && now.isBefore(expiresAt);
    }
}
