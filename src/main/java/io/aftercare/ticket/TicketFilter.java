package io.aftercare.ticket;

import org.jspecify.annotations.Nullable;

/** What to look for; {@code q} matches text, a ticket or order number, or the last digits of a phone (E-10). */
public record TicketFilter(
        @Nullable TicketStatus status,
        @Nullable Priority priority,
        @Nullable String owner,
        @Nullable String customerRef,
        @Nullable String q) {

    /** For {@code like}: the query with its wildcards made harmless, or null. */
    public @Nullable String pattern() {
        return q == null ? null : "%" + escaped(q) + "%";
    }

    /** For the reversed phone: the digits from the end, or null when the query is no number. */
    public @Nullable String phoneEnd() {
        return q == null || !q.matches("[0-9]{3,15}") ? null : new StringBuilder(q).reverse() + "%";
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
