package io.aftercare.process;

import io.aftercare.execution.ExecutionService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_ReceiveReturn: the goods that came back. */
@Component
class ReceiveReturnCompletion implements Completion {

    private final ExecutionService executions;

    ReceiveReturnCompletion(ExecutionService executions) {
        this.executions = executions;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted.only("accepted", "condition", "waybill").required("accepted", "condition");
        boolean accepted = submitted.requiredFlag("accepted");
        executions.receiveReturn(
                Completion.ticketOf(task), accepted, submitted.requiredText("condition"), submitted.text("waybill"));
        Variables.SOLUTION_HOLDS.set(task, accepted);
    }
}
