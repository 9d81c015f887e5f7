package io.aftercare.approval;

import io.aftercare.absence.ActingFor;
import io.aftercare.notification.Glossary;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Compensations.Gate;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks every gate whose condition holds, in order: supervisor or head by priority, then the compensation manager by
 * money (4-09, 4-11, D8). A yes belongs to one exact content and to one gate of it (L6, L7).
 */
@Service
@Transactional
public class ApprovalService {

    private final TicketService tickets;
    private final Timeline timeline;
    private final TicketProcess process;
    private final SolutionService solutions;
    private final Compensations compensations;
    private final Matters matters;
    private final Separation separation;
    private final Coverage coverage;
    private final ApprovalMapper approvals;
    private final ClockService clocks;
    private final CurrentUser currentUser;
    private final ActingFor actingFor;
    private final Glossary glossary;
    private final Clock clock;

    ApprovalService(
            TicketService tickets,
            Timeline timeline,
            TicketProcess process,
            SolutionService solutions,
            Compensations compensations,
            Matters matters,
            Separation separation,
            Coverage coverage,
            ApprovalMapper approvals,
            ClockService clocks,
            CurrentUser currentUser,
            ActingFor actingFor,
            Glossary glossary,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.process = process;
        this.solutions = solutions;
        this.compensations = compensations;
        this.matters = matters;
        this.separation = separation;
        this.coverage = coverage;
        this.approvals = approvals;
        this.clocks = clocks;
        this.currentUser = currentUser;
        this.actingFor = actingFor;
        this.glossary = glossary;
        this.clock = clock;
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<Approval> of(String ticketNumber) {
        return approvals.findByTicket(ticketNumber);
    }

    /**
     * Task_FindNextGate: who has to be asked now, or nobody any more. Gates already passed by exactly this content are
     * kept; when none is left, that is recorded, and payment goes by it.
     */
    public Optional<Request> nextRequest(String number, Subject subject) {
        Ticket ticket = tickets.lock(number);
        compensations.holdOrder(ticket);
        Matter matter = matters.of(ticket, subject);
        Set<String> passed = matter.passed(of(number));
        Optional<Gate> next = matter.gates().approvals().stream()
                .filter(gate -> !passed.contains(gate.name()))
                .findFirst();
        if (next.isEmpty()) {
            allPassed(matter);
            return Optional.empty();
        }
        if (subject == Subject.SOLUTION && ticket.status() != TicketStatus.AWAITING_APPROVAL) {
            tickets.move(ticket, TicketStatus.AWAITING_APPROVAL);
        }
        return Optional.of(new Request(next.get(), group(next.get(), ticket)));
    }

    /** Task_ApproveSolution: one manager's decision at one gate. */
    public void decide(String number, Subject subject, Gate gate, boolean approved, @Nullable String comment) {
        Checks checks = new Checks().atMost("comment", comment, 5_000);
        if (!approved) {
            checks.required("comment", comment);
        }
        checks.refuseIfAny();
        Ticket ticket = tickets.lock(number);
        compensations.holdOrder(ticket);
        Matter matter = matters.of(ticket, subject);
        separation.refuseUnlessMayDecide(matter, gate);
        if (approved) {
            compensations.confirmEntitlement(ticket, matter.lines());
        }
        record(matter, gate, approved, comment);
        timeline.add(
                number,
                approved ? TimelineKind.APPROVED : TimelineKind.REJECTED,
                currentUser.id(),
                glossary.word(gate) + (comment == null ? "" : ": " + comment));
        clocks.meet(number, ClockName.APPROVAL);
        if (!approved) {
            reject(matter, Objects.requireNonNullElse(comment, ""));
        }
    }

    /** Task_ReviewLegally: counsel's word is a decision at the gate LEGAL (4-10). */
    public void reviewLegally(String number, boolean compliant, String opinion) {
        Checks.text("opinion", opinion, 20_000);
        Ticket ticket = tickets.lock(number);
        compensations.holdOrder(ticket);
        Matter matter = matters.of(ticket, Subject.SOLUTION);
        separation.refuseUnlessMayDecide(matter, Gate.LEGAL);
        record(matter, Gate.LEGAL, compliant, opinion);
        clocks.meet(number, ClockName.APPROVAL);
        solutions.reviewedLegally(number, compliant, opinion);
    }

    /**
     * What is to be paid and is not covered by what was approved goes back to a proposal: it is promised anew and passes
     * every gate (the way on after a refused payment).
     */
    public void renew(String number, @Nullable String reason) {
        String words = Checks.text("reason", reason, 5_000);
        if (!currentUser.isSupervisor() && !currentUser.isIn(Groups.FINANCE_STAFF)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.not-allowed");
        }
        Ticket ticket = tickets.lock(number);
        List<CompensationLine> due = compensations.unpaid(number);
        if (due.isEmpty() || !ticket.status().isOpenWork()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        if (!coverage.isMissing(ticket, due)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.is-covered");
        }
        due.stream()
                .map(CompensationLine::obstacleId)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(obstacle -> compensations.releaseOfObstacle(Objects.requireNonNull(obstacle)));
        timeline.add(number, TimelineKind.REJECTED, currentUser.id(), words);
        solutions.rejected(ticket, words);
        if (!process.customerObjected(number)) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
    }

    private void record(Matter matter, Gate gate, boolean approved, @Nullable String comment) {
        approvals.insert(
                matter.ticket().number(),
                matter.solutionId(),
                matter.obstacleId(),
                gate.name(),
                currentUser.id(),
                actingFor.absent(),
                approved,
                comment,
                clock.instant(),
                matter.gates().ruleVersion(),
                matter.hash());
    }

    private void allPassed(Matter matter) {
        String number = matter.ticket().number();
        Priority priority = matter.ticket().priority();
        approvals.insertClearance(new Clearance(
                0,
                number,
                matter.solutionId(),
                matter.obstacleId(),
                matter.hash(),
                matter.gates().gates().stream().map(Gate::name).collect(Collectors.joining(",")),
                priority == null ? null : priority.name(),
                matter.gates().ruleVersion(),
                matter.gates().sums().goodwill(),
                matter.gates().sums().entitlement(),
                clock.instant()));
        clocks.stop(number, ClockName.APPROVAL);
        if (matter.solution() != null) {
            solutions.approved(number);
        } else if (matter.lines().stream().anyMatch(line -> line.kind().isPaidByFinance())) {
            process.paymentDue(number);
        }
    }

    private void reject(Matter matter, String reason) {
        if (matter.solution() != null) {
            solutions.rejected(matter.ticket(), reason);
        } else {
            compensations.releaseOfObstacle(Objects.requireNonNull(matter.obstacleId()));
        }
    }

    private static String group(Gate gate, Ticket ticket) {
        return switch (gate) {
            case LEGAL -> Groups.LEGAL_COUNSEL;
            case SUPERVISOR -> Groups.supervisors(Objects.requireNonNull(ticket.department()));
            case HEAD -> Groups.heads(Objects.requireNonNull(ticket.department()));
            case COMPENSATION -> Groups.COMPENSATION_MANAGERS;
        };
    }

    /** @param group who is asked */
    public record Request(Gate gate, String group) {}
}
