package io.aftercare.approval;

import io.aftercare.absence.Act;
import io.aftercare.absence.ActingFor;
import io.aftercare.absence.Covers;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.solution.Compensations.Gate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps proposing, approving, carrying out and paying in different hands: nobody decides on what he proposed or works
 * on, nobody passes two gates of one content, nobody works on or pays what he approved.
 */
@Component
@Transactional(readOnly = true)
class Separation {

    private static final Set<String> PROPOSING = Set.of("Task_ProposeSolution", "Task_OfferAlternative");
    private static final Set<String> DECIDING = Set.of("Task_ApproveSolution", "Task_ReviewLegally");

    private final ApprovalMapper approvals;
    private final Covers covers;
    private final ActingFor actingFor;

    Separation(ApprovalMapper approvals, Covers covers, ActingFor actingFor) {
        this.approvals = approvals;
        this.covers = covers;
        this.actingFor = actingFor;
    }

    void refuseUnlessMayDecide(Matter matter, Gate gate) {
        String obstacle = obstacleFor(actingFor.persons(), matter, gate);
        if (obstacle != null) {
            throw new ProblemException(ProblemType.RULE_REFUSES, obstacle);
        }
    }

    /** The key of what stands in the way of these persons deciding, or null. */
    @Nullable
    String obstacleFor(Set<String> persons, Matter matter, Gate gate) {
        String number = matter.ticket().number();
        if (hasProposed(persons, matter)) {
            return "problem.own-proposal";
        }
        List<String> workers = approvals.findWorkers(number, matter.solutionId());
        if (withRepresented(
                        number, workers, act -> !PROPOSING.contains(act.taskKey()) && !DECIDING.contains(act.taskKey()))
                .stream()
                .anyMatch(persons::contains)) {
            return "problem.own-work";
        }
        boolean twice = approvals.findByTicket(number).stream()
                .anyMatch(decision -> decision.approved()
                        && matter.isAbout(decision)
                        && !decision.gate().equals(gate.name())
                        && persons.stream().anyMatch(decision::isOf));
        return twice ? "problem.second-gate" : null;
    }

    /** Himself, or in another's name: then it is the proposal of both. */
    boolean hasProposed(Set<String> persons, Matter matter) {
        return withRepresented(matter.ticket().number(), matter.proposers(), act -> PROPOSING.contains(act.taskKey()))
                .stream()
                .anyMatch(persons::contains);
    }

    private Set<String> withRepresented(String number, Collection<String> persons, Predicate<Act> kind) {
        Set<String> all = new HashSet<>(persons);
        covers.acts(number).stream()
                .filter(kind)
                .filter(act -> persons.contains(act.actor()))
                .forEach(act -> all.add(act.onBehalfOf()));
        return all;
    }

    /** Whether one of these persons has said yes to this content. */
    boolean hasApproved(Set<String> persons, Matter matter) {
        List<Approval> decisions = approvals.findByTicket(matter.ticket().number());
        return decisions.stream()
                .anyMatch(decision -> decision.approved()
                        && matter.isAbout(decision)
                        && persons.stream().anyMatch(decision::isOf));
    }
}
