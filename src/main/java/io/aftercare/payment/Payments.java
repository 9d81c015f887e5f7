package io.aftercare.payment;

import io.aftercare.approval.Coverage;
import io.aftercare.notification.Glossary;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.SolutionExecuted;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ObstacleTold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The one way by which anything of value leaves the house (Money 3, 5). */
@Service
@Transactional
public class Payments {

    private final TicketService tickets;
    private final Timeline timeline;
    private final Compensations compensations;
    private final Coverage coverage;
    private final CompensationDesk desk;
    private final LedgerMapper ledger;
    private final Notifier notifier;
    private final Glossary glossary;

    Payments(
            TicketService tickets,
            Timeline timeline,
            Compensations compensations,
            Coverage coverage,
            CompensationDesk desk,
            LedgerMapper ledger,
            Notifier notifier,
            Glossary glossary) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.compensations = compensations;
        this.coverage = coverage;
        this.desk = desk;
        this.ledger = ledger;
        this.notifier = notifier;
        this.glossary = glossary;
    }

    /** What was booked for a ticket, oldest first. */
    @Transactional(readOnly = true)
    public List<Payout> of(String ticketNumber) {
        return ledger.findByTicket(ticketNumber);
    }

    /** Finance transferred these lines; the caller holds the ticket's row. Refuses what no gate covers any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void pay(Ticket ticket, List<CompensationLine> lines, String actor, String reference) {
        coverage.requireCovered(ticket, lines);
        handOut(ticket, lines, actor, reference);
    }

    /** Task_AskForConfirmation: the solution is carried out, so what is no transfer is handed out with it. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void solutionExecuted(SolutionExecuted executed) {
        grant(executed.ticketNumber(), compensations.ungranted(executed.ticketNumber(), executed.solutionId()));
    }

    /** The customer was told what he gets for the delay, so he gets it. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void obstacleTold(ObstacleTold told) {
        grant(told.ticketNumber(), compensations.ungrantedOfObstacle(told.ticketNumber(), told.obstacleId()));
    }

    private void grant(String ticketNumber, List<CompensationLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        Ticket ticket = tickets.lock(ticketNumber);
        if (coverage.isMissing(ticket, lines)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.grant-not-covered");
        }
        handOut(ticket, lines, Timeline.SYSTEM, null);
    }

    /** Everything that is handed out passes here, each line once: the row's state and the ledger's key both see to it. */
    private void handOut(Ticket ticket, List<CompensationLine> lines, String actor, @Nullable String reference) {
        List<Payout> booked = new ArrayList<>();
        for (CompensationLine line : lines) {
            Coverage.Basis basis = coverage.basisOf(ticket, line);
            compensations.settle(line, actor, reference);
            try {
                booked.add(desk.handOut(new CompensationDesk.HandOut(ticket, line, basis, actor, reference)));
            } catch (DuplicateKeyException handedOutAlready) {
                throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
            }
        }
        tell(ticket, booked, actor, reference);
    }

    private void tell(Ticket ticket, List<Payout> booked, String actor, @Nullable String reference) {
        String amounts = booked.stream()
                .map(payout ->
                        glossary.word(payout.kind()) + " " + payout.amount().toPlainString())
                .collect(Collectors.joining(", "));
        if (reference == null) {
            timeline.addVisible(ticket.number(), TimelineKind.GRANTED, actor, amounts);
        } else {
            timeline.addVisible(ticket.number(), TimelineKind.PAID, actor, amounts + " · " + reference);
        }
        for (Payout payout : booked) {
            String code = payout.couponCode();
            if (code != null) {
                notifier.toCustomer(
                        ticket,
                        Template.COUPON,
                        payout.payoutId(),
                        Map.of(
                                "code",
                                code,
                                "amount",
                                payout.amount().signum() == 0
                                        ? ""
                                        : "¥" + payout.amount().setScale(2).toPlainString()));
            }
        }
    }
}
