package io.aftercare.solution;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a department submits as a solution; {@code outcome} when it is done already and nobody has to approve. */
public record Proposal(
        Remedy remedy,
        String steps,
        Instant expectedCompletionAt,
        @Nullable String finding,
        List<CompensationLine.Draft> compensations,
        BigDecimal priceToCustomer,
        @Nullable String outcome) {}
