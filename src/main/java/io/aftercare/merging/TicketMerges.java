package io.aftercare.merging;

import io.aftercare.notification.Notifier;
import io.aftercare.notification.Senders;
import io.aftercare.notification.Template;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.payment.Prices;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionService;
import io.aftercare.solution.SolutionState;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.RequestType;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.Obstacles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends a ticket that tells the same as another one: whatever comes later goes to the other (L14). Merging is no way
 * around a signature, a promise or a limit: what was promised, what has to be signed by more people and what is more
 * urgent stays a ticket of its own. Nobody reads on who is not known to be the customer. Both rows are locked in one order first.
 */
@Service
@Transactional
public class TicketMerges {

    static final int LONGEST_REASON = 2_000;

    private static final Duration NEAR = Duration.ofDays(7);
    /** An older ticket's limits are not left behind by going on under a newer number. */
    private static final Duration OLDER = Duration.ofDays(1);

    private static final int MOST_COMPARED = 50;
    private static final int MOST_SUGGESTED = 5;
    private static final double ALIKE = 0.45;

    private final TicketService tickets;
    private final Timeline timeline;
    private final TicketProcess process;
    private final ClockService clocks;
    private final Obstacles obstacles;
    private final SolutionService solutions;
    private final Compensations compensations;
    private final Prices prices;
    private final Senders senders;
    private final TrackingLinks links;
    private final Notifier notifier;
    private final CurrentUser currentUser;

