package io.aftercare.customer;

import java.time.Instant;

/** Something that one customer, and nobody else, is recognised by (3-08). */
public record Identity(IdentityKind kind, String value, String customerRef, String addedBy, Instant addedAt) {

    public String masked() {
        return kind.masked(value);
    }
}
