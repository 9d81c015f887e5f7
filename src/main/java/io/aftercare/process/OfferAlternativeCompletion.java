package io.aftercare.process;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.solution.Compensations;
import io.aftercare.ticket.TicketService;
import io.aftercare.tracking.Obstacles;
import io.aftercare.tracking.Obstacles.Alternative;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_OfferAlternative: what the customer is offered while something is in the way (4-14). */
@Component
class OfferAlternativeCompletion implements Completion {

    private final Obstacles obstacles;
    private final Compensations compensations;
    private final TicketService tickets;
    private final CurrentUser currentUser;

    OfferAlternativeCompletion(
            Obstacles obstacles, Compensations compensations, TicketService tickets, CurrentUser currentUser) {
        this.obstacles = obstacles;
        this.compensations = compensations;
        this.tickets = tickets;
        this.currentUser = currentUser;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted
                .only("reason", "newExpectedCompletionAt", "alternative", "message", "compensations")
                .required("reason", "newExpectedCompletionAt", "alternative", "message");
        String ticket = Completion.ticketOf(task);
        Alternative alternative = submitted.requiredChoice("alternative", Alternative.class);
        obstacles.offer(
                ticket,
                new Obstacles.Offer(
                        submitted.requiredText("reason"),
                        submitted.requiredInstant("newExpectedCompletionAt"),
                        alternative,
                        submitted.requiredText("message")));
        boolean compensated = alternative == Alternative.DELAY_COMPENSATION;
        if (compensated) {
            submitted.required("compensations");
            Long obstacle = obstacles.open(ticket);
            if (obstacle == null) {
                throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
            }
            if (tickets.require(ticket).priority() == null) {
                throw new ProblemException(ProblemType.RULE_REFUSES, "problem.classify-before-money");
            }
            compensations.addForObstacle(
                    tickets.require(ticket), obstacle, submitted.lines("compensations"), currentUser.id());
        }
        Variables.DELAY_COMPENSATED.setForNow(task, compensated);
    }
}
