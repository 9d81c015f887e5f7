package io.aftercare.tracking;

import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tickets as subjects of clocks. */
@Component
class TicketSubjects implements ClockSubjects {

    private final TicketService tickets;
    private final ServiceLevelRules rules;
    private final Escalations escalations;
    private final ClockService clocks;

    TicketSubjects(TicketService tickets, ServiceLevelRules rules, Escalations escalations, ClockService clocks) {
        this.tickets = tickets;
        this.rules = rules;
        this.escalations = escalations;
        this.clocks = clocks;
    }

    @Override
    public String type() {
        return Subject.TICKET;
    }

    @Override
    public Held lock(String ref) {
        Ticket ticket = tickets.lock(ref);
        return new Held() {
            @Override
            public boolean waitsFor(ClockName name) {
                return !ticket.status().isFinal()
                        && (name != ClockName.CUSTOMER_UPDATE || CustomerUpdates.isAwake(ticket));
            }

            @Override
            public Map<String, @Nullable Object> inputs() {
                return rules.inputs(ticket);
            }

            @Override
            public void reached(TicketClock clock, int level) {
                escalations.climbed(ticket, clock, level);
            }

            @Override
            public void moved(Set<ClockName> names) {
                clocks.moveTasks(ticket, names);
            }
        };
    }
}
