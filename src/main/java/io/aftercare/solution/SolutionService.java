package io.aftercare.solution;

import io.aftercare.classification.PriorityLowering;
import io.aftercare.classification.TicketTransferred;
import io.aftercare.notification.Glossary;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.CustomerUpdates;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What we are going to do for the customer, from the proposal to his agreement (4-07 to 4-12, D12). */
@Service
@Transactional
public class SolutionService {

    private static final int LONGEST_TEXT = 20_000;
    private static final BigDecimal LARGEST_PRICE = new BigDecimal("9999999.99");

    private final TicketService tickets;
    private final Timeline timeline;
    private final TicketProcess process;
    private final SolutionMapper solutions;
    private final Compensations compensations;
    private final ClockService clocks;
    private final CustomerUpdates updates;
    private final Notifier notifier;
    private final CurrentUser currentUser;
    private final Glossary glossary;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SolutionService(
            TicketService tickets,
            Timeline timeline,
            TicketProcess process,
            SolutionMapper solutions,
            Compensations compensations,
            ClockService clocks,
            CustomerUpdates updates,
            Notifier notifier,
            CurrentUser currentUser,
            Glossary glossary,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.process = process;
        this.solutions = solutions;
        this.compensations = compensations;
        this.clocks = clocks;
        this.updates = updates;
        this.notifier = notifier;
        this.currentUser = currentUser;
        this.glossary = glossary;
        this.events = events;
        this.clock = clock;
    }

    /** The newest version, whatever became of it. */
    @Transactional(readOnly = true)
    public Optional<Solution> latest(String ticketNumber) {
        return solutions.findLatest(ticketNumber);
    }

    @Transactional(readOnly = true)
    public List<Solution> all(String ticketNumber) {
        return solutions.findAll(ticketNumber);
    }

