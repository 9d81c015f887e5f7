package io.aftercare.ticket;

import org.jspecify.annotations.Nullable;

/** What to look for; {@code q} matches text, a ticket or order number, or the last digits of a phone (E-10). */
public record TicketFilter(
        @Nullable TicketStatus status,
        @Nullable Priority priority,
        @Nullable String owner,
        @Nullable String customerRef,
        @Nullable String q) {

    private static final int MOST_SHOWN_DIGITS = 4;
    private static final int LEAST_WITHOUT_HIDDEN = 8;

    /** Whether so many digits may be asked for as the end of a phone: nothing hidden is told by the answer. */
    public static boolean isPhoneEnd(int digits) {
        return digits <= MOST_SHOWN_DIGITS || digits >= LEAST_WITHOUT_HIDDEN;
    }

    /** For {@code like}: the query with its wildcards made harmless, or null. */
    public @Nullable String pattern() {
        return q == null ? null : "%" + escaped(q) + "%";
    }

    /**
     * For the reversed phone: the digits from the end, either those that everybody sees or so many that none is hidden;
     * anything between is taken for the whole number, so that nobody finds out the others one by one (E-04). Null when
     * the query is no number.
     */
    public @Nullable String phoneEnd() {
        if (q == null || !q.matches("[0-9]{3,15}")) {
            return null;
        }
        return new StringBuilder(q).reverse() + (isPhoneEnd(q.length()) ? "%" : "");
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
