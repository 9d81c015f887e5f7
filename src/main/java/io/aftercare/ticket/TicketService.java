package io.aftercare.ticket;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.transaction.OncePerTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The one writer of the ticket table. Every move is compare-and-set: of two that race, one gets a 409. */
@Service
@Transactional
public class TicketService {

    /** Far beyond what people do. */
    private static final int LONGEST_CHAIN = 1_000;

    private final TicketMapper tickets;
    private final OncePerTransaction<String, Ticket> standing;
    private final OncePerTransaction<String, Boolean> held = new OncePerTransaction<>(number -> false);
    private final TicketCounts counts;
    private final TicketNumbers numbers;
    private final Timeline timeline;
    private final TicketProcess process;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TicketService(
            TicketMapper tickets,
            TicketCounts counts,
            TicketNumbers numbers,
            Timeline timeline,
            TicketProcess process,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tickets = tickets;
        this.standing = new OncePerTransaction<>(number -> tickets.find(number).orElse(null));
        this.counts = counts;
        this.numbers = numbers;
        this.timeline = timeline;
        this.process = process;
        this.events = events;
        this.clock = clock;
    }

    public String nextNumber() {
        return numbers.next();
    }

    public Ticket add(NewTicket ticket) {
        tickets.insert(ticket);
        held.keep(ticket.number(), true);
        Ticket added = require(ticket.number());
        events.publishEvent(new TicketReceived(added));
        return added;
    }

    /** The ticket, or 404. */
    @Transactional(readOnly = true)
    public Ticket require(String number) {
        return known(isHeld(number) ? standing.of(number) : tickets.find(number).orElse(null));
    }

    @Transactional(readOnly = true)
    public boolean exists(String number) {
        return tickets.exists(number);
    }

    /** The ticket with its row locked until the transaction ends, or 404. */
    public Ticket lock(String number) {
        if (isHeld(number)) {
            return known(standing.of(number));
        }
        Ticket locked = known(tickets.findForUpdate(number).orElse(null));
        held.keep(number, true);
        standing.keep(number, locked);
        return locked;
    }

    /** Locks those of them that nobody else has locked, without waiting for anybody; answers their numbers. */
    public Set<String> lockFree(Collection<String> numbers) {
        Set<String> locked = new LinkedHashSet<>();
        for (Ticket ticket : tickets.findFreeForUpdate(numbers)) {
            held.keep(ticket.number(), true);
            standing.keep(ticket.number(), ticket);
            locked.add(ticket.number());
        }
        return locked;
    }

    /**
     * Whether this transaction has the row to itself, because it locked or made it: only then may it keep what it read
     * of the ticket and of what is written under its lock.
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public boolean isHeld(String number) {
        return Boolean.TRUE.equals(held.of(number));
    }

    @Transactional(readOnly = true)
    public List<Ticket> search(TicketFilter filter, int page, int size) {
        return tickets.search(filter, page * size, size);
    }

    /** How many match; from ten thousand on as it was some seconds ago. */
    @Transactional(readOnly = true)
    public long count(TicketFilter filter) {
        return counts.of(filter);
    }

    /** Moves the ticket on, or says that the moment has passed. */
    public Ticket move(Ticket ticket, TicketStatus to) {
        if (!ticket.status().mayBecome(to)) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        Instant now = clock.instant();
        once(tickets.changeStatus(ticket.number(), ticket.status(), to, now));
        Ticket moved = ticket.in(to, now);
        events.publishEvent(new TicketMoved(moved, ticket.status()));
        return moved;
    }

    public Ticket register(
            Ticket ticket,
            String owner,
            String description,
            @Nullable Mood mood,
            @Nullable String orderNo,
            @Nullable Instant occurredAt,
            @Nullable Instant expectedResolutionAt) {
        once(tickets.register(
                ticket.number(), owner, description, mood, orderNo, occurredAt, expectedResolutionAt, clock.instant()));
        return require(move(ticket, TicketStatus.REGISTERED).number());
    }

    /** Stores the classification; the caller moves the status. */
    public Ticket classify(Ticket ticket, Classification classification, Priority priority, String department) {
        once(tickets.classify(ticket.number(), classification, priority, department, clock.instant()));
        return require(ticket.number());
    }

    public void countNotOurs(Ticket ticket) {
        once(tickets.countNotOurs(ticket.number()));
    }

    public void changePriority(Ticket ticket, Priority priority) {
        once(tickets.changePriority(ticket.number(), priority));
    }

    public void changeDepartment(Ticket ticket, String department, Category category) {
        once(tickets.changeDepartment(ticket.number(), department, category));
    }

    public void changeOwner(Ticket ticket, String owner) {
        once(tickets.changeOwner(ticket.number(), owner));
    }

    /** Marks it for the lists; a second time changes nothing. */
    public void markEscalated(String number) {
        tickets.markEscalated(number);
        standing.forget(number);
    }

    public void countUrge(Ticket ticket) {
        once(tickets.countUrge(ticket.number()));
    }

    public void recordResult(
            Ticket ticket,
            @Nullable String outcome,
            @Nullable String rootCause,
            @Nullable String resolutionSummary,
            boolean proposeArticle) {
        once(tickets.recordResult(ticket.number(), outcome, rootCause, resolutionSummary, proposeArticle));
    }

