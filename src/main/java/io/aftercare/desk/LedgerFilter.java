package io.aftercare.desk;

import io.aftercare.problem.Checks;
import io.aftercare.solution.Remedy;
import io.aftercare.ticket.TicketStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which complex tickets the ledger shows; both days of receipt belong to it. */
record LedgerFilter(
        @Nullable String department,
        @Nullable String owner,
        @Nullable TicketStatus status,
        @Nullable Remedy remedy,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        boolean late,
        ZoneId zone) {

    static LedgerFilter of(
            @Nullable String department,
            @Nullable String owner,
            @Nullable String status,
            @Nullable String remedy,
            @Nullable String from,
            @Nullable String to,
            boolean late,
            ZoneId zone) {
        new Checks()
                .atMost("department", department, 40)
                .atMost("owner", owner, 64)
                .refuseIfAny();
        return new LedgerFilter(
                Checks.present(department),
                Checks.present(owner),
                choice(TicketStatus.values(), status),
                choice(Remedy.values(), remedy),
                day("from", from),
                day("to", to),
                late,
                zone);
    }

    boolean isAny() {
        return department != null
                || owner != null
                || status != null
                || remedy != null
                || from != null
                || to != null
                || late;
    }

    public @Nullable Instant receivedFrom() {
        return from == null ? null : from.atStartOfDay(zone).toInstant();
    }

    public @Nullable Instant receivedUntil() {
        return to == null ? null : to.plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static @Nullable LocalDate day(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            new Checks().that(false, field, "field.date").refuseIfAny();
            return null;
        }
    }

    private static <T extends Enum<T>> @Nullable T choice(T[] values, @Nullable String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
