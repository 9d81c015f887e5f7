package io.aftercare.ticket;

import org.jspecify.annotations.Nullable;

/** What the agent decided about a request (4-04 to 4-06); {@code answer} only when it is SIMPLE. */
public record Classification(
        Category category,
        Impact impact,
        Urgency urgency,
        Complexity complexity,
        @Nullable String answer,
        boolean confirmedOnCall) {}
