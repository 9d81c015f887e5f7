package io.aftercare.mailbox;

import io.aftercare.customer.CustomerAnonymised;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book of all mail that came in (R8): a mail stands in it before the mailbox is told that it was seen, and leaves
 * its line only with a word of what became of it.
 */
@Service
@Transactional(propagation = Propagation.REQUIRES_NEW)
public class Mails {

    static final int TRIES = 3;
    private static final int SWEPT_AT_ONCE = 100;
    private static final String FORGOTTEN = "—";

    private final MailMapper mails;
    private final MailProperties properties;
    private final Clock clock;

    Mails(MailMapper mails, MailProperties properties, Clock clock) {
        this.mails = mails;
        this.properties = properties;
        this.clock = clock;
    }

    /** Stores what a mailbox holds; the same place in the mailbox again changes nothing. */
    public void store(Fetched mail) {
        NewMail described = described(mail);
        Optional<MailMapper.Stored> known = mails.findByKey(described.mailKey());
        if (known.isPresent()) {
            if (known.get().uid() != mail.uid() || known.get().uidValidity() != mail.uidValidity()) {
                storeAgain(described, known.get().id());
            }
            return;
        }
        MailMapper.Key key = new MailMapper.Key();
        try {
            mails.insert(key, described);
        } catch (DuplicateKeyException storedMeanwhile) {
            return;
        }
        mails.insertSource(key.id(), mail.bytes());
    }

    /** One more copy: a line of its own, without the content. */
    private void storeAgain(NewMail mail, long first) {
        String place = Fingerprint.of("again:" + mail.mailbox() + ":" + mail.uidValidity() + ":" + mail.uid());
        if (mails.findByKey(place).isPresent()) {
            return;
        }
        try {
            mails.insert(
                    new MailMapper.Key(),
                    new NewMail(
                            mail.mailbox(),
                            place,
                            mail.uidValidity(),
                            mail.uid(),
                            mail.messageId(),
                            mail.sender(),
                            mail.senderName(),
                            mail.subject(),
                            mail.sizeBytes(),
                            mail.whole(),
                            MailState.DUPLICATE,
                            null,
                            first,
                            mail.at()));
        } catch (DuplicateKeyException storedMeanwhile) {
            // another node was quicker
        }
    }

    private NewMail described(Fetched mail) {
        UnreadableMail.@Nullable Why why = mail.whole() ? null : UnreadableMail.Why.TOO_BIG;
        @Nullable String messageId = null;
        Letter.@Nullable Writer from = null;
        @Nullable String subject = null;
        String content;
        try {
            MailHeaders headers = MailHeaders.read(mail.bytes(), 0, mail.bytes().length);
            List<String> ids = headers.ids("Message-ID");
            messageId = ids.isEmpty() ? null : ids.get(0);
            from = MailReader.writer(headers, null);
            subject = MailReader.subject(headers, null);
            // the way it took may differ from copy to copy; who, what, when and the words do not
            content = headers.first("From") + "\n" + headers.first("Subject") + "\n" + headers.first("Date") + "\n"
                    + (mail.whole() ? body(mail.bytes(), headers.end()) : Long.toString(mail.size()));
        } catch (UnreadableMail unreadable) {
            why = why == null ? unreadable.why() : why;
            content = body(mail.bytes(), 0);
        }
        return new NewMail(
                mail.mailbox(),
                Fingerprint.of(mail.mailbox() + "\n" + messageId + "\n" + content),
                mail.uidValidity(),
                mail.uid(),
                messageId,
                from == null ? null : from.address(),
                from == null ? null : from.name(),
                subject,
                mail.size(),
                mail.whole(),
                why == null ? MailState.WAITING : MailState.QUARANTINED,
                why == null ? null : why.name(),
                null,
                clock.instant());
    }

    private static String body(byte[] mail, int from) {
        return new String(mail, from, mail.length - from, StandardCharsets.ISO_8859_1);
    }

    /** Takes waiting mail for this node until the lease ends; a lease that ran out is taken again. */
    public List<IncomingMail> claim(int limit) {
        Instant now = clock.instant();
        Instant until = now.plus(properties.mail().workLease());
        List<IncomingMail> due = mails.findDueForUpdate(now, limit);
        if (!due.isEmpty()) {
            mails.lease(due.stream().map(IncomingMail::id).toList(), until);
        }
        return due.stream().map(mail -> mail.claimed(until)).toList();
    }

    @Transactional(readOnly = true)
    public byte @Nullable [] source(long id) {
        return mails.findSource(id).map(MailMapper.Source::bytes).orElse(null);
    }

    /** In the transaction of what it became, so that both stand or neither. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(IncomingMail mail, Outcome outcome) {
        int settled = mails.settle(
                mail.id(),
                mail.attempts(),
                outcome.state(),
                outcome.reason(),
                outcome.detail() == null ? null : HeaderText.oneLine(outcome.detail(), 500),
                outcome.ticketNumber(),
                outcome.timelineEntryId(),
                outcome.trusted(),
                clock.instant());
        if (settled == 0) {
            throw new TakenOver(mail.id());
        }
    }

    /** What the whole text says of itself; the header alone may have been read with the wrong charset. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void describe(IncomingMail mail, Letter letter) {
        Letter.Writer from = letter.from();
        mails.describe(
                mail.id(),
                letter.messageId(),
                from == null ? null : from.address(),
                from == null ? null : from.name(),
                letter.subject());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void keepText(IncomingMail mail, String text, @Nullable String html, boolean cut) {
        if (mail.isAccepted()) {
            mails.deleteText(mail.id());
        }
        mails.insertText(mail.id(), text, html, cut);
    }

    /** It waits for a person now. */
    public void quarantine(IncomingMail mail, UnreadableMail.Why why, @Nullable String detail) {
        settle(mail, Outcome.quarantined(why, detail));
    }

