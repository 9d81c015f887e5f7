package io.aftercare.approval;

import io.aftercare.absence.ActingFor;
import io.aftercare.notification.Glossary;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.CompensationLine.Nature;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Compensations.Gate;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionService;
import io.aftercare.solution.Sums;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stands where money moves: in the transaction that pays or hands out, the gates are evaluated anew against the sums of
 * that moment and the recorded decisions about exactly this content (D8, L7).
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Coverage {

    private final Matters matters;
    private final ApprovalMapper approvals;
    private final SolutionService solutions;
    private final Compensations compensations;
    private final Separation separation;
    private final ActingFor actingFor;
    private final Glossary glossary;

    Coverage(
            Matters matters,
            ApprovalMapper approvals,
            SolutionService solutions,
            Compensations compensations,
            Separation separation,
            ActingFor actingFor,
            Glossary glossary) {
        this.matters = matters;
        this.approvals = approvals;
        this.solutions = solutions;
        this.compensations = compensations;
        this.separation = separation;
        this.actingFor = actingFor;
        this.glossary = glossary;
    }

    /**
     * Refuses unless every gate that these lines need now has said yes to exactly them, and unless whoever hands them
     * out has neither proposed nor approved them. The caller holds the ticket's row; the order is held from here on.
     */
    public void requireCovered(Ticket ticket, List<CompensationLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        compensations.holdOrder(ticket);
        Set<String> persons = actingFor.persons();
        for (Matter matter : mattersOf(ticket, lines)) {
            if (separation.hasProposed(persons, matter) || separation.hasApproved(persons, matter)) {
                throw new ProblemException(ProblemType.RULE_REFUSES, "problem.own-payment");
            }
            missing(matter).ifPresent(gate -> {
                throw new ProblemException(ProblemType.RULE_REFUSES, "problem.not-covered", glossary.word(gate));
            });
        }
    }

    /** Whether something that is to be paid is not covered, so that it has to be proposed and approved again. */
    public boolean isMissing(Ticket ticket, List<CompensationLine> lines) {
        compensations.holdOrder(ticket);
        try {
            return mattersOf(ticket, lines).stream()
                    .anyMatch(matter -> missing(matter).isPresent());
        } catch (ProblemException changed) {
            return true;
        }
    }

    /** What the handing out of a line rests on, for the ledger: the content's fingerprint and the decisions about it. */
    public Basis basisOf(Ticket ticket, CompensationLine line) {
        Matter matter = mattersOf(ticket, List.of(line)).get(0);
        List<Long> decisions = approvals.findByTicket(ticket.number()).stream()
                .filter(approval -> approval.approved() && matter.isAbout(approval))
                .map(Approval::id)
                .toList();
        return new Basis(matter.hash(), decisions, matter.gates().ruleVersion());
    }

    /** Nobody carries out what he approved, where money is in it. */
    public void refuseOwnExecution(Ticket ticket, Solution solution) {
        Matter matter = matters.ofSolution(ticket, solution);
        if (!matter.lines().isEmpty() && separation.hasApproved(actingFor.persons(), matter)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.own-execution");
        }
    }

    private List<Matter> mattersOf(Ticket ticket, List<CompensationLine> lines) {
        Map<String, Matter> found = new LinkedHashMap<>();
        for (CompensationLine line : lines) {
            Long obstacle = line.obstacleId();
            if (obstacle != null) {
                found.computeIfAbsent("obstacle " + obstacle, unused -> matters.ofObstacle(ticket, obstacle));
            } else {
                found.computeIfAbsent(
                        "solution " + line.solutionId(), unused -> matters.ofSolution(ticket, solutionOf(line)));
            }
        }
        return new ArrayList<>(found.values());
    }

    private Solution solutionOf(CompensationLine line) {
        return solutions.all(line.ticketNumber()).stream()
                .filter(solution -> Objects.equals(solution.id(), line.solutionId()))
                .filter(solution -> solution.state().isInForce())
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.RULE_REFUSES, "problem.content-changed"));
    }

    private Optional<Gate> missing(Matter matter) {
        Ticket ticket = matter.ticket();
        List<Clearance> clearances = approvals.findClearances(ticket.number()).stream()
                .filter(matter::isAbout)
                .toList();
        Clearance cleared = clearances.stream()
                .filter(clearance -> clearance.contentHash().equals(matter.hash()))
                .reduce((first, second) -> second)
                .orElse(null);
        if (cleared == null && !clearances.isEmpty()) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.content-changed");
        }
        long last =
                matter.lines().stream().mapToLong(CompensationLine::id).max().orElse(0);
        Sums sums = compensations.sums(
                ticket,
                matter.lines(),
                approvals.sumAtPayment(ticket.number(), ticket.orderNo(), Nature.GOODWILL, last),
                approvals.sumAtPayment(ticket.number(), ticket.orderNo(), Nature.ENTITLEMENT, last));
        Set<String> passed = matter.passed(approvals.findByTicket(ticket.number()));
        // a priority that changed once the plan was carried out asks nobody again
        String priority = cleared == null ? null : cleared.priority();
        return compensations
                .gates(ticket.category(), priority == null ? null : Priority.valueOf(priority), sums)
                .gates()
                .stream()
                .filter(gate -> gate != Gate.LEGAL || matter.solution() != null)
                .filter(gate -> !passed.contains(gate.name()))
                .findFirst();
    }

    /** @param approvals ids of the decisions; empty where nobody had to be asked */
    public record Basis(String contentHash, List<Long> approvals, int ruleVersion) {}
}
