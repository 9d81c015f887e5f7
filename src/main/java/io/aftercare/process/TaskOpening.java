package io.aftercare.process;

import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.tracking.ClockService;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Gives every human task its due date from the ticket's clocks, and the ticket's priority for sorting. */
@Component
class TaskOpening implements TaskListener {

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
        Priority priority = ticket.priority();
        task.setPriority(ticket.isUrgent() ? 100 : priority == Priority.P2 ? 20 : 50);
    }
}
