package io.aftercare.payment;

import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.solution.CompensationLine;
import io.aftercare.ticket.Category;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All compensations by state, person, category and month, for those who answer for the money (Money 5). */
@Service
@Transactional(readOnly = true)
public class CompensationList {

    /** Who may look at all of them. */
    public static final String READERS = "hasAnyRole('compensation-managers', 'finance-staff', 'service-managers')";

    /** The most rows of one export; who needs more narrows the filter. */
    public static final int MOST_EXPORTED = 50_000;

    private static final int LARGEST_PAGE = 100;
    private static final int LAST_PAGE = 1_000_000;
    private static final int CHUNK = 500;

    private final CompensationListMapper lines;
    private final ZoneId zone;

    CompensationList(CompensationListMapper lines, @Value("${aftercare.zone}") ZoneId zone) {
        this.lines = lines;
        this.zone = zone;
    }

    /** A filter as it is submitted; null and blank mean: all. */
    public static Filter filter(
            @Nullable String status, @Nullable String person, @Nullable String category, @Nullable String month) {
        return new Filter(
                choice("status", Status.class, status),
                Checks.present(person),
                choice("category", Category.class, category),
                month(Checks.present(month)));
    }

    /** One page, newest first; {@code page} counts from 0. */
    public Found find(Filter filter, int page, int size) {
        new Checks()
                .that(page >= 0 && page <= LAST_PAGE, "page", "field.range", 0, LAST_PAGE)
                .that(size >= 1 && size <= LARGEST_PAGE, "size", "field.range", 1, LARGEST_PAGE)
                .atMost("person", filter.person(), 64)
                .refuseIfAny();
        List<Sum> sums = sums(filter);
        return new Found(
                lines.find(filter, from(filter), until(filter), null, size, (long) page * size),
                sums.stream().mapToLong(Sum::count).sum(),
                sums,
                together(sums));
    }

    /** The sums per kind. */
    public List<Sum> sums(Filter filter) {
        return lines.sums(filter, from(filter), until(filter));
    }

    public static Sum together(List<Sum> sums) {
        return new Sum(
                null,
                sums.stream().mapToLong(Sum::count).sum(),
                sums.stream().map(Sum::amount).reduce(BigDecimal.ZERO, BigDecimal::add),
                sums.stream().map(Sum::reversed).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** The next rows of an export, in the order of the page; {@code before} is the last line's id, null at the start. */
    public List<Item> next(Filter filter, @Nullable Long before) {
        return lines.find(filter, from(filter), until(filter), before, CHUNK, 0);
    }

    /** Everybody who promised or handed out anything, for the filter. */
    public List<String> persons() {
        return lines.persons();
    }

    private @Nullable Instant from(Filter filter) {
        YearMonth month = filter.month();
        return month == null ? null : month.atDay(1).atStartOfDay(zone).toInstant();
    }

    private @Nullable Instant until(Filter filter) {
        YearMonth month = filter.month();
        return month == null
                ? null
                : month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
    }

    private static @Nullable YearMonth month(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            YearMonth month = YearMonth.parse(text);
            if (month.getYear() >= 1970 && month.getYear() < 2200) {
                return month;
            }
        } catch (DateTimeException unreadable) {
            throw new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", "month");
        }
        throw new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", "month");
    }

    private static <E extends Enum<E>> @Nullable E choice(String name, Class<E> type, @Nullable String value) {
        String wanted = Checks.present(value);
        if (wanted == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", name));
    }

    /** How far a line is; REVERSED as a filter means: something of it was taken back. */
    public enum Status {
        PENDING,
        GRANTED,
        PAID,
        REVERSED
    }

    /** @param month when it was handed out, or, while it waits, proposed; in the configured zone */
    public record Filter(
            @Nullable Status status,
            @Nullable String person,
            @Nullable Category category,
            @Nullable YearMonth month) {}

    public record Item(
            long id,
            String ticketNumber,
            @Nullable String orderNo,
            String customerRef,
            String customerName,
            @Nullable Category category,
            CompensationLine.Kind kind,
            CompensationLine.Nature nature,
            CompensationLine.State state,
            BigDecimal amount,
            BigDecimal reversedAmount,
            String createdBy,
            Instant createdAt,
            @Nullable String paidBy,
            @Nullable Instant paidAt,
            @Nullable String paymentReference) {

        public Status status() {
            if (state == CompensationLine.State.PROPOSED) {
                return Status.PENDING;
            }
            if (amount.signum() > 0 && reversedAmount.compareTo(amount) >= 0) {
                return Status.REVERSED;
            }
            return state == CompensationLine.State.PAID ? Status.PAID : Status.GRANTED;
        }
    }

    /** @param kind null for all kinds together */
    public record Sum(CompensationLine.@Nullable Kind kind, long count, BigDecimal amount, BigDecimal reversed) {

        public BigDecimal remaining() {
            return amount.subtract(reversed);
        }
    }

    public record Found(List<Item> items, long total, List<Sum> sums, Sum together) {}
}