    /** The work is finished now: counts a round, opens the question whether it is solved. */
    public Ticket resolve(Ticket ticket, Instant surveyEndsAt) {
        once(tickets.resolve(ticket.number(), clock.instant(), surveyEndsAt));
        return require(move(ticket, TicketStatus.AWAITING_CONFIRMATION).number());
    }

    /** The customer says that it is solved; a second time changes nothing. */
    public Ticket confirm(Ticket ticket) {
        tickets.confirm(ticket.number(), clock.instant());
        changed();
        if (ticket.status() == TicketStatus.AWAITING_CONFIRMATION) {
            move(ticket, TicketStatus.CONFIRMED);
        }
        return require(ticket.number());
    }

    /** Not solved after all: back to a proposal. */
    public Ticket backToProposal(Ticket ticket) {
        Ticket moved = ticket.status() == TicketStatus.CLASSIFIED ? ticket : move(ticket, TicketStatus.CLASSIFIED);
        once(tickets.unresolve(ticket.number()));
        return require(moved.number());
    }

    public Ticket close(Ticket ticket, ClosedBy closedBy) {
        once(tickets.close(ticket.number(), closedBy, clock.instant()));
        return require(move(ticket, closedBy.status()).number());
    }

    /** The ticket ends here and goes on under the other number, whose row the caller has locked too (L14). */
    public Ticket mergeInto(Ticket source, String target, String reason, String actor) {
        tickets.insertMerge(new TicketMerge(source.number(), target, reason, actor, clock.instant()));
        return close(source, ClosedBy.MERGE);
    }

    /** How this ticket became part of another one. */
    @Transactional(readOnly = true)
    public Optional<TicketMerge> merge(String number) {
        return tickets.findMerge(number);
    }

    /** What became part of this ticket, oldest first; not what was part of those before. */
    @Transactional(readOnly = true)
    public List<TicketMerge> mergesInto(String number) {
        return tickets.findMergesInto(number);
    }

    /** Where the matter goes on: the number itself, or at the end of all merges (L14). */
    @Transactional(readOnly = true)
    public String followed(String number) {
        String last = number;
        for (int step = 0; step < LONGEST_CHAIN; step++) {
            Optional<TicketMerge> merge = tickets.findMerge(last);
            if (merge.isEmpty()) {
                return last;
            }
            last = merge.get().targetNumber();
        }
        throw new IllegalStateException("Ticket " + number + " was merged in a circle");
    }

    /** This ticket's number, first, and those of everything that became part of it. */
    @Transactional(readOnly = true)
    public List<String> withMerged(String number) {
        Set<String> all = new LinkedHashSet<>(List.of(number));
        Deque<String> open = new ArrayDeque<>(all);
        while (!open.isEmpty()) {
            for (TicketMerge merge : tickets.findMergesInto(open.remove())) {
                if (all.add(merge.sourceNumber())) {
                    open.add(merge.sourceNumber());
                }
            }
        }
        return List.copyOf(all);
    }

    /** Open tickets of the same customer that came in the days before or after it, newest first. */
    @Transactional(readOnly = true)
    public List<Ticket> near(Ticket ticket, Duration distance, int limit) {
        return tickets.findNear(
                ticket, ticket.receivedAt().minus(distance), ticket.receivedAt().plus(distance), limit);
    }

    /** All tickets of a customer. */
    @Transactional(readOnly = true)
    public List<String> numbersOf(String customerRef) {
        return tickets.findNumbers(customerRef);
    }

    /** Those of a customer that are about this order. */
    @Transactional(readOnly = true)
    public List<String> numbersOf(String customerRef, String orderNo) {
        return tickets.findNumbersOfOrder(customerRef, orderNo);
    }

    /** What was opened because somebody went on about one of these, or about what continued it, to the end. */
    @Transactional(readOnly = true)
    public Set<String> continuationsOf(Set<String> numbers) {
        Set<String> all = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(numbers);
        while (!open.isEmpty()) {
            for (String next : tickets.findContinuations(open.remove())) {
                if (!numbers.contains(next) && all.add(next)) {
                    open.add(next);
                }
            }
        }
        return all;
    }

    /** The ticket is somebody else's from now on, if it still was {@code from}'s; only a merge of customers does this. */
    public boolean moveCustomer(String number, String from, String to, String name, String actor) {
        if (tickets.moveCustomer(number, from, to) == 0) {
            return false;
        }
        changed();
        timeline.add(number, TimelineKind.CUSTOMER_CHANGED, actor, from + " → " + to);
        process.customerNamed(number, name);
        return true;
    }

    public void countReopening(Ticket ticket) {
        once(tickets.countReopening(ticket.number()));
    }

    /** A customer is deleted: his words go, the tickets with their sums and decisions stay (E-04). */
    public void forget(String customerRef, String text) {
        tickets.forgetWords(customerRef, text);
        changed();
        tickets.forgetMergeReasons(customerRef, text);
        timeline.forgetWords(customerRef, text);
        tickets.findOpenNumbers(customerRef).forEach(number -> process.customerNamed(number, text));
    }

    private static Ticket known(@Nullable Ticket ticket) {
        if (ticket == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "problem.ticket-unknown");
        }
        return ticket;
    }

    private void once(int changedRows) {
        changed();
        if (changedRows != 1) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
    }

    /** What this transaction has read is no longer what stands there; it still holds the rows. */
    private void changed() {
        standing.forget();
    }
}