    TicketMerges(
            TicketService tickets,
            Timeline timeline,
            TicketProcess process,
            ClockService clocks,
            Obstacles obstacles,
            SolutionService solutions,
            Compensations compensations,
            Prices prices,
            Senders senders,
            TrackingLinks links,
            Notifier notifier,
            CurrentUser currentUser) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.process = process;
        this.clocks = clocks;
        this.obstacles = obstacles;
        this.solutions = solutions;
        this.compensations = compensations;
        this.prices = prices;
        this.senders = senders;
        this.links = links;
        this.notifier = notifier;
        this.currentUser = currentUser;
    }

    /** The ticket goes on as {@code into}; the customer is told the number, not that anything was cancelled. */
    public void merge(String number, @Nullable String into, @Nullable String reason) {
        refuseOthers();
        String target = Checks.text("into", into, 20).strip();
        String why = Checks.text("reason", reason, LONGEST_REASON).strip();
        new Checks().that(!target.equals(number), "into", "field.itself").refuseIfAny();
        Map<String, Ticket> locked = new HashMap<>();
        senders.hold(number);
        Stream.of(number, target).sorted().forEach(each -> locked.put(each, tickets.lock(each)));
        refuse(obstacleTo(require(locked, number), require(locked, target)));
        boolean certain = senders.isCertain(require(locked, number));
        if (!senders.isCertain(require(locked, target))) {
            links.endOf(target);
        }
        obstacles.clearSilently(number);
        String actor = currentUser.id();
        tickets.mergeInto(tickets.require(number), target, why, actor);
        if (certain) {
            senders.handOn(number, target);
        } else {
            links.endOf(number);
        }
        solutions.releaseUnpaid(number);
        timeline.addVisible(number, TimelineKind.MERGED, actor, target);
        timeline.add(target, TimelineKind.MERGED_IN, actor, number + ": " + why);
        clocks.stopAll(number);
        notifier.toCustomer(
                require(locked, target), Template.MERGED, "merged-" + number, Map.of("from", number, "into", target));
        if (!process.cancelled(number)) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
    }

    /** Why the two cannot become one now, in the order in which a person would ask; null when they can. */
    @Transactional(readOnly = true)
    public @Nullable ProblemException refusal(String number, String into) {
        return number.equals(into)
                ? new ProblemException(ProblemType.RULE_REFUSES, "problem.merge-itself")
                : obstacleTo(tickets.require(number), tickets.require(into));
    }

    /** Open tickets of the same customer that may tell the same, most alike first. */
    @Transactional(readOnly = true)
    public List<Suggestion> suggestions(Ticket ticket) {
        if (ticket.status().isFinal()) {
            return List.of();
        }
        List<Suggestion> found = new ArrayList<>();
        for (Ticket other : tickets.near(ticket, NEAR, MOST_COMPARED)) {
            boolean sameOrder = ticket.orderNo() != null && ticket.orderNo().equals(other.orderNo());
            double alike = Likeness.of(text(ticket), text(other));
            if (sameOrder || alike >= ALIKE) {
                found.add(new Suggestion(other, sameOrder, (int) Math.round(alike * 100)));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Suggestion::sameOrder)
                        .thenComparing(Suggestion::alike)
                        .reversed())
                .limit(MOST_SUGGESTED)
                .toList();
    }

    /** Whether this reader may merge and split. */
    public boolean mayMerge() {
        return currentUser.isIn(Groups.SERVICE_AGENTS) || currentUser.isSupervisor();
    }

    void refuseOthers() {
        if (!mayMerge()) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.merge-by-desk");
        }
    }

    private @Nullable ProblemException obstacleTo(Ticket source, Ticket target) {
        if (!source.customerRef().equals(target.customerRef())) {
            return rule("problem.merge-other-customer");
        }
        if (source.status() == TicketStatus.MERGED) {
            return new ProblemException(
                    ProblemType.TOO_LATE, "problem.merged-already", tickets.followed(source.number()));
        }
        if (!source.status().isOpenWork()) {
            return new ProblemException(ProblemType.TOO_LATE, "problem.merge-too-late");
        }
        if (!target.status().isOpenWork()) {
            return new ProblemException(ProblemType.TOO_LATE, "problem.merge-into-closed", target.number());
        }
        if (source.orderNo() != null
                && target.orderNo() != null
                && !source.orderNo().equals(target.orderNo())) {
            return rule("problem.merge-other-order");
        }
        if (source.channel().isForeign() || source.externalNumber() != null || source.externalDueAt() != null) {
            return rule("problem.merge-foreign-case");
        }
        if (senders.talksWithStranger(target)) {
            return rule("problem.merge-stranger", target.number());
        }
        if (rank(source) < rank(target)) {
            return rule("problem.merge-less-urgent");
        }
        if (isComplaint(source) && !isComplaint(target)) {
            return rule("problem.merge-complaint");
        }
        if (isPromised(source)) {
            return rule("problem.merge-money");
        }
        boolean muchOlder = oldest(source).plus(OLDER).isBefore(target.receivedAt());
        if (muchOlder && !currentUser.isSupervisor()) {
            return new ProblemException(ProblemType.NOT_ALLOWED, "problem.merge-older");
        }
        return null;
    }

    /** A plan that was signed or told to the customer; money that was handed out, or is owed by him. */
    private boolean isPromised(Ticket ticket) {
        Solution solution = solutions.latest(ticket.number()).orElse(null);
        boolean signed = solution != null
                && solution.state().isInForce()
                && (solution.state() != SolutionState.PROPOSED || solution.planSentAt() != null);
        if (signed) {
            return true;
        }
        if (prices.of(ticket.number())
                .filter(price -> price.isPaid() || price.isDue())
                .isPresent()) {
            return true;
        }
        for (CompensationLine line : compensations.of(ticket.number())) {
            if (line.state().isHandedOut()) {
                return true;
            }
            if (line.state() == CompensationLine.State.PROPOSED) {
                Long obstacle = line.obstacleId();
                if (obstacle != null && obstacles.isTold(obstacle)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** When the matter came in for the first time: merging one by one a little later each time gains nothing. */
    private Instant oldest(Ticket ticket) {
        return tickets.withMerged(ticket.number()).stream()
                .map(each -> tickets.require(each).receivedAt())
                .min(Comparator.naturalOrder())
                .orElseGet(ticket::receivedAt);
    }

    /** What nobody has classified yet is what the customer says it is. */
    private static boolean isComplaint(Ticket ticket) {
        return ticket.category() == null
                ? ticket.requestType() == RequestType.COMPLAINT
                : ticket.category() == Category.COMPLAINT;
    }

    /** As urgent as the tables will see it; what nobody has classified yet is the least. */
    private static int rank(Ticket ticket) {
        if (ticket.isUrgent()) {
            return 0;
        }
        return ticket.priority() == Priority.P1 ? 1 : 2;
    }

    private static String text(Ticket ticket) {
        String subject = ticket.subject();
        return subject == null ? ticket.description() : subject + " " + ticket.description();
    }

    private static Ticket require(Map<String, Ticket> locked, String number) {
        Ticket ticket = locked.get(number);
        if (ticket == null) {
            throw new IllegalStateException(number + " was not locked");
        }
        return ticket;
    }

    private static void refuse(@Nullable ProblemException problem) {
        if (problem != null) {
            throw problem;
        }
    }

    private static ProblemException rule(String key, Object... arguments) {
        return new ProblemException(ProblemType.RULE_REFUSES, key, arguments);
    }

    /** A ticket that may tell the same; {@code alike} in per cent of the words. */
    public record Suggestion(Ticket ticket, boolean sameOrder, int alike) {}
}
