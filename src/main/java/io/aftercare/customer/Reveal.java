package io.aftercare.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That somebody of the house saw a customer's whole contacts, and why (E-04). */
public record Reveal(
        long id,
        String customerRef,
        @Nullable String ticketNumber,
        String reason,
        String revealedBy,
        Instant revealedAt) {}
