package io.aftercare.process;

import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.security.CurrentUser;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_ConfirmResolution: what the customer said to the agent (4-15). */
@Component
class ConfirmResolutionCompletion implements Completion {

    private final ConfirmationService confirmations;
    private final CurrentUser currentUser;

    ConfirmResolutionCompletion(ConfirmationService confirmations, CurrentUser currentUser) {
        this.confirmations = confirmations;
        this.currentUser = currentUser;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted.only("confirmed", "evidence").required("confirmed", "evidence");
        boolean confirmed = submitted.requiredFlag("confirmed");
        String evidence = submitted.requiredText("evidence");
        if (confirmed) {
            confirmations.confirm(Completion.ticketOf(task), currentUser.id(), evidence);
        } else {
            confirmations.dispute(Completion.ticketOf(task), currentUser.id(), evidence);
        }
        Variables.RESOLUTION_CONFIRMED.set(task, confirmed);
    }
}
