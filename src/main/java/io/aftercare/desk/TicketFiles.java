package io.aftercare.desk;

import io.aftercare.approval.ApprovalService;
import io.aftercare.conversation.ServiceFacts;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.entitlement.EntitlementService;
import io.aftercare.problem.Checks;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketFilter;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.tracking.ClockExplanations;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.Obstacles;
import io.aftercare.tracking.TicketClock;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looks tickets up for staff: one whole file, or a page of the list. */
@Service
@Transactional(readOnly = true)
public class TicketFiles {

    static final int LARGEST_PAGE = 100;
    private static final int LAST_PAGE = 1_000_000;

    private final TicketService tickets;
    private final Customers customers;
    private final OrderDirectory orders;
    private final TicketProcess process;
    private final ClockService clocks;
    private final ClockExplanations whys;
    private final SolutionService solutions;
    private final Compensations compensations;
    private final EntitlementService entitlements;
    private final ApprovalService approvals;
    private final Obstacles obstacles;
    private final Timeline timeline;
    private final ServiceFacts facts;
    private final DeskMapper desk;
    private final Clock clock;

    TicketFiles(
            TicketService tickets,
            Customers customers,
            OrderDirectory orders,
            TicketProcess process,
            ClockService clocks,
            ClockExplanations whys,
            SolutionService solutions,
            Compensations compensations,
            EntitlementService entitlements,
            ApprovalService approvals,
            Obstacles obstacles,
            Timeline timeline,
            ServiceFacts facts,
            DeskMapper desk,
            Clock clock) {
        this.tickets = tickets;
        this.customers = customers;
        this.orders = orders;
        this.process = process;
        this.clocks = clocks;
        this.whys = whys;
        this.solutions = solutions;
        this.compensations = compensations;
        this.entitlements = entitlements;
        this.approvals = approvals;
        this.obstacles = obstacles;
        this.timeline = timeline;
        this.facts = facts;
        this.desk = desk;
        this.clock = clock;
    }

    /** The file, or 404. */
    TicketFile file(String number, Locale locale) {
        Ticket ticket = tickets.require(number);
        String orderNo = ticket.orderNo();
        CustomerOrder order = orderNo == null ? null : orders.find(orderNo).orElse(null);
        List<TicketProcess.Holder> holders = process.holders(number).stream()
                .sorted(Comparator.comparing(TicketProcess.Holder::since))
                .toList();
        List<TicketClock> shown = clocks.of(number).stream()
                .filter(each -> each.state() != ClockState.STOPPED)
                .toList();
        Solution solution = solutions.latest(number).orElse(null);
        return new TicketFile(
                ticket,
                customers.require(ticket.customerRef()),
                order,
                entitlements.of(ticket, solution == null ? null : solution.finding()),
                holders,
                shown,
                shown.stream().collect(Collectors.toMap(TicketClock::id, each -> clocks.explanation(each, locale))),
                shown.stream().collect(Collectors.toMap(TicketClock::id, each -> whys.lines(each, locale))),
                solution,
                compensations.of(number),
                approvals.of(number),
                obstacles.describe(number),
                timeline.of(number),
                facts.of(number)
                        .map(fact -> Measured.of(fact, facts.firstTime(fact)))
                        .orElse(Measured.NOTHING));
    }

    /** The ticket alone, or 404. */
    Ticket ticket(String number) {
        return tickets.require(number);
    }

    /** One page, newest first; {@code page} counts from 0. */
    Found find(TicketFilter filter, int page, int size) {
        new Checks()
                .that(page >= 0 && page <= LAST_PAGE, "page", "field.range", 0, LAST_PAGE)
                .that(size >= 1 && size <= LARGEST_PAGE, "size", "field.range", 1, LARGEST_PAGE)
                .atMost("q", filter.q(), 200)
                .refuseIfAny();
        List<Ticket> found = tickets.search(filter, page, size);
        if (found.isEmpty()) {
            return new Found(found, Map.of(), Set.of(), page == 0 ? 0 : tickets.count(filter), page, size);
        }
        Map<String, CustomerName> names = new HashMap<>();
        desk.customerNames(found.stream().map(Ticket::customerRef).distinct().toList())
                .forEach(name -> names.put(name.ref(), name));
        Set<String> overdue =
                new HashSet<>(desk.overdue(found.stream().map(Ticket::number).toList(), clock.instant()));
        return new Found(found, names, overdue, tickets.count(filter), page, size);
    }

    /** A page of the list; {@code customers} by reference, {@code overdue} by ticket number. */
    record Found(
            List<Ticket> tickets,
            Map<String, CustomerName> customers,
            Set<String> overdue,
            long total,
            int page,
            int size) {}
}
