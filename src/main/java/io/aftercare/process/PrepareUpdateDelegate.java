package io.aftercare.process;

import io.aftercare.tracking.CustomerUpdates;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_PrepareUpdate: asks whether the customer has to hear from us now (4-13). */
@Component
class PrepareUpdateDelegate implements JavaDelegate {

    private final CustomerUpdates updates;

    PrepareUpdateDelegate(CustomerUpdates updates) {
        this.updates = updates;
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean needed = updates.needed(execution.getProcessBusinessKey());
        Variables.UPDATE_NEEDED.setForNow(execution, needed);
    }
}
