package io.aftercare.mailbox;

import io.aftercare.conversation.Incoming;
import io.aftercare.conversation.Received;
import io.aftercare.conversation.Reception;
import io.aftercare.conversation.Sender;
import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.customer.IdentityKind;
import io.aftercare.notification.Languages;
import io.aftercare.notification.NotificationProperties;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Outbox;
import io.aftercare.notification.Template;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides what a mail is and hands it on, in one transaction with its line in the book. Whoever it says it comes from,
 * it acts for nobody but a customer (S11); a machine is never answered (R9).
 */
@Service
@Transactional
public class MailDesk {

    /** So many tickets of one sender are acknowledged in a day: enough for people, the end for two desks in a loop. */
    static final int MOST_RECEIPTS = 3;

    static final int MOST_NOTES = 3;
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration SPAM_LASTS = Duration.ofDays(90);
    private static final int LONGEST_WORDS = 15_000;
    private static final int LONGEST_NOTE = 1_000;
    private static final Pattern TOKEN = Pattern.compile("(?<![0-9])([0-9]{6}-[0-9]{6})(?![0-9])");

    private final Mails mails;
    private final Reception reception;
    private final Outbox outbox;
    private final Notifier notifier;
    private final TicketService tickets;
    private final StaffDirectory staff;
    private final Customers customers;
    private final Timeline timeline;
    private final MailProperties properties;
    private final MessageSource texts;
    private final Locale house;
    private final Set<String> ownAddresses;