    /** The version in force, or a refusal because the moment has passed. */
    @Transactional(readOnly = true)
    public Solution inForce(String ticketNumber) {
        return latest(ticketNumber)
                .filter(solution -> solution.state().isInForce())
                .orElseThrow(() -> new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed"));
    }

    /** A new version replaces the one before; whatever that one promised and was not paid counts no longer. */
    public Proposed propose(String number, Proposal proposal) {
        Ticket ticket = tickets.lock(number);
        check(ticket, proposal);
        String actor = currentUser.id();
        replaced(number, null);
        int version = latest(number).map(Solution::versionNo).orElse(0) + 1;
        solutions.insert(number, version, proposal, actor, clock.instant());
        Solution solution = inForce(number);
        compensations.addForSolution(ticket, solution.id(), proposal.compensations(), proposal.finding(), actor);
        Compensations.Gates gates = compensations.gates(ticket, linesOf(solution));
        if (proposal.outcome() != null && !gates.gates().isEmpty()) {
            refuseDoneAlready(ticket, gates);
        }
        tickets.move(ticket, TicketStatus.PROPOSED);
        timeline.add(number, TimelineKind.PROPOSED, actor, glossary.word(proposal.remedy()) + ": " + proposal.steps());
        clocks.meet(number, ClockName.PLAN);
        clocks.meet(number, ClockName.HANDLING);
        return new Proposed(gates.needsLegalReview());
    }

    /** What counsel found; not compliant means a new proposal (4-10). */
    public void reviewedLegally(String number, boolean compliant, String opinion) {
        Checks.text("opinion", opinion, LONGEST_TEXT);
        Ticket ticket = tickets.require(number);
        Solution solution = inForce(number);
        solutions.recordLegalOpinion(solution.id(), opinion);
        timeline.add(number, TimelineKind.LEGALLY_REVIEWED, currentUser.id(), opinion);
        if (!compliant) {
            reject(ticket, solution, opinion);
        }
    }

    /** A gate said no: what was promised is released, a new proposal is due. */
    public void rejected(Ticket ticket, String reason) {
        reject(ticket, inForce(ticket.number()), reason);
    }

    /** Every gate said yes. */
    public void approved(String number) {
        Solution solution = inForce(number);
        solutions.changeState(solution.id(), SolutionState.PROPOSED, SolutionState.APPROVED, null);
    }

    /** Task_SendPlanNotice: the customer reads the plan before anything is done (4-12). */
    public Plan sendPlan(String number) {
        Ticket ticket = tickets.require(number);
        Solution solution = inForce(number);
        notifier.toCustomer(
                ticket,
                Template.PLAN,
                "plan-" + solution.versionNo(),
                Map.of(
                        "remedy", solution.remedy().name(),
                        "steps", solution.steps(),
                        "expectedAt", solution.expectedCompletionAt().toString(),
                        "contact", Objects.requireNonNullElse(ticket.owner(), ""),
                        "price",
                                solution.needsAgreement()
                                        ? solution.priceToCustomer().toPlainString()
                                        : "",
                        "canObject", "yes"));
        solutions.markPlanSent(solution.id(), clock.instant());
        timeline.addVisible(number, TimelineKind.PLAN_SENT, Timeline.SYSTEM, solution.steps());
        clocks.humanResponded(number);
        Ticket moved = tickets.move(
                ticket, solution.needsAgreement() ? TicketStatus.AWAITING_AGREEMENT : TicketStatus.EXECUTING);
        if (solution.outcome() != null) {
            tickets.recordResult(moved, solution.outcome(), solution.finding(), solution.outcome(), false);
        }
        return new Plan(
                solution.needsAgreement(),
                route(solution),
                solution.remedy() == Remedy.REPLACE,
                !compensations.unpaid(number).isEmpty());
    }

    /** Task_RecordAgreement: the owner notes what the customer said. */
    public void recordAgreement(String number, boolean agreed, String evidence) {
        Checks.text("evidence", evidence, LONGEST_TEXT);
        Ticket ticket = tickets.require(number);
        if (agreed) {
            agree(ticket, currentUser.id(), evidence);
        } else {
            object(ticket, currentUser.id(), evidence);
        }
    }

    /** The customer agrees on his page to the version that he read; 409 when he is not asked (any more). */
    public void agreeByCustomer(String number, @Nullable Integer version) {
        Ticket ticket = tickets.lock(number);
        if (version != null && version != inForce(number).versionNo()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.plan-changed");
        }
        if (ticket.status() != TicketStatus.AWAITING_AGREEMENT) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        agree(ticket, Timeline.CUSTOMER, "page");
        tooLateUnless(process.customerAgreed(number));
    }

    /** The customer objects to a plan that he was told, until it is carried out (D12); 409 later. */
    public void objectByCustomer(String number, String reason) {
        Checks.text("reason", reason, 5_000);
        Ticket ticket = tickets.lock(number);
        boolean told = latest(number)
                .filter(solution -> solution.state().isInForce())
                .map(Solution::planSentAt)
                .isPresent();
        if (!told || !ticket.status().isOpenWork() || ticket.status() == TicketStatus.CLASSIFIED) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        object(ticket, Timeline.CUSTOMER, reason);
        tooLateUnless(process.customerObjected(number));
    }

    /** The plan does not hold (diagnosis, returned goods): a new proposal is due. */
    public void failed(String number, String reason) {
        Ticket ticket = tickets.require(number);
        reject(ticket, inForce(number), reason);
    }

    /** The work is done. */
    public void executed(String number) {
        latest(number).ifPresent(solution -> {
            if (solution.state().isInForce()) {
                solutions.changeState(solution.id(), solution.state(), SolutionState.EXECUTED, null);
                events.publishEvent(new SolutionExecuted(number, solution.id()));
            }
        });
    }

    /** The version in force gives way (a dispute, a new proposal); its unpaid lines count no longer. */
    public void replaced(String number, @Nullable String reason) {
        latest(number)
                .filter(solution -> solution.state().isInForce())
                .ifPresent(solution -> end(solution, SolutionState.REPLACED, reason));
    }

    /** Whoever proposed would take the signature of a head off his own proposal (4-11). */
    @EventListener
    public void priorityLowering(PriorityLowering lowering) {
        boolean own = latest(lowering.ticketNumber())
                .filter(solution -> solution.state().isInForce())
                .filter(solution -> solution.proposedBy().equals(lowering.by()))
                .isPresent();
        if (own) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.priority-by-proposer");
        }
    }

