package io.aftercare.desk;

import io.aftercare.payment.CompensationList;
import io.aftercare.payment.Reversal;
import io.aftercare.payment.Reversals;
import io.aftercare.ticket.Category;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The list of compensations in a reader's words. */
record CompensationsPage(
        List<CompensationRow> rows,
        List<SumRow> sums,
        @Nullable SumRow together,
        List<PendingReversal> reversals,
        String count,
        boolean filtered,
        List<TicketListPage.Choice> statuses,
        List<TicketListPage.Choice> persons,
        List<TicketListPage.Choice> categories,
        String month,
        @Nullable String newer,
        @Nullable String older,
        String position,
        String query,
        @Nullable String tooMany) {

    static final int SIZE = 25;

    static CompensationsPage of(
            CompensationList.Filter filter,
            CompensationList.Found found,
            int page,
            List<String> persons,
            Reversals reversals,
            Words words) {
        long first = (long) page * SIZE + 1;
        boolean more = first + found.items().size() - 1 < found.total();
        return new CompensationsPage(
                found.items().stream()
                        .map(item -> CompensationRow.of(item, words))
                        .toList(),
                found.sums().stream().map(sum -> SumRow.of(sum, words)).toList(),
                found.sums().isEmpty() ? null : SumRow.of(found.together(), words),
                reversals.pending().stream()
                        .map(reversal -> PendingReversal.of(reversal, reversals.mayDecide(reversal), words))
                        .toList(),
                words.text(found.total() == 1 ? "desk.money.one" : "desk.money.count", Long.toString(found.total())),
                filter.status() != null
                        || filter.person() != null
                        || filter.category() != null
                        || filter.month() != null,
                Arrays.stream(CompensationList.Status.values())
                        .map(status -> new TicketListPage.Choice(
                                status.name(),
                                words.of("CompensationStatus", status.name()),
                                status == filter.status()))
                        .toList(),
                persons.stream()
                        .map(person ->
                                new TicketListPage.Choice(person, words.person(person), person.equals(filter.person())))
                        .toList(),
                Arrays.stream(Category.values())
                        .map(category -> new TicketListPage.Choice(
                                category.name(), words.of(category), category == filter.category()))
                        .toList(),
                filter.month() == null ? "" : filter.month().toString(),
                page == 0 ? null : address(filter, page - 1),
                more ? address(filter, page + 1) : null,
                found.items().isEmpty()
                        ? ""
                        : words.text(
                                "desk.tickets.position",
                                Long.toString(first),
                                Long.toString(first + found.items().size() - 1),
                                Long.toString(found.total())),
                query(filter).build().encode().toUriString(),
                found.total() <= CompensationList.MOST_EXPORTED
                        ? null
                        : words.text("desk.money.too-many", Integer.toString(CompensationList.MOST_EXPORTED)));
    }

    private static String address(CompensationList.Filter filter, int page) {
        return query(filter)
                .path("/compensations")
                .queryParam("page", page)
                .build()
                .encode()
                .toUriString();
    }

    private static UriComponentsBuilder query(CompensationList.Filter filter) {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        if (filter.status() != null) {
            query.queryParam("status", filter.status());
        }
        if (filter.person() != null) {
            query.queryParam("person", filter.person().replaceAll("[{}]", ""));
        }
        if (filter.category() != null) {
            query.queryParam("category", filter.category());
        }
        if (filter.month() != null) {
            query.queryParam("month", filter.month());
        }
        return query;
    }

    record SumRow(String kind, String count, String amount, String reversed, String remaining) {

        static SumRow of(CompensationList.Sum sum, Words words) {
            return new SumRow(
                    sum.kind() == null ? words.text("desk.money.together") : words.of(sum.kind()),
                    Long.toString(sum.count()),
                    words.money(sum.amount()),
                    words.money(sum.reversed()),
                    words.money(sum.remaining()));
        }
    }

    /** A reversal that waits for its second signature. */
    record PendingReversal(
            long id, String ticket, String amount, String reason, String who, String at, boolean mayDecide) {

        static PendingReversal of(Reversal reversal, boolean mayDecide, Words words) {
            return new PendingReversal(
                    reversal.id(),
                    reversal.ticketNumber(),
                    words.money(reversal.amount()),
                    reversal.reason(),
                    words.person(reversal.requestedBy()),
                    words.moment(reversal.requestedAt()),
                    mayDecide);
        }
    }
}
