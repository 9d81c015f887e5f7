package io.aftercare.process;

import io.aftercare.execution.ExecutionService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_ProvideParts: the part, or the day it will be there (2-07). */
@Component
class ProvidePartsCompletion implements Completion {

    private final ExecutionService executions;

    ProvidePartsCompletion(ExecutionService executions) {
        this.executions = executions;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted.only("available", "expectedAt", "serialOut").required("available");
        boolean available = submitted.requiredFlag("available");
        executions.provideParts(
                Completion.ticketOf(task), available, submitted.instant("expectedAt"), submitted.text("serialOut"));
        Variables.PARTS_AVAILABLE.setForNow(task, available);
    }
}
