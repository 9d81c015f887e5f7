package io.aftercare.entitlement;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the table gives for one ticket, so that nobody calls goodwill a right (E-01). Days count up to the moment when
 * the customer reported, because our own slowness must not cost him his right.
 *
 * @param ordered whether there is an order to prove a purchase
 * @param ruleVersion version of the table {@code entitlement}
 */
public record Entitlement(
        boolean ordered,
        @Nullable Integer daysSincePurchase,
        @Nullable Integer daysSinceDelivery,
        List<Grant> grants,
        int ruleVersion) {

    /** Whether anything may be called an entitlement. */
    public boolean isGiven() {
        return !grants.isEmpty();
    }

    /** The grant that reaches furthest for a kind of line: one without a limit, else the highest; empty for none. */
    public Optional<Grant> forKind(String kind) {
        Grant best = null;
        for (Grant grant : grants) {
            if (grant.covers(kind) && (best == null || grant.reachesFurtherThan(best))) {
                best = grant;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * One row of the table that holds.
     *
     * @param basis code of what gives it, for example {@code WARRANTY}
     * @param kinds kinds of lines; {@code ALL} for every kind
     * @param limit the most that it gives in CNY over ticket and order; null where the table names none
     * @param reason key of a text, or the text itself where an owner wrote one
     */
    public record Grant(
            String basis, List<String> kinds, @Nullable BigDecimal limit, String reason) {

        static final String EVERY_KIND = "ALL";

        public boolean covers(String kind) {
            return kinds.contains(EVERY_KIND) || kinds.contains(kind);
        }

        private boolean reachesFurtherThan(Grant other) {
            return other.limit != null && (limit == null || limit.compareTo(other.limit) > 0);
        }
    }
}
