package io.aftercare.oidc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whose account it is: a row per person of the provider, found by a fingerprint of issuer and sub. */
record OidcAccount(
        String person,
        String userId,
        Instant signedInAt,
        @Nullable Instant groupsDroppedAt) {}
