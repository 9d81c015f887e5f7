package io.aftercare.payment;

import io.aftercare.approval.Approvers;
import io.aftercare.notification.Glossary;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes back what was handed out: never by changing an entry, always by a new one that a second person signs. */
@Service
@Transactional
public class Reversals {

    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_PENDING = 100;

    private final TicketService tickets;
    private final Timeline timeline;
    private final Compensations compensations;
    private final Approvers approvers;
    private final CompensationDesk desk;
    private final ReversalMapper reversals;
    private final CurrentUser currentUser;
    private final Glossary glossary;
    private final Clock clock;

    Reversals(
            TicketService tickets,
            Timeline timeline,
            Compensations compensations,
            Approvers approvers,
            CompensationDesk desk,
            ReversalMapper reversals,
            CurrentUser currentUser,
            Glossary glossary,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.compensations = compensations;
        this.approvers = approvers;
        this.desk = desk;
        this.reversals = reversals;
        this.currentUser = currentUser;
        this.glossary = glossary;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Reversal> ofTicket(String ticketNumber) {
        return reversals.findByTicket(ticketNumber);
    }

    @Transactional(readOnly = true)
    public List<Reversal> ofLines(Collection<Long> lines) {
        return lines.isEmpty() ? List.of() : reversals.findByLines(lines);
    }

    /** What waits for a decision, oldest first. */
    @Transactional(readOnly = true)
    public List<Reversal> pending() {
        return reversals.findPending(MOST_PENDING);
    }

    /** Asks for money back; together never more than was handed out, whoever else asks at the same moment. */
    public Reversal request(long lineId, BigDecimal amount, @Nullable String reason) {
        String words = Checks.text("reason", reason, LONGEST_TEXT);
        Ticket ticket = tickets.lock(compensations.require(lineId).ticketNumber());
        CompensationLine line = compensations.require(lineId);
        if (!line.state().isHandedOut()) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.not-handed-out");
        }
        BigDecimal left = line.amount().subtract(reversals.claimed(lineId));
        if (amount.compareTo(left) > 0) {
            throw new ProblemException(
                    ProblemType.RULE_REFUSES,
                    "problem.reversal-too-high",
                    plain(amount),
                    plain(left),
                    plain(line.amount()));
        }
        String actor = currentUser.id();
        reversals.insert(lineId, ticket.number(), amount, words, actor, clock.instant());
        timeline.add(
                ticket.number(),
                TimelineKind.REVERSAL_REQUESTED,
                actor,
                glossary.word(line.kind()) + " " + plain(amount) + ": " + words);
        return reversals.findByLines(List.of(lineId)).stream()
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** A compensation manager who had no part in it says yes: only now the books and the sums change. */
    public void approve(long reversalId) {
        Decision decision = decision(reversalId, true, null);
        Reversal reversal = decision.reversal();
        compensations.takeBack(reversal.lineId(), reversal.amount());
        desk.takeBack(new CompensationDesk.TakeBack(
                decision.ticket(),
                decision.line(),
                reversal.id(),
                reversal.amount(),
                reversal.reason(),
                currentUser.id()));
        timeline.add(
                reversal.ticketNumber(),
                TimelineKind.REVERSED,
                currentUser.id(),
                glossary.word(decision.line().kind()) + " -" + plain(reversal.amount()) + ": " + reversal.reason());
    }

    /** He says no: everything stays as it is. */
    public void reject(long reversalId, @Nullable String comment) {
        String words = Checks.text("comment", comment, LONGEST_TEXT);
        Decision decision = decision(reversalId, false, words);
        timeline.add(
                decision.reversal().ticketNumber(),
                TimelineKind.REVERSAL_REJECTED,
                currentUser.id(),
                glossary.word(decision.line().kind()) + " "
                        + plain(decision.reversal().amount()) + ": " + words);
    }

    /** Whether this person may decide about this reversal, for the page; {@link #approve} checks it again. */
    @Transactional(readOnly = true)
    public boolean mayDecide(Reversal reversal) {
        return currentUser.isIn(Groups.COMPENSATION_MANAGERS)
                && !hadPart(reversal, compensations.require(reversal.lineId()), currentUser.id());
    }

    private Decision decision(long reversalId, boolean approved, @Nullable String comment) {
        Ticket ticket = tickets.lock(require(reversalId).ticketNumber());
        Reversal reversal = require(reversalId);
        CompensationLine line = compensations.require(reversal.lineId());
        String actor = currentUser.id();
        if (!currentUser.isIn(Groups.COMPENSATION_MANAGERS)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.only-compensation-managers");
        }
        if (hadPart(reversal, line, actor)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.own-reversal");
        }
        if (reversal.state() != Reversal.State.PENDING) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.reversal-decided");
        }
        try {
            reversals.decide(reversalId, approved, comment, actor, clock.instant());
        } catch (DuplicateKeyException decidedMeanwhile) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.reversal-decided");
        }
        return new Decision(ticket, line, reversal);
    }

    /** He asked for it, or he promised, approved or paid what is taken back. */
    private boolean hadPart(Reversal reversal, CompensationLine line, String actor) {
        return actor.equals(reversal.requestedBy())
                || actor.equals(line.createdBy())
                || actor.equals(line.paidBy())
                || approvers.hasApproved(line.ticketNumber(), actor);
    }

    private Reversal require(long reversalId) {
        return reversals
                .find(reversalId)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.reversal-unknown"));
    }

    private static String plain(BigDecimal amount) {
        return amount.setScale(2).toPlainString();
    }

    private record Decision(Ticket ticket, CompensationLine line, Reversal reversal) {}
}
