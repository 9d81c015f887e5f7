package io.aftercare.calls;

import io.aftercare.callback.CallAttempt;
import io.aftercare.callback.CallbackService;
import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.customer.Reveals;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.tracking.ServiceHours;
import io.aftercare.worklist.OpenTask;
import io.aftercare.worklist.Worklist;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The calls that wait: one caller takes one, sees the number then and not before, and ends it the way the task is ended
 * everywhere (4-16). Nobody is called outside calling hours (D3, D9).
 */
@Service
public class CallList {

    static final String TASK = "Task_CallBackCustomer";

    /** A number that was shown for a call need not be asked for again while the call lasts. */
    private static final Duration SHOWN_FOR = Duration.ofHours(2);

    private static final int LATER = 50;

    private final Worklist worklist;
    private final TicketService tickets;
    private final Customers customers;
    private final Reveals reveals;
    private final CallbackService callbacks;
    private final ServiceHours hours;
    private final CurrentUser currentUser;
    private final Clock clock;

    CallList(
            Worklist worklist,
            TicketService tickets,
            Customers customers,
            Reveals reveals,
            CallbackService callbacks,
            ServiceHours hours,
            CurrentUser currentUser,
            Clock clock) {
        this.worklist = worklist;
        this.tickets = tickets;
        this.customers = customers;
        this.reveals = reveals;
        this.callbacks = callbacks;
        this.hours = hours;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** One call with all that a caller has to know. */
    public record Call(OpenTask task, Ticket ticket, Customer customer, List<CallAttempt> attempts) {

        /** Who is called first: whoever complained, and whoever is worth more than the standard to us (1-07). */
        public boolean isSpecial() {
            return isComplaint() || isImportant();
        }

        public boolean isComplaint() {
            return ticket.category() == Category.COMPLAINT;
        }

        public boolean isImportant() {
            return !customer.tier().equals(Customers.STANDARD_TIER);
        }

        boolean isLate(Instant now) {
            Instant due = task.dueAt();
            return due != null && due.isBefore(now);
        }
    }

    /** A call that was promised for later. */
    public record Later(CallAttempt attempt, Ticket ticket, Customer customer) {}

    /** Late ones first, then complaints and important customers, then by due time. */
    public List<Call> waiting() {
        Instant now = clock.instant();
        return worklist.open(TASK).stream()
                .filter(task -> task.ticket() != null)
                .map(this::call)
                .sorted(Comparator.comparing((Call call) -> !call.isLate(now))
                        .thenComparing(call -> !call.isSpecial())
                        .thenComparing(call -> call.task().dueAt(), Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    /** Who was not reached and when he is tried again. */
    public List<Later> later() {
        return callbacks.laterCalls(clock.instant(), LATER).stream()
                .map(attempt -> {
                    Ticket ticket = tickets.require(attempt.ticketNumber());
                    return new Later(attempt, ticket, customers.require(ticket.customerRef()));
                })
                .toList();
    }

    /** One of those that the reader may take; 409 when it is over, 404 when it is not his. */
    public Call require(String taskId) {
        return worklist.open(TASK).stream()
                .filter(task -> task.id().equals(taskId))
                .findFirst()
                .map(this::call)
                .orElseThrow(() -> worklist.isOpen(taskId)
                        ? new ProblemException(ProblemType.NOT_ALLOWED, "problem.not-your-task")
                        : new ProblemException(ProblemType.TOO_LATE, "problem.task-finished"));
    }

    /** When calls may begin again; null while they may be made. */
    public @Nullable Instant opensAt() {
        Instant now = clock.instant();
        Instant open = hours.nextOpen(now);
        return open.isAfter(now) ? open : null;
    }

    /** Makes the call his own, so that nobody else rings at the same time. */
    public void take(String taskId) {
        Call call = require(taskId);
        if (opensAt() != null) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.calls-closed");
        }
        worklist.claim(call.task().id());
    }

    /** The number, for who holds the call; every look stands in the log. */
    public void show(String taskId, String reason) {
        Call call = held(taskId);
        reveals.reveal(call.ticket().customerRef(), call.ticket().number(), reason, currentUser.id());
    }

    /** The number where it was shown to the reader for this call, and the call is his. */
    public @Nullable String number(Call call) {
        if (!currentUser.id().equals(call.task().assignee())) {
            return null;
        }
        Instant since = clock.instant().minus(SHOWN_FOR);
        boolean shown = reveals.of(call.customer().ref()).stream()
                .anyMatch(reveal -> reveal.revealedBy().equals(currentUser.id())
                        && Objects.equals(reveal.ticketNumber(), call.ticket().number())
                        && reveal.revealedAt().isAfter(since));
        return shown ? call.customer().phone() : null;
    }

    /** Gives it back to the others. */
    public void release(String taskId) {
        worklist.unclaim(held(taskId).task().id());
    }

    /** What came of it; the same rules as where the task is completed elsewhere. */
    public void record(String taskId, Map<String, @Nullable Object> fields) {
        worklist.complete(held(taskId).task().id(), new HashMap<>(fields));
    }

    private Call held(String taskId) {
        Call call = require(taskId);
        if (!currentUser.id().equals(call.task().assignee())) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.call-not-taken");
        }
        return call;
    }

    private Call call(OpenTask task) {
        Ticket ticket = tickets.require(Objects.requireNonNull(task.ticket()));
        return new Call(task, ticket, customers.require(ticket.customerRef()), callbacks.calls(ticket));
    }
}
