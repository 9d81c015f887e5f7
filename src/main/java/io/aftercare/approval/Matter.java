package io.aftercare.approval;

import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Solution;
import io.aftercare.ticket.Ticket;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is decided about, as its rows are now. */
record Matter(
        Ticket ticket,
        @Nullable Solution solution,
        @Nullable Long obstacleId,
        Set<String> proposers,
        List<CompensationLine> lines,
        Compensations.Gates gates,
        String hash) {

    @Nullable
    Long solutionId() {
        return solution == null ? null : solution.id();
    }

    /** Who is asked when something is unclear. */
    String proposer() {
        return solution == null
                ? lines.stream().map(CompensationLine::createdBy).findFirst().orElse("")
                : solution.proposedBy();
    }

    /**
     * Gates whose newest word about this exact content is yes. A no takes back every yes before it, whatever gate said
     * it: a later decision never inherits an earlier one (L6).
     */
    Set<String> passed(List<Approval> decisions) {
        Set<String> passed = new HashSet<>();
        for (Approval decision : decisions) {
            if (!isAbout(decision)) {
                continue;
            }
            if (decision.approved()) {
                passed.add(decision.gate());
            } else {
                passed.clear();
            }
        }
        return passed;
    }

    /** Decisions from before there were fingerprints belong to a version of a solution, or to lines offered before. */
    boolean isAbout(Approval decision) {
        String decided = decision.contentHash();
        if (decided != null) {
            return decided.equals(hash);
        }
        return solution != null
                ? Objects.equals(solution.id(), decision.solutionId())
                : Objects.equals(obstacleId, decision.obstacleId())
                        && lines.stream().noneMatch(line -> decision.decidedAt().isBefore(line.createdAt()));
    }

    boolean isAbout(Clearance clearance) {
        return solution != null
                ? Objects.equals(solution.id(), clearance.solutionId())
                : Objects.equals(obstacleId, clearance.obstacleId());
    }
}