    MailDesk(
            Mails mails,
            Reception reception,
            Outbox outbox,
            Notifier notifier,
            TicketService tickets,
            StaffDirectory staff,
            Customers customers,
            Timeline timeline,
            MailProperties properties,
            NotificationProperties notification,
            MessageSource texts,
            Languages languages) {
        this.mails = mails;
        this.reception = reception;
        this.outbox = outbox;
        this.notifier = notifier;
        this.tickets = tickets;
        this.staff = staff;
        this.customers = customers;
        this.timeline = timeline;
        this.properties = properties;
        this.texts = texts;
        this.house = languages.house();
        this.ownAddresses = properties.mailboxes().stream()
                .map(mailbox -> mailbox.address().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Matcher sender = Pattern.compile("[^\\s<>]+@[^\\s<>]+").matcher(notification.sender());
        if (sender.find()) {
            ownAddresses.add(sender.group().toLowerCase(Locale.ROOT));
        }
    }

    /** Takes the mail in; {@link UnreadableMail} when a person has to look at it. */
    public void take(IncomingMail mail, Letter letter, MailFiles.Kept files) {
        mails.describe(mail, letter);
        if (!mail.isAccepted()) {
            switch (letter.nature()) {
                case BOUNCE -> bounced(mail, letter);
                case AUTOMATIC -> automatic(mail, letter);
                case LIST -> mails.settle(mail, Mails.Outcome.noted(MailState.LIST, null, null));
                case PERSONAL -> personal(mail, letter, files);
            }
        } else {
            fromCustomer(mail, letter, sender(letter), files);
        }
    }

    private void personal(IncomingMail mail, Letter letter, MailFiles.Kept files) {
        Letter.Writer from = sender(letter);
        if (letter.messageId() != null && outbox.isOurs(letter.messageId())) {
            mails.settle(mail, Mails.Outcome.noted(MailState.AUTOMATIC, text("mailbox.detail.own-message"), null));
            return;
        }
        for (String address : letter.otherSenders()) {
            if (ownAddresses.contains(address)) {
                throw new UnreadableMail(UnreadableMail.Why.OWN_ADDRESS);
            }
            if (staff.hasAddress(address)) {
                throw new UnreadableMail(UnreadableMail.Why.STAFF_SENDER);
            }
        }
        if (mails.isSpamSender(from.address(), SPAM_LASTS)) {
            throw new UnreadableMail(UnreadableMail.Why.SPAM_SENDER);
        }
        fromCustomer(mail, letter, from, files);
    }

    private void fromCustomer(IncomingMail mail, Letter letter, Letter.Writer from, MailFiles.Kept files) {
        @Nullable String token = token(letter.subject());
        @Nullable String ticket = thread(mail, letter, from.address(), token);
        boolean known = ticket != null && mails.isKnownOn(ticket, from.address());
        String words = ticket == null ? letter.text() : QuotedHistory.trim(letter.text());
        if (words.isBlank() && files.ids().isEmpty()) {
            words = letter.subject().isBlank() ? text("mailbox.no-text") : letter.subject();
        }
        String shown = words.length() > LONGEST_WORDS ? cut(words, LONGEST_WORDS) : words;
        boolean acknowledge = !letter.wantsNoAnswer()
                && letter.nature() == Letter.Nature.PERSONAL
                && mails.tickets(from.address(), DAY) < MOST_RECEIPTS;
        Received received = reception.receive(new Incoming(
                channel(mail.mailbox()),
                sender(from),
                ticket,
                letter.subject().isBlank() ? null : cut(letter.subject(), 200),
                shown,
                files.ids(),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                acknowledge));
        mails.keepText(mail, letter.text(), html(letter, files), !shown.equals(letter.text()));
        if (ticket == null && token != null) {
            note(received.ticketNumber(), "mailbox.note.token", token, from.address());
        }
        if (ticket != null && !known) {
            note(received.ticketNumber(), "mailbox.note.other-address", from.address());
        }
        if (!files.refused().isEmpty()) {
            note(received.ticketNumber(), "mailbox.note.files", String.join(", ", files.refused()));
        }
        boolean isNew = received.kind() == Received.Kind.NEW;
        mails.settle(
                mail,
                new Mails.Outcome(
                        isNew ? MailState.TICKET : MailState.MESSAGE,
                        null,
                        null,
                        received.ticketNumber(),
                        received.timelineEntryId(),
                        isNew || known));
    }

    /** Who owns this address is known by it, whatever name he writes above his mails (3-08). */
    private Sender sender(Letter.Writer from) {
        String known = customers
                .owner(IdentityKind.MAIL, from.address())
                .map(Customer::ref)
                .orElse(null);
        return new Sender(known, from.name(), null, from.address(), null);
    }

    /**
     * The ticket that a mail belongs to: it answers a message of ours, whose id nobody can guess, or an earlier mail of
     * somebody known there, or names the ticket in its subject and comes from an address known there.
     */
    private @Nullable String thread(IncomingMail mail, Letter letter, String sender, @Nullable String token) {
        Optional<String> answered = outbox.ticketOf(letter.thread());
        if (answered.isEmpty()) {
            answered = mails.ticketOf(letter.thread(), sender, mail.mailbox());
        }
        if (answered.isPresent()) {
            return answered.get();
        }
        return token != null && mails.isKnownOn(token, sender) ? token : null;
    }

    private void automatic(IncomingMail mail, Letter letter) {
        Optional<String> ticket = outbox.ticketOf(letter.thread());
        if (ticket.isPresent() && mails.noted(ticket.get(), DAY) < MOST_NOTES) {
            Letter.Writer from = letter.from();
            note(
                    ticket.get(),
                    "mailbox.note.automatic",
                    from == null ? "?" : from.address(),
                    letter.subject() + "\n" + cut(QuotedHistory.trim(letter.text()), LONGEST_NOTE));
        }
        mails.settle(mail, Mails.Outcome.noted(MailState.AUTOMATIC, null, ticket.orElse(null)));
    }

    private void bounced(IncomingMail mail, Letter letter) {
        Letter.Bounce bounce = letter.bounce();
        List<String> ids = new ArrayList<>(letter.thread());
        if (bounce != null) {
            ids.addAll(bounce.messageIds());
        }
        String report = bounce == null || bounce.report().isBlank() ? letter.subject() : bounce.report();
        Optional<Outbox.Returned> returned =
                bounce != null && bounce.failed() ? outbox.returned(ids, report) : Optional.empty();
        @Nullable
        String ticketNumber = returned.map(Outbox.Returned::ticketNumber)
                .or(() -> outbox.ticketOf(ids))
                .orElse(null);
        mails.settle(mail, Mails.Outcome.noted(MailState.BOUNCE, report, ticketNumber));
        if (ticketNumber != null
                && returned.filter(Outbox.Returned::customerMissedIt).isPresent()) {
            tellOwner(mail, ticketNumber, returned.get().subject(), report);
        }
    }

    /** Not when a message to the house comes back: that would be one more message to the house. */
    private void tellOwner(IncomingMail mail, String ticketNumber, String subject, String report) {
        Ticket ticket = tickets.require(ticketNumber);
        @Nullable String owner = ticket.owner();
        if (owner != null) {
            String words = texts.getMessage("mailbox.returned", new Object[] {subject, report}, house);
            notifier.toUser(ticket, owner, Template.MESSAGE, "returned:" + mail.id(), Map.of("text", words));
        }
    }

    private @Nullable String html(Letter letter, MailFiles.Kept files) {
        return letter.html() == null
                ? null
                : HtmlCleaner.clean(letter.html(), files.pictures(), text("mailbox.picture-elsewhere"));
    }

    private static Letter.Writer sender(Letter letter) {
        Letter.Writer from = letter.from();
        if (from == null) {
            throw new UnreadableMail(UnreadableMail.Why.NO_SENDER);
        }
        return from;
    }

    private Channel channel(String mailbox) {
        return properties.mailbox(mailbox).map(MailProperties.Mailbox::channel).orElse(Channel.EMAIL);
    }

    private static @Nullable String token(String subject) {
        Matcher found = TOKEN.matcher(subject);
        return found.find() ? found.group(1) : null;
    }

    private void note(String ticketNumber, String key, String... words) {
        timeline.add(ticketNumber, TimelineKind.NOTE, Timeline.SYSTEM, texts.getMessage(key, (Object[]) words, house));
    }

    private String text(String key) {
        return texts.getMessage(key, new Object[0], house);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1) + "…";
    }
}
