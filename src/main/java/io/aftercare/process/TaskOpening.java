package io.aftercare.process;

import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.tracking.ClockService;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Gives every human task its due date from the ticket's clocks, and its place in the lists (E-03). */
@Component
class TaskOpening implements TaskListener {

    private static final int EMERGENCY = 100;
    private static final int USUAL = 50;

    private final TicketService tickets;
    private final ClockService clocks;

    TaskOpening(TicketService tickets, ClockService clocks) {
        this.tickets = tickets;
        this.clocks = clocks;
    }

    @Override
    public void notify(DelegateTask task) {
        Ticket ticket = tickets.require(Completion.ticketOf(task));
        task.setDueDate(Date.from(clocks.dueFor(ticket, task.getTaskDefinitionKey())));
        task.setPriority(ticket.isUrgent() ? EMERGENCY : urged(ticket.urgedCount()));
        if (ticket.urgedCount() > 0) {
            task.setVariableLocal(Variables.TICKET_URGED.name(), ticket.urgedCount());
        }
    }

    /** Lists begin with emergencies, then whom the customer urges most; everything else goes by its due time. */
    static int urged(int times) {
        return Math.min(EMERGENCY - 1, USUAL + 10 * times);
    }
}
