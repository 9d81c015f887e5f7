package io.aftercare.conversation;

import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketMoved;
import io.aftercare.ticket.TicketReceived;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.HumanResponded;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what is measured of a ticket, inside the transaction in which it happens (0-01, 0-03, D11). */
@Service
@Transactional
public class ServiceFacts {

    private final ServiceFactMapper facts;
    private final Timeline timeline;
    private final ConversationProperties properties;
    private final Clock clock;

    ServiceFacts(ServiceFactMapper facts, Timeline timeline, ConversationProperties properties, Clock clock) {
        this.facts = facts;
        this.timeline = timeline;
        this.properties = properties;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<ServiceFact> of(String ticketNumber) {
        return facts.find(ticketNumber);
    }

    /** Whether the first solution held; null while he may still come again. */
    public @Nullable Boolean firstTime(ServiceFact fact) {
        return fact.firstTime(clock.instant(), properties.repeatedWithin());
    }

    @EventListener
    void received(TicketReceived received) {
        Ticket ticket = received.ticket();
        facts.insert(ticket.number());
        Instant now = clock.instant();
        String former = ticket.continuesNumber();
        if (former != null && !ticket.reportedBy().equals(Timeline.CUSTOMER)) {
            // one of us took two matters apart that came together: he did not come again
            return;
        }
        if (former != null) {
            facts.spoiled(former, now, ServiceFact.SpoiledBy.REPEATED, now.minus(properties.repeatedWithin()));
        }
        String orderNo = ticket.orderNo();
        if (orderNo != null) {
            Instant since = now.minus(properties.repeatedWithin());
            facts.findSolved(ticket.number(), ticket.customerRef(), orderNo, since)
                    .forEach(solved -> facts.spoiled(solved, now, ServiceFact.SpoiledBy.REPEATED, since));
        }
    }

    @EventListener
    void responded(HumanResponded responded) {
        if (facts.responded(responded.ticketNumber(), clock.instant()) == 0
                && facts.find(responded.ticketNumber()).isEmpty()) {
            facts.insert(responded.ticketNumber());
            facts.responded(responded.ticketNumber(), clock.instant());
        }
    }

    @EventListener
    void moved(TicketMoved moved) {
        Ticket ticket = moved.ticket();
        if (ticket.status() == TicketStatus.AWAITING_CONFIRMATION) {
            facts.resolved(ticket.number(), clock.instant(), ticket.isSimple() && !askedAgain(ticket.number()));
        } else if (ticket.status() == TicketStatus.CLASSIFIED && solved(moved.from())) {
            Instant now = clock.instant();
            facts.spoiled(
                    ticket.number(),
                    now,
                    moved.from() == TicketStatus.CLOSED
                            ? ServiceFact.SpoiledBy.REOPENED
                            : ServiceFact.SpoiledBy.DISPUTED,
                    now.minus(properties.repeatedWithin()));
        }
    }

    private static boolean solved(TicketStatus status) {
        return status.isResolved() || status == TicketStatus.CLOSED;
    }

    private boolean askedAgain(String number) {
        return timeline.of(number).stream().anyMatch(entry -> entry.kind() == TimelineKind.MESSAGE_FROM_CUSTOMER);
    }
}
