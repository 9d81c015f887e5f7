package io.aftercare.conversation;

import io.aftercare.notification.Languages;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockService;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What staff write on a ticket: for colleagues, or to the customer. */
@Service
@Transactional
public class Notes {

    public static final int LONGEST = 10_000;

    private final TicketService tickets;
    private final Timeline timeline;
    private final Notifier notifier;
    private final ClockService clocks;
    private final CurrentUser currentUser;
    private final MessageSource messages;
    private final Languages languages;

    Notes(
            TicketService tickets,
            Timeline timeline,
            Notifier notifier,
            ClockService clocks,
            CurrentUser currentUser,
            MessageSource messages,
            Languages languages) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.notifier = notifier;
        this.clocks = clocks;
        this.currentUser = currentUser;
        this.messages = messages;
        this.languages = languages;
    }

    /** A note that the customer may see is sent to him and counts as a human's first response. */
    public void add(String number, @Nullable String text, boolean visibleToCustomer) {
        write(number, currentUser.id(), text, visibleToCustomer, 0);
    }

    /** Where the words stand: a ticket that was merged meanwhile goes on under another number (L14). */
    record Written(String ticketNumber, long line) {}

    /** As {@link #add}, in the name of who wrote it. */
    Written write(String number, String author, @Nullable String text, boolean visibleToCustomer, int files) {
        String note = Checks.text("text", text, LONGEST);
        if (visibleToCustomer) {
            new Checks().says("text", note).refuseIfAny();
        }
        Ticket ticket = tickets.lock(tickets.followed(number));
        if (ticket.status() == TicketStatus.MERGED) {
            ticket = tickets.lock(tickets.followed(ticket.number()));
        }
        if (!visibleToCustomer) {
            return new Written(ticket.number(), timeline.add(ticket.number(), TimelineKind.NOTE, author, note));
        }
        long line = timeline.addVisible(ticket.number(), TimelineKind.NOTE, author, note);
        notifier.toCustomer(ticket, Template.MESSAGE, "note-" + UUID.randomUUID(), letter(note, files));
        clocks.humanResponded(ticket.number());
        return new Written(ticket.number(), line);
    }

    /** The letter that these words would become, as the customer would read it now. */
    @Transactional(readOnly = true)
    public Notifier.Preview preview(String number, @Nullable String text, int files) {
        String note = Checks.text("text", text, LONGEST);
        return notifier.preview(tickets.require(number), Template.MESSAGE, letter(note, files));
    }

    /** Files stay on the customer's page; the letter says that they are there. */
    private Map<String, String> letter(String note, int files) {
        return Map.of(
                "text",
                files == 0
                        ? note
                        : note + "\n\n"
                                + messages.getMessage(
                                        "conversation.files-on-page", new Object[] {files}, languages.house()));
    }
}
