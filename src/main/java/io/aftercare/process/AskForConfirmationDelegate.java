package io.aftercare.process;

import io.aftercare.callback.CallbackService;
import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess.CallbackResult;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_AskForConfirmation: the work is finished; the customer is asked whether it is solved (4-15). */
@Component
class AskForConfirmationDelegate implements JavaDelegate {

    private final ConfirmationService confirmations;
    private final CallbackService callbacks;

    AskForConfirmationDelegate(ConfirmationService confirmations, CallbackService callbacks) {
        this.confirmations = confirmations;
        this.callbacks = callbacks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean confirmedOnCall = Variables.CONFIRMED_ON_CALL.isTrue(execution);
        Ticket ticket = confirmations.askForConfirmation(execution.getProcessBusinessKey(), confirmedOnCall);
        CallbackService.Dates dates = callbacks.dates(ticket.number());
        Variables.RESOLUTION_CONFIRMED.set(execution, ticket.confirmedAt() != null);
        Variables.FOREIGN_CASE.set(execution, ticket.channel().isForeign());
        Variables.CALLBACK_RESULT.set(execution, CallbackResult.NO_ANSWER.name());
        Variables.CALLBACK_OPENS_AT.set(execution, Date.from(dates.callbackOpensAt()));
        Variables.SURVEY_ENDS_AT.set(execution, Date.from(dates.surveyEndsAt()));
        Variables.CLOSES_AT.set(execution, Date.from(dates.closesAt()));
    }
}
