package io.aftercare.frontdesk;

import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerMerge;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.customer.Identity;
import io.aftercare.customer.IdentityKind;
import io.aftercare.customer.Reveal;
import io.aftercare.desk.Words;
import io.aftercare.security.Fingerprint;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that staff may know of a customer at a glance, his contacts masked (E-04). */
record CustomerView(
        String ref,
        String name,
        String tier,
        String since,
        boolean forgotten,
        List<Contact> contacts,
        List<IdentityRow> identities,
        List<TicketRow> open,
        List<TicketRow> over,
        List<OrderRow> orders,
        List<DuplicateRow> duplicates,
        List<MergeRow> merges,
        List<String> consents,
        List<RevealRow> reveals) {

    record Contact(String label, String masked) {}

    record IdentityRow(String kind, String kindLabel, String which, String masked, String added) {

        static IdentityRow of(Identity identity, Words words) {
            return new IdentityRow(
                    identity.kind().name(),
                    words.of(identity.kind()),
                    CustomerView.which(identity),
                    identity.masked(),
                    words.text("front.by-at", words.person(identity.addedBy()), words.moment(identity.addedAt())));
        }
    }

    record TicketRow(
            String number,
            String summary,
            String status,
            String tone,
            boolean open,
            boolean late,
            String received,
            @Nullable String orderNo) {

        static TicketRow of(Ticket ticket, Words words) {
            String subject = ticket.subject();
            String text = (subject == null || subject.isBlank() ? ticket.description() : subject)
                    .replaceAll("\\s+", " ")
                    .strip();
            return new TicketRow(
                    ticket.number(),
                    text.codePointCount(0, text.length()) <= 120
                            ? text
                            : text.substring(0, text.offsetByCodePoints(0, 119)) + "…",
                    words.of(ticket.status()),
                    ticket.status().isFinal() ? "quiet" : ticket.status() == TicketStatus.BLOCKED ? "bad" : "info",
                    !ticket.status().isFinal(),
                    ticket.escalated(),
                    words.moment(ticket.receivedAt()),
                    ticket.orderNo());
        }
    }

    record OrderRow(
            String orderNo, String product, @Nullable String serial, String paid, String delivered) {

        static OrderRow of(CustomerOrder order, Words words) {
            return new OrderRow(
                    order.orderNo(),
                    order.product(),
                    order.productSerial(),
                    words.money(order.paidAmount()),
                    words.day(order.deliveredAt()));
        }
    }

    record DuplicateRow(String ref, String name, String contact, String why) {

        static DuplicateRow of(Customers.Duplicate duplicate, Words words) {
            return new DuplicateRow(
                    duplicate.customer().ref(),
                    duplicate.customer().name(),
                    CustomerView.contact(duplicate.customer()),
                    words.text("front.why." + duplicate.why().name()));
        }
    }

    record MergeRow(
            String source,
            String target,
            String done,
            String reason,
            @Nullable String undone,
            boolean undoable) {

        static MergeRow of(CustomerMerge merge, String shown, boolean forgotten, Words words) {
            Instant undoneAt = merge.undoneAt();
            return new MergeRow(
                    merge.sourceRef(),
                    merge.targetRef(),
                    words.text("front.by-at", words.person(merge.mergedBy()), words.moment(merge.mergedAt())),
                    merge.reason(),
                    undoneAt == null
                            ? null
                            : words.text(
                                    "front.undone",
                                    words.person(merge.undoneBy()),
                                    words.moment(undoneAt),
                                    String.valueOf(merge.undoReason())),
                    undoneAt == null && merge.targetRef().equals(shown) && !forgotten);
        }
    }

    record RevealRow(
            String who, String at, String reason, @Nullable String ticket) {

        static RevealRow of(Reveal reveal, Words words) {
            return new RevealRow(
                    words.person(reveal.revealedBy()),
                    words.moment(reveal.revealedAt()),
                    reveal.reason(),
                    reveal.ticketNumber());
        }
    }

    static List<Contact> contacts(Customer customer, Words words) {
        return List.of(IdentityKind.PHONE, IdentityKind.MAIL, IdentityKind.CHANNEL).stream()
                .filter(kind -> value(customer, kind) != null)
                .map(kind -> new Contact(words.of(kind), kind.masked(String.valueOf(value(customer, kind)))))
                .toList();
    }

    /** Names an identity without telling it: of its customer, so that it cannot be guessed by trying numbers once. */
    static String which(Identity identity) {
        return Fingerprint.of(identity.customerRef() + ":" + identity.addedAt() + ":" + identity.value())
                .substring(0, 16);
    }

    /** The first way to reach him, masked. */
    static String contact(Customer customer) {
        for (IdentityKind kind : List.of(IdentityKind.PHONE, IdentityKind.MAIL, IdentityKind.CHANNEL)) {
            String value = value(customer, kind);
            if (value != null) {
                return kind.masked(value);
            }
        }
        return "";
    }

    private static @Nullable String value(Customer customer, IdentityKind kind) {
        return switch (kind) {
            case PHONE -> customer.phone();
            case MAIL -> customer.email();
            case CHANNEL -> customer.channelId();
        };
    }
}
