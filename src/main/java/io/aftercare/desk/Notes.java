package io.aftercare.desk;

import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockService;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What staff write on a ticket: for colleagues, or to the customer. */
@Service
@Transactional
public class Notes {

    static final int LONGEST = 10_000;

    private final TicketService tickets;
    private final Timeline timeline;
    private final Notifier notifier;
    private final ClockService clocks;
    private final CurrentUser currentUser;

    Notes(TicketService tickets, Timeline timeline, Notifier notifier, ClockService clocks, CurrentUser currentUser) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.notifier = notifier;
        this.clocks = clocks;
        this.currentUser = currentUser;
    }

    /** A note that the customer may see is sent to him and counts as a human's first response. */
    public void add(String number, @Nullable String text, boolean visibleToCustomer) {
        String note = Checks.text("text", text, LONGEST);
        if (!visibleToCustomer) {
            Ticket ticket = tickets.require(number);
            timeline.add(ticket.number(), TimelineKind.NOTE, currentUser.id(), note);
            return;
        }
        new Checks().says("text", note).refuseIfAny();
        Ticket ticket = tickets.lock(number);
        timeline.addVisible(number, TimelineKind.NOTE, currentUser.id(), note);
        notifier.toCustomer(ticket, Template.MESSAGE, "note-" + UUID.randomUUID(), Map.of("text", note));
        clocks.humanResponded(number);
    }
}
