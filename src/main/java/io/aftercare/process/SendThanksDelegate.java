package io.aftercare.process;

import io.aftercare.callback.CallbackService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_SendThanks: who is satisfied reads our thanks (4-18). */
@Component
class SendThanksDelegate implements JavaDelegate {

    private final CallbackService callbacks;

    SendThanksDelegate(CallbackService callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        callbacks.sendThanks(execution.getProcessBusinessKey());
    }
}
