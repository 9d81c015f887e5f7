package io.aftercare.process;

import io.aftercare.execution.ExecutionService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_PayRefund: finance transferred what was promised. */
@Component
class PayRefundCompletion implements Completion {

    private final ExecutionService executions;

    PayRefundCompletion(ExecutionService executions) {
        this.executions = executions;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted.only("paid", "reference").required("paid", "reference").confirmed("paid");
        executions.pay(Completion.ticketOf(task), submitted.requiredText("reference"));
    }
}
