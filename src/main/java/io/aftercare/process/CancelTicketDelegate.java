package io.aftercare.process;

import io.aftercare.confirmation.ConfirmationService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_CancelTicket: nothing more is done. */
@Component
class CancelTicketDelegate implements JavaDelegate {

    private final ConfirmationService confirmations;

    CancelTicketDelegate(ConfirmationService confirmations) {
        this.confirmations = confirmations;
    }

    @Override
    public void execute(DelegateExecution execution) {
        confirmations.cancelled(execution.getProcessBusinessKey());
    }
}