    /** Back to the waiting ones: a try that failed, or that never was one because the database was away. */
    public void putBack(IncomingMail mail, boolean counted, String detail) {
        mails.putBack(
                mail.id(),
                mail.attempts(),
                counted,
                clock.instant().plus(properties.mail().retryAfter()),
                HeaderText.oneLine(detail, 500));
    }

    @Transactional(readOnly = true)
    public List<IncomingMail> find(MailFilter filter, int page, int size) {
        return mails.search(filter, page * size, size + 1);
    }

    @Transactional(readOnly = true)
    public Map<MailState, Long> counts() {
        Map<MailState, Long> counts = new EnumMap<>(MailState.class);
        mails.countStates().forEach(each -> counts.put(each.state(), each.mails()));
        return counts;
    }

    @Transactional(readOnly = true)
    public IncomingMail require(long id) {
        return mails.find(id).orElseThrow(Mails::unknown);
    }

    @Transactional(readOnly = true)
    public Optional<MailText> text(long id) {
        return mails.findText(id);
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<IncomingMail> ofTicket(String ticketNumber, int limit) {
        return mails.findOfTicket(ticketNumber, limit);
    }

    /** A person says that it is to be worked on again, whoever it seems to come from. */
    public void takeIn(long id, String by) {
        IncomingMail mail = mails.findForUpdate(id).orElseThrow(Mails::unknown);
        if (!canBeTakenIn(mail)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.mail-not-to-be-taken-in");
        }
        if (mails.findSource(id).isEmpty()) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.mail-source-gone");
        }
        mails.takeIn(id, by, clock.instant());
    }

    /** Only what was fetched whole, and what is not on a ticket already. */
    static boolean canBeTakenIn(IncomingMail mail) {
        return mail.whole()
                && switch (mail.state()) {
                    case QUARANTINED, DISCARDED, LIST -> true;
                    case AUTOMATIC, BOUNCE -> mail.ticketNumber() == null;
                    case WAITING, TICKET, MESSAGE, DUPLICATE -> false;
                };
    }

    /** Puts a quarantined mail aside with a reason. */
    public void discard(long id, @Nullable String reason, boolean spam, String by) {
        IncomingMail mail = mails.findForUpdate(id).orElseThrow(Mails::unknown);
        if (!canBeDiscarded(mail)) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.mail-settled");
        }
        String why = spam ? null : Checks.text("reason", reason, 500);
        mails.discard(id, spam, why, by, clock.instant());
    }

    static boolean canBeDiscarded(IncomingMail mail) {
        return mail.state() == MailState.QUARANTINED || mail.state() == MailState.LIST;
    }

    /** The sources of mail that was settled long ago go; answers how many. */
    public int sweep() {
        List<Long> old = mails.findSettledWithSource(
                clock.instant().minus(properties.mail().keepSource()), SWEPT_AT_ONCE);
        return old.isEmpty() ? 0 : mails.deleteSources(old);
    }

    /** Who is forgotten takes his mail with him (E-04). */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(CustomerAnonymised customer) {
        List<Long> his = mails.findOfCustomer(customer.ref());
        if (!his.isEmpty()) {
            mails.deleteSources(his);
            mails.deleteTexts(his);
            mails.forget(his, FORGOTTEN);
        }
    }

    @Transactional(readOnly = true)
    public boolean isSpamSender(String sender, Duration within) {
        return mails.isSpamSender(sender, clock.instant().minus(within));
    }

    /** How many tickets this address opened lately. */
    @Transactional(readOnly = true)
    public int tickets(String sender, Duration within) {
        return mails.countTickets(sender, clock.instant().minus(within));
    }

    /** How many automatic mails were noted on the ticket lately. */
    @Transactional(readOnly = true)
    public int noted(String ticketNumber, Duration within) {
        return mails.countNoted(ticketNumber, clock.instant().minus(within));
    }

    /** The ticket of an earlier mail, if this sender is known on it. */
    @Transactional(readOnly = true)
    public Optional<String> ticketOf(List<String> messageIds, String sender, String mailbox) {
        return messageIds.isEmpty() ? Optional.empty() : mails.findTicketByMessageIds(messageIds, sender, mailbox);
    }

    @Transactional(readOnly = true)
    public boolean isKnownOn(String ticketNumber, String sender) {
        return mails.isKnownOn(ticketNumber, sender);
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "problem.mail-unknown");
    }

    /** A mail as the mailbox gave it out; {@code bytes} are only its beginning when it is not {@code whole}. */
    record Fetched(String mailbox, long uidValidity, long uid, long size, boolean whole, byte[] bytes) {}

    /** What became of a mail. */
    record Outcome(
            MailState state,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String ticketNumber,
            @Nullable Long timelineEntryId,
            boolean trusted) {

        static Outcome quarantined(UnreadableMail.Why why, @Nullable String detail) {
            return new Outcome(MailState.QUARANTINED, why.name(), detail, null, null, false);
        }

        static Outcome noted(MailState state, @Nullable String detail, @Nullable String ticketNumber) {
            return new Outcome(state, null, detail, ticketNumber, null, false);
        }
    }

    /** The lease ran out while it was worked on, and another node has it now. */
    static final class TakenOver extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TakenOver(long id) {
            super("Mail " + id + " was taken over");
        }
    }
}
