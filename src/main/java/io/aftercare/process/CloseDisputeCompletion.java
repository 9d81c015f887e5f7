package io.aftercare.process;

import io.aftercare.callback.CallbackService;
import io.aftercare.security.CurrentUser;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_CloseDispute: a case that also lies with an authority or a platform ends by a person's hand (E-06). */
@Component
class CloseDisputeCompletion implements Completion {

    private final CallbackService callbacks;
    private final CurrentUser currentUser;

    CloseDisputeCompletion(CallbackService callbacks, CurrentUser currentUser) {
        this.callbacks = callbacks;
        this.currentUser = currentUser;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted
                .only("closedThere", "result")
                .required("closedThere", "result")
                .confirmed("closedThere");
        callbacks.closeDispute(Completion.ticketOf(task), currentUser.id(), submitted.requiredText("result"));
    }
}
