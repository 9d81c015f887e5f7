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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private final SolutionMapper solutions;
    private final OrderDirectory orders;
    private final DecisionTables decisions;
    private final Obstacles obstacles;
    private final Clock clock;

    Compensations(
            SolutionMapper solutions,
            OrderDirectory orders,
            DecisionTables decisions,
            Obstacles obstacles,
            Clock clock) {
        this.solutions = solutions;
        this.orders = orders;
        this.decisions = decisions;
        this.obstacles = obstacles;
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
        add(ticket, null, obstacleId, drafts, actor);
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

    void addForSolution(Ticket ticket, long solutionId, List<CompensationLine.Draft> drafts, String actor) {
        add(ticket, solutionId, null, drafts, actor);
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

    public void pay(CompensationLine line, String actor, String reference) {
        if (solutions.pay(line.id(), actor, reference, clock.instant()) != 1) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
    }

    /** Sums over ticket and order; {@code proposed} are the lines of the proposal at hand. */
    @Transactional(readOnly = true)
    public Sums sums(Ticket ticket, List<CompensationLine> proposed) {
        return sums(
                ticket,
                proposed,
                solutions.sum(ticket.number(), ticket.orderNo(), CompensationLine.Nature.GOODWILL),
                solutions.sum(ticket.number(), ticket.orderNo(), CompensationLine.Nature.ENTITLEMENT));
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
                .map(rule -> Gate.valueOf(Objects.toString(rule.get("gate"))))
                .distinct()
                .toList();
        return new Gates(Arrays.stream(Gate.values()).filter(gates::contains).toList(), sums, decided.version());
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
                    .atMost("compensations.note", draft.note(), 2_000);
        }
        checks.refuseIfAny();
    }

    private void add(
            Ticket ticket,
            @Nullable Long solutionId,
            @Nullable Long obstacleId,
            List<CompensationLine.Draft> drafts,
            String actor) {
        if (drafts.isEmpty()) {
            return;
        }
        refuseForeignOrder(ticket);
        holdOrder(ticket);
        int position = 1;
        for (CompensationLine.Draft draft : drafts) {
            solutions.insertLine(
                    ticket.number(),
                    ticket.orderNo(),
                    solutionId,
                    obstacleId,
                    position++,
                    draft,
                    actor,
                    clock.instant());
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
