package io.aftercare.process;

import io.aftercare.execution.ExecutionService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_RepairProduct: what was done to the product. */
@Component
class RepairProductCompletion implements Completion {

    private final ExecutionService executions;

    RepairProductCompletion(ExecutionService executions) {
        this.executions = executions;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted.only("work", "serialIn").required("work");
        executions.repair(Completion.ticketOf(task), submitted.requiredText("work"), submitted.text("serialIn"));
    }
}
