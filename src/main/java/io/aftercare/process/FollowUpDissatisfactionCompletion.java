package io.aftercare.process;

import io.aftercare.callback.CallbackService;
import io.aftercare.security.CurrentUser;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_FollowUpDissatisfaction: cause and plan, before a bad answer can be closed (4-18). */
@Component
class FollowUpDissatisfactionCompletion implements Completion {

    private final CallbackService callbacks;
    private final CurrentUser currentUser;

    FollowUpDissatisfactionCompletion(CallbackService callbacks, CurrentUser currentUser) {
        this.callbacks = callbacks;
        this.currentUser = currentUser;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted.only("cause", "improvementPlan").required("cause", "improvementPlan");
        callbacks.followUp(
                Completion.ticketOf(task),
                currentUser.id(),
                submitted.requiredText("cause"),
                submitted.requiredText("improvementPlan"));
    }
}
