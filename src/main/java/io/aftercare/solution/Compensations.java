package io.aftercare.solution;

import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.decision.DecisionTables;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.tracking.ObstacleOver;
import io.aftercare.tracking.Obstacles;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The promised lines, their sums over ticket and order, and the gates that these sums demand (D8). */
@Service
@Transactional
public class Compensations {

    private static final BigDecimal LARGEST = new BigDecimal("9999999.99");
    private static final int MOST_LINES = 50;
    /** Without a value the gates would not see what is given away (D8). */
    private static final Set<CompensationLine.Kind> NEVER_WORTH_NOTHING = EnumSet.of(
            CompensationLine.Kind.REFUND,
            CompensationLine.Kind.CASH,
            CompensationLine.Kind.COUPON,
            CompensationLine.Kind.UPGRADE,
            CompensationLine.Kind.GIFT);

    private final SolutionMapper solutions;
    private final OrderDirectory orders;
    private final DecisionTables decisions;
    private final Obstacles obstacles;
    private final EntitlementCheck entitlements;
    private final Clock clock;

    Compensations(
            SolutionMapper solutions,
            OrderDirectory orders,
            DecisionTables decisions,
            Obstacles obstacles,
            EntitlementCheck entitlements,
            Clock clock) {
        this.solutions = solutions;
        this.orders = orders;
        this.decisions = decisions;
        this.obstacles = obstacles;
        this.entitlements = entitlements;
        this.clock = clock;
    }

    /** All lines of a ticket, released ones too, oldest first. */
    @Transactional(readOnly = true)
    public List<CompensationLine> of(String ticketNumber) {
        return solutions.findLines(ticketNumber);
    }

    /** Stores the lines of an obstacle's delay compensation; they count at once. */
    public void addForObstacle(Ticket ticket, long obstacleId, List<CompensationLine.Draft> drafts, String actor) {
        check(drafts);
        new Checks().that(!drafts.isEmpty(), "compensations", "field.required").refuseIfAny();
        add(ticket, null, obstacleId, drafts, finding(ticket), actor);
    }

    /**
     * Holds the ticket's order until the transaction ends: whoever adds lines or decides by their sums does it alone.
     * The caller has locked the ticket's row before; where there is no order that lock is enough.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void holdOrder(Ticket ticket) {
        if (ticket.orderNo() != null) {
            orders.hold(ticket.orderNo());
        }
    }

    void addForSolution(
            Ticket ticket,
            long solutionId,
            List<CompensationLine.Draft> drafts,
            @Nullable String finding,
            String actor) {
        add(ticket, solutionId, null, drafts, finding, actor);
    }

    public void releaseOfObstacle(long obstacleId) {
        solutions.releaseOfObstacle(obstacleId);
    }

    /** What was offered because of an obstacle and never told was not promised. */
    @EventListener
    public void obstacleOver(ObstacleOver over) {
        if (!over.told()) {
            releaseOfObstacle(over.obstacleId());
        }
    }

    /** What finance has to transfer now; not what is still to be approved because of an obstacle. */
    @Transactional(readOnly = true)
    public List<CompensationLine> unpaid(String ticketNumber) {
        return of(ticketNumber).stream()
                .filter(line -> line.state() == CompensationLine.State.PROPOSED
                        && line.kind().isPaidByFinance()
                        && (line.obstacleId() == null || obstacles.isTold(line.obstacleId())))
                .toList();
    }

    /** What is no transfer and falls due now that the solution is carried out. */
    @Transactional(readOnly = true)
    public List<CompensationLine> ungranted(String ticketNumber, long solutionId) {
        return of(ticketNumber).stream()
                .filter(line -> line.state() == CompensationLine.State.PROPOSED
                        && !line.kind().isPaidByFinance()
                        && line.solutionId() != null
                        && line.solutionId() == solutionId)
                .toList();
    }

    /** What is no transfer and falls due now that the customer was told of the delay. */
    @Transactional(readOnly = true)
    public List<CompensationLine> ungrantedOfObstacle(String ticketNumber, long obstacleId) {
        return of(ticketNumber).stream()
                .filter(line -> line.state() == CompensationLine.State.PROPOSED
                        && !line.kind().isPaidByFinance()
                        && line.obstacleId() != null
                        && line.obstacleId() == obstacleId)
                .toList();
    }

    /** The line, or 404. */
    @Transactional(readOnly = true)
    public CompensationLine require(long lineId) {
        return solutions
                .findLine(lineId)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.line-unknown"));
    }

    /** Marks a line as handed out; only the ledger's keeper does this, once per line. */
    public void settle(CompensationLine line, String actor, @Nullable String reference) {
        CompensationLine.State state =
                line.kind().isPaidByFinance() ? CompensationLine.State.PAID : CompensationLine.State.GRANTED;
        if (solutions.settle(line.id(), state, actor, reference, clock.instant()) != 1) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
    }

    /** The sums shrink by what an approved reversal takes back; never by more than was handed out. */
    public void takeBack(long lineId, BigDecimal amount) {
        if (solutions.takeBack(lineId, amount) != 1) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
    }

    /** Asks the table anew before somebody says yes: what it gives no longer cannot be approved as an entitlement. */
    public void confirmEntitlement(Ticket ticket, List<CompensationLine> lines) {
        entitlements
                .confirm(ticket, finding(ticket), lines)
                .forEach((line, grant) -> solutions.confirmEntitlement(line.id(), grant.basis(), grant.version()));
    }

