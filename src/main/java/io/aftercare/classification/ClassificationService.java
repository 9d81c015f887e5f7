package io.aftercare.classification;

import io.aftercare.decision.DecisionTables;
import io.aftercare.notification.Glossary;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Classification;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.ticket.Urgency;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides what kind of trouble it is, how urgent, and whose (4-04 to 4-06); priority and department may change later. */
@Service
@Transactional
public class ClassificationService {

    private static final int LONGEST_TEXT = 20_000;
    private static final Set<String> DEPARTMENTS = Set.of("technical", "operations", "product", "complaints");

    private final TicketService tickets;
    private final Timeline timeline;
    private final TicketProcess process;
    private final DecisionTables decisions;
    private final ClockService clocks;
    private final Notifier notifier;
    private final Glossary glossary;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ClassificationService(
            TicketService tickets,
            Timeline timeline,
            TicketProcess process,
            DecisionTables decisions,
            ClockService clocks,
            Notifier notifier,
            Glossary glossary,
            CurrentUser currentUser,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.process = process;
        this.decisions = decisions;
        this.clocks = clocks;
        this.notifier = notifier;
        this.glossary = glossary;
        this.currentUser = currentUser;
        this.events = events;
        this.clock = clock;
    }

    /** A classification from fields that may be missing, or a refusal that names them. */
    public static Classification checked(
            @Nullable Category category,
            @Nullable Impact impact,
            @Nullable Urgency urgency,
            @Nullable Complexity complexity,
            @Nullable String answer,
            @Nullable Boolean confirmedOnCall) {
        Checks checks = new Checks()
                .required("category", category)
                .required("impact", impact)
                .required("urgency", urgency)
                .required("complexity", complexity);
        boolean simple = complexity == Complexity.SIMPLE;
        if (simple) {
            checks.required("answer", answer).atMost("answer", answer, LONGEST_TEXT);
        }
        checks.refuseIfAny();
        return new Classification(
                Objects.requireNonNull(category),
                Objects.requireNonNull(impact),
                Objects.requireNonNull(urgency),
                Objects.requireNonNull(complexity),
                simple ? answer : null,
                simple && Boolean.TRUE.equals(confirmedOnCall));
    }

    /** Stores the classification; priority and department come from the tables. */
    public Outcome classify(String number, Classification classification) {
        Ticket ticket = tickets.lock(number);
        Priority priority = notLowered(ticket, priorityOf(classification));
        boolean simple = classification.complexity() == Complexity.SIMPLE;
        if (simple && (classification.category() == Category.COMPLAINT || priority != Priority.P2)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.not-simple");
        }
        String department = departmentOf(classification.category());
        Ticket classified = tickets.classify(ticket, classification, priority, department);
        if (!simple) {
            classified = tickets.move(classified, TicketStatus.CLASSIFIED);
        }
        timeline.addVisible(number, TimelineKind.CLASSIFIED, currentUser.id(), null);
        clocks.classified(classified);
        return new Outcome(
                simple, department, classification.complexity() == Complexity.HARD, priority, classification);
    }

    /** Whoever classifies again, because it was not theirs, cannot lower the priority on the way: supervisors can. */
    private Priority notLowered(Ticket ticket, Priority found) {
        Priority standing = ticket.priority();
        if (standing == null || found.compareTo(standing) <= 0 || currentUser.isSupervisor()) {
            return found;
        }
        timeline.add(
                ticket.number(),
                TimelineKind.NOTE,
                Timeline.SYSTEM,
                glossary.word(found) + " → " + glossary.word(standing) + ": "
                        + glossary.word("Classification", "PRIORITY_STAYS"));
        return standing;
    }

    /** The department says that it is somebody else's; the second time a service supervisor decides. */
    public boolean notOurs(String number, String reason) {
        Ticket ticket = tickets.require(number);
        tickets.countNotOurs(ticket);
        tickets.move(ticket, TicketStatus.REGISTERED);
        timeline.add(number, TimelineKind.NOT_OURS, currentUser.id(), reason);
        return ticket.notOursCount() >= 1;
    }

