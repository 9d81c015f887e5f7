package io.aftercare.approval;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Ticket;
import io.aftercare.tracking.Obstacles;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what is to be decided about from the rows of the moment. */
@Component
@Transactional(readOnly = true)
class Matters {

    private final SolutionService solutions;
    private final Compensations compensations;
    private final Obstacles obstacles;

    Matters(SolutionService solutions, Compensations compensations, Obstacles obstacles) {
        this.solutions = solutions;
        this.compensations = compensations;
        this.obstacles = obstacles;
    }

    /** What waits for a decision now; 409 when nothing does any more. */
    Matter of(Ticket ticket, Subject subject) {
        if (subject == Subject.SOLUTION) {
            return ofSolution(ticket, solutions.inForce(ticket.number()));
        }
        Long obstacle = obstacles.open(ticket.number());
        if (obstacle == null) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        return ofObstacle(ticket, obstacle);
    }

    Matter ofSolution(Ticket ticket, Solution solution) {
        return matter(ticket, solution, null, solutions.linesOf(solution));
    }

    Matter ofObstacle(Ticket ticket, long obstacle) {
        List<CompensationLine> lines = compensations.of(ticket.number()).stream()
                .filter(line -> line.obstacleId() != null
                        && line.obstacleId() == obstacle
                        && line.state() != CompensationLine.State.RELEASED)
                .toList();
        return matter(ticket, null, obstacle, lines);
    }

    private Matter matter(
            Ticket ticket, @Nullable Solution solution, @Nullable Long obstacle, List<CompensationLine> lines) {
        Set<String> proposers = new HashSet<>();
        lines.forEach(line -> proposers.add(line.createdBy()));
        if (solution != null) {
            proposers.add(solution.proposedBy());
        }
        return new Matter(
                ticket,
                solution,
                obstacle,
                proposers,
                lines,
                compensations.gates(ticket, lines),
                ContentHash.of(ticket, solution, obstacle, lines));
    }
}