    /** What was proposed and approved belonged to the department or category that the ticket has left. */
    @EventListener
    public void transferred(TicketTransferred transfer) {
        replaced(transfer.ticketNumber(), transfer.reason());
    }

    /** Whatever was promised and not paid counts no longer: the ticket is cancelled. */
    public void releaseUnpaid(String number) {
        solutions.releaseUnpaid(number);
    }

    @Transactional(readOnly = true)
    public List<CompensationLine> linesOf(Solution solution) {
        return compensations.of(solution.ticketNumber()).stream()
                .filter(line -> Objects.equals(line.solutionId(), solution.id())
                        && line.state() != CompensationLine.State.RELEASED)
                .toList();
    }

    private void agree(Ticket ticket, String actor, String evidence) {
        Solution solution = inForce(ticket.number());
        if (solutions.recordAgreement(solution.id(), evidence, clock.instant()) != 1) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
        Ticket moved = tickets.move(ticket, TicketStatus.EXECUTING);
        timeline.addVisible(ticket.number(), TimelineKind.AGREED, actor, evidence);
        updates.resumed(ticket, moved);
    }

    private void object(Ticket ticket, String actor, String reason) {
        timeline.addVisible(ticket.number(), TimelineKind.OBJECTED, actor, reason);
        reject(ticket, inForce(ticket.number()), reason);
    }

    private void reject(Ticket ticket, Solution solution, String reason) {
        end(solution, SolutionState.REJECTED, reason);
        Ticket back = tickets.backToProposal(ticket);
        clocks.start(back, ClockName.PLAN, clock.instant());
        updates.resumed(ticket, back);
    }

    private void end(Solution solution, SolutionState state, @Nullable String reason) {
        if (solutions.changeState(solution.id(), solution.state(), state, reason) != 1) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
        solutions.releaseOfSolution(solution.id());
    }

    private void check(Ticket ticket, Proposal proposal) {
        Checks checks = new Checks()
                .required("steps", proposal.steps())
                .atMost("steps", proposal.steps(), LONGEST_TEXT)
                .atMost("finding", proposal.finding(), LONGEST_TEXT)
                .atMost("outcome", proposal.outcome(), LONGEST_TEXT)
                .that(
                        proposal.priceToCustomer().signum() >= 0
                                && proposal.priceToCustomer().scale() <= 2
                                && proposal.priceToCustomer().compareTo(LARGEST_PRICE) <= 0,
                        "priceToCustomer",
                        "field.money")
                .that(
                        !proposal.expectedCompletionAt().isBefore(ticket.receivedAt()),
                        "expectedCompletionAt",
                        "field.future");
        if (ticket.category() == Category.PRODUCT_FAULT) {
            checks.required("finding", proposal.finding());
        }
        checks.refuseIfAny();
        Compensations.check(proposal.compensations());
        if (proposal.outcome() != null && proposal.priceToCustomer().signum() > 0) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.done-before-agreement");
        }
    }

    private static void refuseDoneAlready(Ticket ticket, Compensations.Gates gates) {
        if (gates.gates().contains(Compensations.Gate.COMPENSATION)) {
            BigDecimal share = gates.sums().goodwillShare();
            if (share != null && ticket.orderNo() != null && gates.sums().goodwillProposed()) {
                throw new ProblemException(
                        ProblemType.RULE_REFUSES,
                        "problem.share-needs-manager",
                        share.stripTrailingZeros().toPlainString(),
                        ticket.orderNo());
            }
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.sum-needs-manager");
        }
        throw new ProblemException(
                ProblemType.RULE_REFUSES,
                "problem.done-needs-approval",
                gates.gates().get(0));
    }

    private static String route(Solution solution) {
        if (solution.outcome() != null) {
            return "NONE";
        }
        return switch (solution.remedy()) {
            case REPAIR -> "REPAIR";
            case REPLACE, RETURN_REFUND -> "RETURN";
            default -> "WORK";
        };
    }

    private static void tooLateUnless(boolean moved) {
        if (!moved) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
    }

    public record Proposed(boolean legalReviewNeeded) {}

    /** How the line goes on after the plan notice: {@code route} is NONE, REPAIR, RETURN or WORK. */
    public record Plan(boolean agreementNeeded, String route, boolean replacementDue, boolean refundDue) {}
}
