package io.aftercare.desk;

import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketFilter;
import io.aftercare.ticket.TicketStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The list of tickets in a reader's words. */
record TicketListPage(
        List<Row> rows,
        String count,
        boolean filtered,
        String q,
        List<Choice> statuses,
        List<Choice> priorities,
        String owner,
        boolean mine,
        @Nullable String newer,
        @Nullable String older,
        String position) {

    static TicketListPage of(TicketFiles.Found found, TicketFilter filter, boolean mine, Words words, Clock clock) {
        Instant now = clock.instant();
        String owner = filter.owner();
        String q = filter.q();
        boolean filtered = filter.status() != null || filter.priority() != null || owner != null || q != null;
        long first = (long) found.page() * found.size() + 1;
        boolean more = first + found.tickets().size() - 1 < found.total();
        return new TicketListPage(
                found.tickets().stream()
                        .map(ticket -> Row.of(ticket, found, words, now))
                        .toList(),
                words.text(
                        found.total() == 1 ? "desk.tickets.one" : "desk.tickets.count", Long.toString(found.total())),
                filtered,
                q == null ? "" : q,
                Arrays.stream(TicketStatus.values())
                        .map(status -> new Choice(status.name(), words.of(status), status == filter.status()))
                        .toList(),
                Arrays.stream(Priority.values())
                        .map(priority -> new Choice(priority.name(), words.of(priority), priority == filter.priority()))
                        .toList(),
                owner == null || mine ? "" : owner,
                mine,
                found.page() == 0 ? null : address(filter, mine, found.page() - 1),
                more ? address(filter, mine, found.page() + 1) : null,
                found.tickets().isEmpty()
                        ? ""
                        : words.text(
                                "desk.tickets.position",
                                Long.toString(first),
                                Long.toString(first + found.tickets().size() - 1),
                                Long.toString(found.total())));
    }

    private static String address(TicketFilter filter, boolean mine, int page) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/tickets");
        TicketStatus status = filter.status();
        Priority priority = filter.priority();
        String owner = filter.owner();
        String q = filter.q();
        if (status != null) {
            address.queryParam("status", status.name());
        }
        if (priority != null) {
            address.queryParam("priority", priority.name());
        }
        if (mine) {
            address.queryParam("mine", "true");
        } else if (owner != null) {
            address.queryParam("owner", "{owner}");
        }
        if (q != null) {
            address.queryParam("q", "{q}");
        }
        address.queryParam("page", page);
        return address.encode()
                .buildAndExpand(java.util.Map.of("owner", owner == null ? "" : owner, "q", q == null ? "" : q))
                .toUriString();
    }

    /** One ticket of the list. */
    record Row(
            String number,
            String address,
            String summary,
            String customer,
            Mark status,
            @Nullable Mark priority,
            List<Mark> warnings,
            String category,
            String owner,
            String channel,
            String received,
            String inStatusFor) {

        static Row of(Ticket ticket, TicketFiles.Found found, Words words, Instant now) {
            CustomerName customer = found.customers().get(ticket.customerRef());
            return new Row(
                    ticket.number(),
                    "/tickets/" + ticket.number(),
                    TicketListView.summary(ticket),
                    customer == null ? "" : customer.name(),
                    Mark.status(ticket.status(), words),
                    Mark.priority(ticket.priority(), words),
                    Mark.warnings(ticket, found.overdue().contains(ticket.number()), words),
                    words.of(ticket.category()),
                    words.person(ticket.owner()),
                    words.of(ticket.channel()),
                    words.moment(ticket.receivedAt()),
                    ticket.status().isFinal()
                            ? ""
                            : words.text(
                                    "desk.tickets.for", words.duration(Duration.between(ticket.statusSince(), now))));
        }
    }

    /** A value of a filter. */
    record Choice(String value, String label, boolean chosen) {}
}
