package io.aftercare.approval;

import io.aftercare.notification.Glossary;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Compensations.Gate;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.Obstacles;
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
 * money (4-09, 4-11, D8). A yes belongs to one version of a solution; nobody approves what he proposed.
 */
@Service
@Transactional
public class ApprovalService {

    private final TicketService tickets;
    private final Timeline timeline;
    private final TicketProcess process;
    private final SolutionService solutions;
    private final Compensations compensations;
    private final Obstacles obstacles;
    private final ApprovalMapper approvals;
    private final ClockService clocks;
    private final CurrentUser currentUser;
    private final Glossary glossary;
    private final Clock clock;

    ApprovalService(
            TicketService tickets,
            Timeline timeline,
            TicketProcess process,
            SolutionService solutions,
            Compensations compensations,
            Obstacles obstacles,
            ApprovalMapper approvals,
            ClockService clocks,
            CurrentUser currentUser,
            Glossary glossary,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.process = process;
        this.solutions = solutions;
        this.compensations = compensations;
        this.obstacles = obstacles;
        this.approvals = approvals;
        this.clocks = clocks;
        this.currentUser = currentUser;
        this.glossary = glossary;
        this.clock = clock;
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<Approval> of(String ticketNumber) {
        return approvals.findByTicket(ticketNumber);
    }

    /** Task_FindNextGate: who has to be asked now, or nobody any more. Gates already passed are kept. */
    public Optional<Request> nextRequest(String number, Subject subject) {
        Ticket ticket = tickets.require(number);
        Matter matter = matter(ticket, subject);
        Set<String> passed = of(number).stream()
                .filter(approval -> approval.approved() && matter.isAbout(approval))
                .map(Approval::gate)
                .collect(Collectors.toSet());
        Optional<Gate> next = matter.gates().approvals().stream()
                .filter(gate -> !passed.contains(gate.name()))
                .findFirst();
        if (next.isEmpty()) {
            allPassed(ticket, matter);
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
        Matter matter = matter(ticket, subject);
        String approver = currentUser.id();
        if (approver.equals(matter.proposer())) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.own-proposal");
        }
        approvals.insert(
                number,
                matter.solutionId(),
                matter.obstacleId(),
                gate.name(),
                approver,
                approved,
                comment,
                clock.instant(),
                matter.gates().ruleVersion());
        timeline.add(
                number,
                approved ? TimelineKind.APPROVED : TimelineKind.REJECTED,
                approver,
                glossary.word(gate) + (comment == null ? "" : ": " + comment));
        clocks.meet(number, ClockName.APPROVAL);
        if (!approved) {
            reject(ticket, subject, matter, Objects.requireNonNullElse(comment, ""));
        }
    }

    /** Task_ReviewLegally: counsel's word is a decision at the gate LEGAL (4-10). */
    public void reviewLegally(String number, boolean compliant, String opinion) {
        Checks.text("opinion", opinion, 20_000);
        Ticket ticket = tickets.lock(number);
        Matter matter = matter(ticket, Subject.SOLUTION);
        if (currentUser.id().equals(matter.proposer())) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.own-proposal");
        }
        approvals.insert(
                number,
                matter.solutionId(),
                null,
                Gate.LEGAL.name(),
                currentUser.id(),
                compliant,
                opinion,
                clock.instant(),
                matter.gates().ruleVersion());
        clocks.meet(number, ClockName.APPROVAL);
        solutions.reviewedLegally(number, compliant, opinion);
    }

    private void allPassed(Ticket ticket, Matter matter) {
        clocks.stop(ticket.number(), ClockName.APPROVAL);
        if (matter.obstacleId() == null) {
            solutions.approved(ticket.number());
        } else if (matter.lines().stream().anyMatch(line -> line.kind().isPaidByFinance())) {
            process.paymentDue(ticket.number());
        }
    }

    private void reject(Ticket ticket, Subject subject, Matter matter, String reason) {
        if (subject == Subject.SOLUTION) {
            solutions.rejected(ticket, reason);
        } else {
            compensations.releaseOfObstacle(Objects.requireNonNull(matter.obstacleId()));
        }
    }

    private Matter matter(Ticket ticket, Subject subject) {
        if (subject == Subject.SOLUTION) {
            Solution solution = solutions.inForce(ticket.number());
            List<CompensationLine> lines = solutions.linesOf(solution);
            return new Matter(solution.id(), null, solution.proposedBy(), lines, compensations.gates(ticket, lines));
        }
        Long obstacle = obstacles.open(ticket.number());
        if (obstacle == null) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        List<CompensationLine> lines = compensations.of(ticket.number()).stream()
                .filter(line -> obstacle.equals(line.obstacleId()) && line.state() != CompensationLine.State.RELEASED)
                .toList();
        String proposer = lines.isEmpty() ? "" : lines.get(0).createdBy();
        return new Matter(null, obstacle, proposer, lines, compensations.gates(ticket, lines));
    }

    private static String group(Gate gate, Ticket ticket) {
        return switch (gate) {
            case LEGAL -> Groups.LEGAL_COUNSEL;
            case SUPERVISOR -> Groups.supervisors(Objects.requireNonNull(ticket.department()));
            case HEAD -> Groups.heads(Objects.requireNonNull(ticket.department()));
            case COMPENSATION -> Groups.COMPENSATION_MANAGERS;
        };
    }

    /** What is to be approved. */
    public enum Subject {
        SOLUTION,
        DELAY
    }

    /** @param group who is asked */
    public record Request(Gate gate, String group) {}

    private record Matter(
            @Nullable Long solutionId,
            @Nullable Long obstacleId,
            String proposer,
            List<CompensationLine> lines,
            Compensations.Gates gates) {

        /** Of an obstacle's lines only what was decided since they were offered: what was rejected is another offer. */
        boolean isAbout(Approval approval) {
            return solutionId != null
                    ? solutionId.equals(approval.solutionId())
                    : Objects.equals(obstacleId, approval.obstacleId())
                            && lines.stream()
                                    .noneMatch(line -> approval.decidedAt().isBefore(line.createdAt()));
        }
    }
}
