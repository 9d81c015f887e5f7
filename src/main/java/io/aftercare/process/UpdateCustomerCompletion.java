package io.aftercare.process;

import io.aftercare.tracking.CustomerUpdates;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_UpdateCustomer: the owner tells the customer how things stand (4-13). */
@Component
class UpdateCustomerCompletion implements Completion {

    private final CustomerUpdates updates;

    UpdateCustomerCompletion(CustomerUpdates updates) {
        this.updates = updates;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted.only("message").required("message");
        updates.tell(Completion.ticketOf(task), submitted.requiredText("message"));
    }
}