    /** Task_SendAnswer: the answer to a simple question leaves. */
    public void sendAnswer(String number) {
        Ticket ticket = tickets.require(number);
        String answer = Objects.requireNonNullElse(ticket.answer(), "");
        notifier.toCustomer(
                ticket, Template.ANSWER, "answer-" + (ticket.resolutionRound() + 1), Map.of("answer", answer));
        timeline.addVisible(number, TimelineKind.ANSWERED, actor(), answer);
        tickets.recordResult(ticket, answer, null, answer, false);
        clocks.humanResponded(number);
    }

    /**
     * Raised by the owner or a supervisor, lowered by a supervisor with a reason. Before execution the gates are
     * evaluated again; later only the clocks change.
     */
    public void changePriority(String number, Priority priority, @Nullable String reason) {
        Ticket ticket = tickets.lock(number);
        Priority current = ticket.priority();
        if (current == null || !ticket.status().isOpenWork()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        if (priority == current) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.priority-unchanged", priority);
        }
        boolean raised = priority.compareTo(current) < 0;
        boolean owner = currentUser.id().equals(ticket.owner());
        if (!(currentUser.isSupervisor() || raised && owner)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.priority-by-supervisor");
        }
        if (!raised) {
            events.publishEvent(new PriorityLowering(number, currentUser.id()));
        }
        if (!raised || reason != null) {
            Checks.text("reason", reason, 2_000);
        }
        tickets.changePriority(ticket, priority);
        timeline.add(
                number,
                TimelineKind.PRIORITY_CHANGED,
                currentUser.id(),
                glossary.word(current) + " → " + glossary.word(priority) + (reason == null ? "" : ": " + reason));
        clocks.recompute(tickets.require(number));
        process.priorityChanged(number, priority);
    }

    /** To another department or category, until execution begins; back to a proposal. */
    public void transfer(
            String number, @Nullable String department, @Nullable Category category, @Nullable String reason) {
        new Checks()
                .required("reason", reason)
                .atMost("reason", reason, 2_000)
                .that(
                        (department == null) != (category == null),
                        department == null ? "department" : "category",
                        "field.department-or-category")
                .that(
                        department == null || DEPARTMENTS.contains(department),
                        "department",
                        "field.choice",
                        String.join(", ", DEPARTMENTS.stream().sorted().toList()))
                .refuseIfAny();
        Ticket ticket = tickets.lock(number);
        if (!ticket.status().isBeforeExecution()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        Category newCategory = category == null ? Objects.requireNonNull(ticket.category()) : category;
        boolean leavesCounsel = ticket.category() == Category.COMPLAINT && newCategory != Category.COMPLAINT;
        if (leavesCounsel && !currentUser.isSupervisor() && !currentUser.isIn(Groups.LEGAL_COUNSEL)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.complaint-by-supervisor");
        }
        String newDepartment = department == null ? departmentOf(newCategory) : department;
        tickets.changeDepartment(ticket, newDepartment, newCategory);
        timeline.add(
                number,
                TimelineKind.TRANSFERRED,
                currentUser.id(),
                department(ticket.department()) + " → " + department(newDepartment) + ": " + reason);
        Ticket back = ticket.status() == TicketStatus.CLASSIFIED
                ? tickets.require(number)
                : tickets.backToProposal(tickets.require(number));
        events.publishEvent(new TicketTransferred(number, Objects.requireNonNullElse(reason, "")));
        clocks.recompute(back);
        clocks.start(back, ClockName.PLAN, clock.instant());
        if (!process.transferred(number, newDepartment, back.complexity() == Complexity.HARD)) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
    }

    private String department(@Nullable String department) {
        return department == null ? "" : glossary.word("Department", department);
    }

    private Priority priorityOf(Classification classification) {
        String priority = decisions
                .evaluate(
                        "priority",
                        Map.of(
                                "impact", classification.impact().name(),
                                "urgency", classification.urgency().name()))
                .single("priority");
        return Priority.valueOf(decided("priority", priority));
    }

    private String departmentOf(Category category) {
        return decided(
                "department",
                decisions
                        .evaluate("department", Map.of("category", category.name()))
                        .single("department"));
    }

    private static String decided(String table, @Nullable String result) {
        if (result == null) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.table-undecided", table);
        }
        return result;
    }

    private String actor() {
        return currentUser.id();
    }

    /** Where the line goes after the classification. */
    public record Outcome(
            boolean simple, String department, boolean specialTeam, Priority priority, Classification classification) {}
}
