package io.aftercare.solution;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What is promised so far over a ticket and its order (D8), in CNY; {@code paid} is null without an order. The flags
 * say whether the proposal at hand carries a line of that nature.
 */
public record Sums(
        BigDecimal goodwill,
        BigDecimal entitlement,
        @Nullable BigDecimal paid,
        boolean goodwillProposed,
        boolean entitlementProposed) {

    /** Goodwill in percent of what was paid, rounded up to two decimals; null without an order. */
    public @Nullable BigDecimal goodwillShare() {
        if (paid == null) {
            return null;
        }
        if (paid.signum() == 0) {
            return goodwill.signum() == 0 ? BigDecimal.ZERO : new BigDecimal("100000");
        }
        return goodwill.multiply(BigDecimal.valueOf(100)).divide(paid, 2, RoundingMode.UP);
    }
}
