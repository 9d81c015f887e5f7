package io.aftercare.approval;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.solution.Compensations.Gate;
import java.util.List;
import java.util.Set;
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

    private final ApprovalMapper approvals;
    private final CurrentUser currentUser;

    Separation(ApprovalMapper approvals, CurrentUser currentUser) {
        this.approvals = approvals;
        this.currentUser = currentUser;
    }

    void refuseUnlessMayDecide(Matter matter, Gate gate) {
        String obstacle = obstacleFor(Set.of(currentUser.id()), matter, gate);
        if (obstacle != null) {
            throw new ProblemException(ProblemType.RULE_REFUSES, obstacle);
        }
    }

    /** The key of what stands in the way of these persons deciding, or null. */
    @Nullable
    String obstacleFor(Set<String> persons, Matter matter, Gate gate) {
        if (matter.proposers().stream().anyMatch(persons::contains)) {
            return "problem.own-proposal";
        }
        String number = matter.ticket().number();
        if (approvals.findWorkers(number, matter.solutionId()).stream().anyMatch(persons::contains)) {
            return "problem.own-work";
        }
        boolean twice = approvals.findByTicket(number).stream()
                .anyMatch(decision -> decision.approved()
                        && matter.isAbout(decision)
                        && !decision.gate().equals(gate.name())
                        && persons.stream().anyMatch(decision::isOf));
        return twice ? "problem.second-gate" : null;
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
