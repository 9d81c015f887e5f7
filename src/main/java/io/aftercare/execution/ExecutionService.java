package io.aftercare.execution;

import io.aftercare.approval.Approvers;
import io.aftercare.approval.Coverage;
import io.aftercare.execution.WorkStep.Draft;
import io.aftercare.execution.WorkStep.Kind;
import io.aftercare.notification.Glossary;
import io.aftercare.notification.Languages;
import io.aftercare.payment.Payments;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.Obstacles;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The desks that carry a solution out: workshop, parts, warehouse, finance and the departments (2-05, 2-07, 4-13). */
@Service
@Transactional
public class ExecutionService {

    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_CODE = 100;

    private final TicketService tickets;
    private final Timeline timeline;
    private final SolutionService solutions;
    private final Compensations compensations;
    private final Approvers approvers;
    private final Coverage coverage;
    private final Payments payments;
    private final Obstacles obstacles;
    private final TicketProcess process;
    private final WorkStepMapper steps;
    private final CurrentUser currentUser;
    private final Glossary glossary;
    private final Languages languages;
    private final Clock clock;

    ExecutionService(
            TicketService tickets,
            Timeline timeline,
            SolutionService solutions,
            Compensations compensations,
            Approvers approvers,
            Coverage coverage,
            Payments payments,
            Obstacles obstacles,
            TicketProcess process,
            WorkStepMapper steps,
            CurrentUser currentUser,
            Glossary glossary,
            Languages languages,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.solutions = solutions;
        this.compensations = compensations;
        this.approvers = approvers;
        this.coverage = coverage;
        this.payments = payments;
        this.obstacles = obstacles;
        this.process = process;
        this.steps = steps;
        this.currentUser = currentUser;
        this.glossary = glossary;
        this.languages = languages;
        this.clock = clock;
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<WorkStep> of(String ticketNumber) {
        return steps.findByTicket(ticketNumber);
    }

    /** Task_DiagnoseFault: what is broken, and whether the remedy still is the right one. */
    public void diagnose(
            String number, String finding, boolean remedyHolds, boolean partsNeeded, @Nullable String partNo) {
        Checks checks = new Checks()
                .required("finding", finding)
                .atMost("finding", finding, LONGEST_TEXT)
                .atMost("partNo", partNo, LONGEST_CODE);
        if (remedyHolds && partsNeeded) {
            checks.required("partNo", partNo);
        }
        checks.refuseIfAny();
        record(number, new Draft(Kind.DIAGNOSIS, remedyHolds, finding, partNo, null, null, null, null), finding);
        if (!remedyHolds) {
            solutions.failed(number, finding);
        }
    }

    /** Task_ProvideParts: the part is there, or since when it will be. */
    public void provideParts(
            String number, boolean available, @Nullable Instant expectedAt, @Nullable String serialOut) {
        Checks checks = new Checks().atMost("serialOut", serialOut, LONGEST_CODE);
        if (!available) {
            checks.required("expectedAt", expectedAt);
        }
        checks.refuseIfAny();
        record(
                number,
                new Draft(Kind.PART, available, null, lastPart(number), null, serialOut, null, expectedAt),
                available
                        ? "✓ " + Objects.requireNonNullElse(serialOut, "")
                        : "✗ " + (expectedAt == null ? "" : languages.moment(expectedAt)));
    }

    /** Task_ReportObstacle: a part is missing, the customer has to hear of it. */
    public void reportMissingPart(String number) {
        WorkStep part = of(number).stream()
                .filter(step -> step.kind() == Kind.PART)
                .reduce((first, second) -> second)
                .orElseThrow();
        String partNo = part.partNo() == null ? "" : part.partNo();
        if (obstacles.reportFromRepair(number, partNo, part.expectedAt())) {
            process.obstacleReported(number);
        }
    }

    /** Task_RepairProduct. */
    public void repair(String number, String work, @Nullable String serialIn) {
        new Checks()
                .required("work", work)
                .atMost("work", work, LONGEST_TEXT)
                .atMost("serialIn", serialIn, LONGEST_CODE)
                .refuseIfAny();
        record(number, new Draft(Kind.REPAIR, null, work, null, serialIn, null, null, null), work);
    }

    /** Task_TestAcceptance: only what passed the test is finished. */
    public void test(String number, boolean passed, @Nullable Result result) {
        record(number, new Draft(Kind.TEST, passed, null, null, null, null, null, null), passed ? "✓" : "✗");
        if (passed) {
            finish(number, Objects.requireNonNull(result));
        }
    }

    /** Task_ReceiveReturn: the goods came back; not accepted means a new proposal. */
    public void receiveReturn(String number, boolean accepted, String condition, @Nullable String waybill) {
        new Checks()
                .required("condition", condition)
                .atMost("condition", condition, LONGEST_TEXT)
                .atMost("waybill", waybill, LONGEST_CODE)
                .refuseIfAny();
        record(number, new Draft(Kind.RETURN, accepted, condition, null, null, null, waybill, null), condition);
        if (!accepted) {
            solutions.failed(number, condition);
        } else {
            tickets.recordResult(tickets.require(number), condition, null, condition, false);
        }
    }

    /** Task_ShipReplacement. */
    public void shipReplacement(String number, String waybill, Result result) {
        Checks.text("waybill", waybill, LONGEST_CODE);
        record(number, new Draft(Kind.SHIPMENT, null, null, null, null, null, waybill, null), waybill);
        finish(number, result);
    }

    /** Task_ExecuteSolution: every other remedy. */
    public void execute(String number, Result result) {
        record(number, new Draft(Kind.WORK, null, result.outcome(), null, null, null, null, null), result.outcome());
        finish(number, result);
    }

    /** Task_PayRefund: every line that finance pays, once; never by who proposed or approved it. */
    public void pay(String number, String reference) {
        Checks.text("reference", reference, 200);
        Ticket ticket = tickets.lock(number);
        String actor = currentUser.id();
        List<CompensationLine> due = compensations.unpaid(number);
        boolean proposed = due.stream().anyMatch(line -> line.createdBy().equals(actor))
                || solutions
                        .latest(number)
                        .map(Solution::proposedBy)
                        .filter(actor::equals)
                        .isPresent();
        if (proposed || approvers.hasApproved(ticket.number(), actor)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.own-payment");
        }
        payments.pay(ticket, due, actor, reference);
    }

    private void record(String number, Draft step, @Nullable String told) {
        Solution solution = solutions.inForce(number);
        coverage.refuseOwnExecution(tickets.require(number), solution);
        steps.insert(number, solution.id(), step, currentUser.id(), clock.instant());
        timeline.add(
                number,
                TimelineKind.PROGRESS,
                currentUser.id(),
                glossary.word("WorkStep", step.kind().name()) + (told == null ? "" : ": " + told));
    }

    private void finish(String number, Result result) {
        Checks checks = new Checks()
                .required("rootCause", result.rootCause())
                .atMost("rootCause", result.rootCause(), LONGEST_TEXT)
                .required("resolutionSummary", result.resolutionSummary())
                .atMost("resolutionSummary", result.resolutionSummary(), LONGEST_TEXT)
                .atMost("outcome", result.outcome(), LONGEST_TEXT);
        checks.refuseIfAny();
        tickets.recordResult(
                tickets.require(number),
                result.outcome() == null ? result.resolutionSummary() : result.outcome(),
                result.rootCause(),
                result.resolutionSummary(),
                result.proposeArticle());
    }

    private @Nullable String lastPart(String number) {
        return of(number).stream()
                .filter(step -> step.kind() == Kind.DIAGNOSIS)
                .reduce((first, second) -> second)
                .map(WorkStep::partNo)
                .orElse(null);
    }

    /** What is left when the work is finished: the archive and the knowledge base live on it (2-10). */
    public record Result(
            @Nullable String outcome, String rootCause, String resolutionSummary, boolean proposeArticle) {}
}