    private @Nullable String finding(Ticket ticket) {
        return solutions.findLatest(ticket.number()).map(Solution::finding).orElse(null);
    }

    /** Sums over ticket and order; {@code proposed} are the lines of the proposal at hand. */
    @Transactional(readOnly = true)
    public Sums sums(Ticket ticket, List<CompensationLine> proposed) {
        SolutionMapper.Promised promised = solutions.sums(ticket.number(), ticket.orderNo());
        return sums(ticket, proposed, promised.goodwill(), promised.entitlement());
    }

    /** The same with sums that the caller has counted himself. */
    @Transactional(readOnly = true)
    public Sums sums(Ticket ticket, List<CompensationLine> proposed, BigDecimal goodwill, BigDecimal entitlement) {
        BigDecimal paid = ticket.orderNo() == null
                ? null
                : orders.find(ticket.orderNo()).map(CustomerOrder::paidAmount).orElse(null);
        return new Sums(
                goodwill,
                entitlement,
                paid,
                proposed.stream().anyMatch(line -> line.nature() == CompensationLine.Nature.GOODWILL),
                proposed.stream().anyMatch(line -> line.nature() == CompensationLine.Nature.ENTITLEMENT));
    }

    /** Every gate whose condition holds, in order, with the version of the table that decided. */
    @Transactional(readOnly = true)
    public Gates gates(Ticket ticket, List<CompensationLine> proposed) {
        return gates(ticket.category(), ticket.priority(), sums(ticket, proposed));
    }

    /** What the table says to these sums. */
    @Transactional(readOnly = true)
    public Gates gates(@Nullable Category category, @Nullable Priority priority, Sums sums) {
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("category", name(category));
        inputs.put("priority", name(priority));
        inputs.put("goodwillProposed", sums.goodwillProposed());
        inputs.put("goodwill", sums.goodwill());
        inputs.put("goodwillShare", sums.goodwillShare());
        inputs.put("entitlementProposed", sums.entitlementProposed());
        inputs.put("entitlement", sums.entitlement());
        inputs.put("paid", sums.paid());
        DecisionTables.Decided decided = decisions.evaluate("approval-gates", inputs);
        List<Gate> gates = decided.rules().stream()
                .map(rule -> gate(Objects.toString(rule.get("gate"))))
                .distinct()
                .toList();
        return new Gates(Arrays.stream(Gate.values()).filter(gates::contains).toList(), sums, decided.version());
    }

    /** A table that was edited wrongly stops the money, it does not let it through. */
    private static Gate gate(String name) {
        return Arrays.stream(Gate.values())
                .filter(gate -> gate.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(ProblemType.RULE_REFUSES, "problem.table-undecided", "approval-gates"));
    }

    static void check(List<CompensationLine.Draft> drafts) {
        Checks checks = new Checks().that(drafts.size() <= MOST_LINES, "compensations", "field.too-many", MOST_LINES);
        for (CompensationLine.Draft draft : drafts) {
            checks.that(
                            draft.amount().signum() >= 0
                                    && draft.amount().scale() <= 2
                                    && draft.amount().compareTo(LARGEST) <= 0,
                            "compensations.amount",
                            "field.money")
                    .that(
                            draft.amount().signum() > 0 || !NEVER_WORTH_NOTHING.contains(draft.kind()),
                            "compensations.amount",
                            "field.worth-something")
                    .atMost("compensations.note", draft.note(), 2_000);
        }
        checks.refuseIfAny();
    }

    private void add(
            Ticket ticket,
            @Nullable Long solutionId,
            @Nullable Long obstacleId,
            List<CompensationLine.Draft> drafts,
            @Nullable String finding,
            String actor) {
        if (drafts.isEmpty()) {
            return;
        }
        refuseForeignOrder(ticket);
        holdOrder(ticket);
        BigDecimal already = solutions.sums(ticket.number(), ticket.orderNo()).entitlement();
        List<EntitlementCheck.Basis> bases = entitlements.require(ticket, finding, drafts, already);
        int position = 1;
        for (CompensationLine.Draft draft : drafts) {
            EntitlementCheck.Basis basis = bases.get(position - 1);
            solutions.insertLine(
                    ticket.number(),
                    ticket.orderNo(),
                    solutionId,
                    obstacleId,
                    position++,
                    draft,
                    actor,
                    clock.instant(),
                    basis.basis(),
                    basis.version());
        }
    }

    /** Nobody is compensated for what somebody else has bought. */
    private void refuseForeignOrder(Ticket ticket) {
        if (ticket.orderNo() != null
                && orders.find(ticket.orderNo())
                        .filter(order -> order.customerRef().equals(ticket.customerRef()))
                        .isEmpty()) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.order-not-of-customer", ticket.orderNo());
        }
    }

    private static @Nullable String name(@Nullable Category category) {
        return category == null ? null : category.name();
    }

    private static @Nullable String name(@Nullable Priority priority) {
        return priority == null ? null : priority.name();
    }

    /** Who has to say yes, in the order in which they are asked. */
    public enum Gate {
        LEGAL,
        SUPERVISOR,
        HEAD,
        COMPENSATION
    }

    /** @param ruleVersion version of the table {@code approval-gates} */
    public record Gates(List<Gate> gates, Sums sums, int ruleVersion) {

        public boolean needsLegalReview() {
            return gates.contains(Gate.LEGAL);
        }

        /** The gates that approve-solution asks. */
        public List<Gate> approvals() {
            return gates.stream().filter(gate -> gate != Gate.LEGAL).toList();
        }
    }
}
