package io.aftercare.desk;

import io.aftercare.attachment.Attachment;
import io.aftercare.attachment.Attachments;
import io.aftercare.conversation.Draft;
import io.aftercare.conversation.Drafts;
import io.aftercare.customer.Customers;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the conversation on the ticket page shows: lines with their files, and what the reader is writing. */
@Service
@Transactional(readOnly = true)
public class Conversations {

    private final TicketService tickets;
    private final Customers customers;
    private final Timeline timeline;
    private final Attachments attachments;
    private final Drafts drafts;
    private final Wording wording;
    private final Clock clock;

    Conversations(
            TicketService tickets,
            Customers customers,
            Timeline timeline,
            Attachments attachments,
            Drafts drafts,
            Wording wording,
            Clock clock) {
        this.tickets = tickets;
        this.customers = customers;
        this.timeline = timeline;
        this.attachments = attachments;
        this.drafts = drafts;
        this.wording = wording;
        this.clock = clock;
    }

    ConversationView of(String number, Locale locale) {
        Ticket ticket = tickets.require(number);
        Map<Long, List<Attachment>> files = attachments.ofTicket(number).stream()
                .filter(file -> file.timelineEntryId() != null)
                .collect(Collectors.groupingBy(file -> Objects.requireNonNull(file.timelineEntryId())));
        return ConversationView.of(
                ticket,
                customers.require(ticket.customerRef()),
                // what was said on a ticket that was merged into this one belongs here too (L14)
                tickets.withMerged(number).stream()
                        .map(each ->
                                new ConversationView.Story(tickets.require(each).description(), timeline.of(each)))
                        .toList(),
                files,
                composer(number, false),
                composer(number, true),
                wording.in(locale));
    }

    private ConversationView.Composer composer(String number, boolean internal) {
        Draft draft = drafts.mine(number, internal).orElse(null);
        List<Attachment> files = draft == null ? List.of() : attachments.all(drafts.files(draft));
        return ConversationView.Composer.of(internal, draft, files, clock.instant());
    }
}
