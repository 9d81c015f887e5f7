package io.aftercare.registration;

import io.aftercare.ticket.Mood;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The registration form (4-02); absent fields leave what the customer gave. */
public record Registration(
        String description,
        @Nullable Mood mood,
        @Nullable String orderNo,
        @Nullable Instant occurredAt,
        @Nullable Instant expectedResolutionAt) {}
