package io.aftercare.process;

import io.aftercare.callback.CallbackService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_RemindCustomer: the customer who never confirmed is asked once more. */
@Component
class RemindCustomerDelegate implements JavaDelegate {

    private final CallbackService callbacks;

    RemindCustomerDelegate(CallbackService callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        callbacks.remind(execution.getProcessBusinessKey());
    }
}
