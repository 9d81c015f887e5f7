package io.aftercare.process;

import io.aftercare.callback.CallForm;
import io.aftercare.callback.CallResult;
import io.aftercare.callback.CallbackService;
import io.aftercare.security.CurrentUser;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_CallBackCustomer: one attempt to reach the customer, and his answers (4-16, 4-17). */
@Component
class CallBackCustomerCompletion implements Completion {

    private final CallbackService callbacks;
    private final CurrentUser currentUser;

    CallBackCustomerCompletion(CallbackService callbacks, CurrentUser currentUser) {
        this.callbacks = callbacks;
        this.currentUser = currentUser;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted
                .only("reached", "resolved", "speed", "effect", "attitude", "overall", "recommend", "suggestion")
                .required("reached");
        boolean reached = submitted.requiredFlag("reached");
        CallForm form = reached ? answers(submitted) : new CallForm(false, null, null, null, null, null, null, null);
        CallResult result = callbacks.recordCall(Completion.ticketOf(task), currentUser.id(), form);
        Variables.CUSTOMER_REACHED.setForNow(task, result.reached());
        Variables.ATTEMPT_LEFT.setForNow(task, result.attemptLeft());
        Instant next = result.nextAttemptAt();
        if (next != null) {
            Variables.NEXT_ATTEMPT_AT.set(task, Date.from(next));
        }
        Variables.CALLBACK_RESULT.set(task, result.result().name());
    }

    private static CallForm answers(Submitted submitted) {
        submitted.required("resolved", "speed", "effect", "attitude", "overall");
        return new CallForm(
                true,
                submitted.requiredFlag("resolved"),
                submitted.requiredWhole("speed", 1, 5),
                submitted.requiredWhole("effect", 1, 5),
                submitted.requiredWhole("attitude", 1, 5),
                submitted.requiredWhole("overall", 1, 5),
                submitted.whole("recommend", 0, 10),
                submitted.text("suggestion"));
    }
}
