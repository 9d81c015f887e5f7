package io.aftercare.approval;

import io.aftercare.customer.TicketChangesHands;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionService;
import io.aftercare.solution.SolutionState;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What was signed was signed for one customer (L7): until it is carried out and paid, its ticket stays his. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class SignedWork {

    private final SolutionService solutions;
    private final Compensations compensations;
    private final ApprovalMapper approvals;

    SignedWork(SolutionService solutions, Compensations compensations, ApprovalMapper approvals) {
        this.solutions = solutions;
        this.compensations = compensations;
        this.approvals = approvals;
    }

    @EventListener
    void staysWithItsCustomer(TicketChangesHands change) {
        String number = change.ticketNumber();
        Long solution = solutions
                .latest(number)
                .filter(latest -> latest.state().isInForce() && latest.state() != SolutionState.EXECUTED)
                .map(Solution::id)
                .orElse(null);
        Set<@Nullable Long> obstacles = new HashSet<>();
        for (CompensationLine line : compensations.of(number)) {
            if (line.obstacleId() != null && line.state() == CompensationLine.State.PROPOSED) {
                obstacles.add(line.obstacleId());
            }
        }
        boolean signed = Stream.concat(
                        approvals.findByTicket(number).stream()
                                .filter(Approval::approved)
                                .map(decision ->
                                        isOpen(decision.solutionId(), decision.obstacleId(), solution, obstacles)),
                        approvals.findClearances(number).stream()
                                .map(passed -> isOpen(passed.solutionId(), passed.obstacleId(), solution, obstacles)))
                .anyMatch(Boolean.TRUE::equals);
        if (signed) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.signed-for-customer", number);
        }
    }

    private static boolean isOpen(
            @Nullable Long ofSolution,
            @Nullable Long ofObstacle,
            @Nullable Long solution,
            Set<@Nullable Long> obstacles) {
        return ofSolution != null && ofSolution.equals(solution)
                || ofObstacle != null && obstacles.contains(ofObstacle);
    }
}
