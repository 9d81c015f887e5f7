package io.aftercare.desk;

import io.aftercare.ticket.Category;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Stage;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of tickets as {@code GET /api/tickets} answers it, newest first; {@code page} counts from 0. */
record TicketListView(List<Item> items, long total, int page, int size) {

    static TicketListView of(TicketFiles.Found found) {
        return new TicketListView(
                found.tickets().stream().map(ticket -> Item.of(ticket, found)).toList(),
                found.total(),
                found.page(),
                found.size());
    }

    /** The facts of a line; the whole file is at {@code /api/tickets/{number}}. */
    record Item(
            String number,
            TicketStatus status,
            Stage stage,
            Channel channel,
            @Nullable Category category,
            @Nullable Priority priority,
            @Nullable Complexity complexity,
            @Nullable String department,
            @Nullable String owner,
            CustomerSummary customer,
            @Nullable String orderNo,
            String summary,
            @Nullable Mood mood,
            boolean escalated,
            boolean overdue,
            Instant statusSince,
            Instant receivedAt,
            @Nullable Instant closedAt) {

        static Item of(Ticket ticket, TicketFiles.Found found) {
            CustomerName customer = found.customers().get(ticket.customerRef());
            return new Item(
                    ticket.number(),
                    ticket.status(),
                    ticket.stage(),
                    ticket.channel(),
                    ticket.category(),
                    ticket.priority(),
                    ticket.complexity(),
                    ticket.department(),
                    ticket.owner(),
                    new CustomerSummary(
                            ticket.customerRef(),
                            customer == null ? "" : customer.name(),
                            customer == null ? "" : customer.tier()),
                    ticket.orderNo(),
                    TicketListView.summary(ticket),
                    ticket.mood(),
                    ticket.escalated(),
                    found.overdue().contains(ticket.number()),
                    ticket.statusSince(),
                    ticket.receivedAt(),
                    ticket.closedAt());
        }
    }

    record CustomerSummary(String ref, String name, String tier) {}

    private static final int SUMMARY_LENGTH = 140;

    /** The subject, else how the description begins, on one line. */
    static String summary(Ticket ticket) {
        String subject = ticket.subject();
        String text = (subject == null || subject.isBlank() ? ticket.description() : subject)
                .replaceAll("\\s+", " ")
                .strip();
        return text.codePointCount(0, text.length()) <= SUMMARY_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SUMMARY_LENGTH - 1)) + "…";
    }
}
