package io.aftercare.frontdesk;

import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerMerges;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.customer.Reveals;
import io.aftercare.desk.Words;
import io.aftercare.frontdesk.CustomerView.DuplicateRow;
import io.aftercare.frontdesk.CustomerView.IdentityRow;
import io.aftercare.frontdesk.CustomerView.MergeRow;
import io.aftercare.frontdesk.CustomerView.OrderRow;
import io.aftercare.frontdesk.CustomerView.RevealRow;
import io.aftercare.frontdesk.CustomerView.TicketRow;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketFilter;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what is known of one customer. */
@Service
@Transactional(readOnly = true)
class CustomerFiles {

    private static final int MOST_TICKETS = 100;
    private static final int MOST_REVEALS = 20;

    private final Customers customers;
    private final CustomerMerges merges;
    private final OrderDirectory orders;
    private final TicketService tickets;
    private final Timeline timeline;
    private final Reveals reveals;

    CustomerFiles(
            Customers customers,
            CustomerMerges merges,
            OrderDirectory orders,
            TicketService tickets,
            Timeline timeline,
            Reveals reveals) {
        this.customers = customers;
        this.merges = merges;
        this.orders = orders;
        this.tickets = tickets;
        this.timeline = timeline;
        this.reveals = reveals;
    }

    CustomerView file(String ref, Words words) {
        Customer customer = customers.require(ref);
        boolean forgotten = customer.anonymisedAt() != null;
        List<Ticket> all = tickets.search(new TicketFilter(null, null, null, customer.ref(), null), 0, MOST_TICKETS);
        return new CustomerView(
                customer.ref(),
                customer.name(),
                words.of("Tier", customer.tier()),
                words.day(customer.createdAt()),
                forgotten,
                CustomerView.contacts(customer, words),
                customers.identities(customer.ref()).stream()
                        .map(identity -> IdentityRow.of(identity, words))
                        .toList(),
                rows(all, false, words),
                rows(all, true, words),
                orders.ofCustomer(customer.ref()).stream()
                        .map(order -> OrderRow.of(order, words))
                        .toList(),
                forgotten
                        ? List.of()
                        : customers.duplicates(customer.ref()).stream()
                                .map(duplicate -> DuplicateRow.of(duplicate, words))
                                .toList(),
                merges.of(customer.ref()).stream()
                        .map(merge -> MergeRow.of(merge, customer.ref(), forgotten, words))
                        .toList(),
                consents(all, words),
                reveals.of(customer.ref()).stream()
                        .limit(MOST_REVEALS)
                        .map(reveal -> RevealRow.of(reveal, words))
                        .toList());
    }

    private List<TicketRow> rows(List<Ticket> all, boolean over, Words words) {
        return all.stream()
                .filter(ticket -> ticket.status().isFinal() == over)
                .map(ticket -> TicketRow.of(ticket, words))
                .toList();
    }

    /** What he agreed to, as the tickets tell it. */
    private List<String> consents(List<Ticket> all, Words words) {
        return all.stream()
                .flatMap(ticket -> timeline.of(ticket.number()).stream())
                .filter(entry ->
                        entry.kind() == TimelineKind.CONSENTED || entry.kind() == TimelineKind.RECORDING_AGREED)
                .map(entry -> words.text(
                        "front.consent",
                        words.of(entry.kind()),
                        entry.ticketNumber(),
                        words.person(entry.actor()),
                        words.moment(entry.at())))
                .toList();
    }
}
