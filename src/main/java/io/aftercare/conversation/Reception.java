package io.aftercare.conversation;

import io.aftercare.attachment.Attachments;
import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.customer.IdentityKind;
import io.aftercare.notification.Languages;
import io.aftercare.registration.Intake;
import io.aftercare.registration.RegistrationService;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one door for what customers send, whatever the channel (2-01, 0-10): it becomes a ticket, or a line on the one
 * that it belongs to, and he never has to say it twice. Nothing that comes through here acts as staff.
 */
@Service
@Transactional
public class Reception {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SUBJECT = 200;

    private final RegistrationService registrations;
    private final ConfirmationService confirmations;
    private final Timeline timeline;
    private final Customers customers;
    private final Attachments attachments;
    private final MessageSource messages;
    private final Locale house;

    Reception(
            RegistrationService registrations,
            ConfirmationService confirmations,
            Timeline timeline,
            Customers customers,
            Attachments attachments,
            MessageSource messages,
            Languages languages) {
        this.registrations = registrations;
        this.confirmations = confirmations;
        this.timeline = timeline;
        this.customers = customers;
        this.attachments = attachments;
        this.messages = messages;
        this.house = languages.house();
    }

    /** Takes it in, in the caller's transaction; 422 when nobody could be answered or nothing was said. */
    public Received receive(Incoming incoming) {
        Received received = incoming.ticketNumber() == null ? open(incoming) : add(incoming.ticketNumber(), incoming);
        attachments.attach(received.ticketNumber(), received.timelineEntryId(), incoming.attachments(), true);
        return received;
    }

    private Received open(Incoming incoming) {
        Sender sender = incoming.sender();
        Ticket ticket = registrations.receiveFromCustomer(
                new Intake(
                        incoming.channel(),
                        new Intake.CustomerReference(
                                sender.customerRef(), name(sender), sender.phone(), sender.email(), sender.channelId()),
                        words(incoming),
                        incoming.requestType(),
                        cut(incoming.subject(), LONGEST_SUBJECT),
                        incoming.orderNo(),
                        incoming.productSerial(),
                        incoming.serviceAddress(),
                        incoming.occurredAt(),
                        null,
                        incoming.mood(),
                        incoming.suspectedEmergency(),
                        incoming.externalNumber(),
                        incoming.externalDueAt(),
                        null),
                incoming.acknowledge());
        noteOtherContacts(ticket, sender);
        return new Received(
                ticket.number(),
                Received.Kind.NEW,
                timeline.of(ticket.number()).get(0).id());
    }

    /** A known customer gave other contacts this time: nobody's record is changed by a form, but they are not lost. */
    private void noteOtherContacts(Ticket ticket, Sender sender) {
        if (sender.customerRef() == null) {
            return;
        }
        Customer known = customers.require(ticket.customerRef());
        String others = Stream.of(
                        differs(sender.name(), known.name()),
                        differs(sender.phone(), known.phone()),
                        differs(sender.email(), known.email()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            timeline.add(
                    ticket.number(),
                    TimelineKind.NOTE,
                    Timeline.SYSTEM,
                    messages.getMessage("conversation.other-contacts", new Object[] {others}, house));
        }
    }

    private static Optional<String> differs(@Nullable String said, @Nullable String known) {
        return said == null || said.isBlank() || said.strip().equalsIgnoreCase(known)
                ? Optional.empty()
                : Optional.ofNullable(cut(said.strip(), LONGEST_NAME));
    }

    private Received add(String ticketNumber, Incoming incoming) {
        ConfirmationService.Heard heard = confirmations.hear(ticketNumber, words(incoming));
        return new Received(
                heard.ticketNumber(),
                switch (heard.effect()) {
                    case ADDED -> Received.Kind.ADDED;
                    case REOPENED -> Received.Kind.REOPENED;
                    case CONTINUED -> Received.Kind.CONTINUED;
                },
                heard.timelineEntryId());
    }

    /** What he said; when he sent files and no word, how many. */
    private String words(Incoming incoming) {
        String text = incoming.text().strip();
        if (!text.isEmpty() || incoming.attachments().isEmpty()) {
            return Objects.requireNonNull(cut(text, ConfirmationService.LONGEST_HEARD));
        }
        return messages.getMessage(
                "conversation.only-files", new Object[] {incoming.attachments().size()}, house);
    }

    /** Channels that tell no name leave us the way to reach him, which nobody needs to read in every list (E-04). */
    private static @Nullable String name(Sender sender) {
        String name = sender.name();
        if (name != null && !name.isBlank()) {
            return cut(name.strip(), LONGEST_NAME);
        }
        return Stream.of(sender.email(), sender.phone(), sender.channelId())
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(way -> !way.isEmpty())
                .findFirst()
                .map(Reception::masked)
                .orElse(null);
    }

    private static String masked(String way) {
        IdentityKind kind = way.contains("@") ? IdentityKind.MAIL : IdentityKind.PHONE;
        return Objects.requireNonNull(cut(kind.masked(way), LONGEST_NAME));
    }

    /** Never in the middle of a character. */
    private static @Nullable String cut(@Nullable String text, int length) {
        if (text == null || text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
