package io.aftercare.approval;

import io.aftercare.absence.ActingFor;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.problem.ProblemException;
import io.aftercare.security.CurrentUser;
import io.aftercare.solution.Compensations.Gate;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketFilter;
import io.aftercare.ticket.TicketService;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.Obstacles;
import io.aftercare.tracking.TicketClock;
import io.aftercare.worklist.Decision;
import io.aftercare.worklist.Worklist;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What waits for the current user's decision, with all that he has to know (E-02, L8). */
@Service
@Transactional(readOnly = true)
public class ApprovalDesk {

    private static final int MOST_HISTORY = 10;

    private final Worklist worklist;
    private final TicketService tickets;
    private final Customers customers;
    private final OrderDirectory orders;
    private final Matters matters;
    private final Separation separation;
    private final ApprovalMapper approvals;
    private final ClockService clocks;
    private final Obstacles obstacles;
    private final ActingFor actingFor;
    private final CurrentUser currentUser;

    ApprovalDesk(
            Worklist worklist,
            TicketService tickets,
            Customers customers,
            OrderDirectory orders,
            Matters matters,
            Separation separation,
            ApprovalMapper approvals,
            ClockService clocks,
            Obstacles obstacles,
            ActingFor actingFor,
            CurrentUser currentUser) {
        this.worklist = worklist;
        this.tickets = tickets;
        this.customers = customers;
        this.orders = orders;
        this.matters = matters;
        this.separation = separation;
        this.approvals = approvals;
        this.clocks = clocks;
        this.obstacles = obstacles;
        this.actingFor = actingFor;
        this.currentUser = currentUser;
    }

    /** Nearest due first; what was decided between two looks is left out. */
    public List<Waiting> waiting() {
        return worklist.decisions().stream().flatMap(this::stillWaiting).toList();
    }

    /** One of them; 403 when it is not the reader's, 409 when it was decided meanwhile. */
    public Waiting require(String taskId) {
        return waiting(worklist.decision(taskId));
    }

    private Stream<Waiting> stillWaiting(Decision decision) {
        try {
            return Stream.of(waiting(decision));
        } catch (ProblemException decidedMeanwhile) {
            return Stream.empty();
        }
    }

    private Waiting waiting(Decision decision) {
        Ticket ticket = tickets.require(decision.ticket());
        Matter matter = matters.of(ticket, Subject.valueOf(decision.subject()));
        CustomerOrder order =
                ticket.orderNo() == null ? null : orders.find(ticket.orderNo()).orElse(null);
        return new Waiting(
                decision,
                ticket,
                customers.require(ticket.customerRef()),
                order,
                matter.solution(),
                matter.obstacleId() == null ? null : obstacles.describe(ticket.number()),
                matter.lines(),
                matter.proposer(),
                matter.gates().sums(),
                matter.gates().ruleVersion(),
                matter.hash(),
                clock(ticket),
                approvals.findByTicket(ticket.number()),
                approvals.findQuestions(ticket.number()),
                tickets
                        .search(new TicketFilter(null, null, null, ticket.customerRef(), null), 0, MOST_HISTORY + 1)
                        .stream()
                        .filter(other -> !other.number().equals(ticket.number()))
                        .limit(MOST_HISTORY)
                        .toList(),
                approvals.sumOfCustomer(ticket.customerRef(), ticket.number()),
                separation.obstacleFor(persons(decision), matter, Gate.valueOf(decision.gate())));
    }

    private Set<String> persons(Decision decision) {
        Set<String> persons = new HashSet<>(actingFor.persons());
        String absent = decision.onBehalfOf();
        if (absent != null) {
            persons.add(absent);
        }
        persons.add(currentUser.id());
        return persons;
    }

    private @Nullable TicketClock clock(Ticket ticket) {
        return clocks.of(ticket.number()).stream()
                .filter(clock -> clock.name() == ClockName.APPROVAL && clock.metAt() == null)
                .reduce((first, second) -> second)
                .orElse(null);
    }
}
