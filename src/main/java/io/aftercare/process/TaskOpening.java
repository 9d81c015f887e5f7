package io.aftercare.process;

import io.aftercare.absence.CoveredTasks;
import io.aftercare.absence.Covers;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.tracking.ClockService;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.IdentityLink;
import org.springframework.stereotype.Component;

/** Gives every human task its due date, its place in the lists (E-03), and the substitutes of who is absent (L8). */
@Component
class TaskOpening implements TaskListener {

    private static final int EMERGENCY = 100;
    private static final int USUAL = 50;

    private final TicketService tickets;
    private final ClockService clocks;
    private final Covers covers;

    TaskOpening(TicketService tickets, ClockService clocks, Covers covers) {
        this.tickets = tickets;
        this.clocks = clocks;
        this.covers = covers;
    }

    @Override
    public void notify(DelegateTask task) {
        Ticket ticket = tickets.require(Completion.ticketOf(task));
        task.setDueDate(Date.from(clocks.dueFor(ticket, task.getTaskDefinitionKey())));
        task.setPriority(ticket.isUrgent() ? EMERGENCY : urged(ticket.urgedCount()));
        if (ticket.urgedCount() > 0) {
            task.setVariableLocal(Variables.TICKET_URGED.name(), ticket.urgedCount());
        }
        showToSubstitutes(task, ticket);
    }

    /** Lists begin with emergencies, then whom the customer urges most; everything else goes by its due time. */
    static int urged(int times) {
        return Math.min(EMERGENCY - 1, USUAL + 10 * times);
    }

    private void showToSubstitutes(DelegateTask task, Ticket ticket) {
        List<String> groups = task.getCandidates().stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .toList();
        covers.opened(new CoveredTasks.Held(
                        task.getId(),
                        task.getTaskDefinitionKey(),
                        task.getName(),
                        ticket.number(),
                        task.getAssignee(),
                        groups))
                .forEach(task::addCandidateUser);
    }
}
