package io.aftercare.process;

import io.aftercare.execution.ExecutionService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_ShipReplacement: the new one is on its way. */
@Component
class ShipReplacementCompletion implements Completion {

    private final ExecutionService executions;

    ShipReplacementCompletion(ExecutionService executions) {
        this.executions = executions;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted
                .only("waybill", "rootCause", "resolutionSummary")
                .required("waybill", "rootCause", "resolutionSummary");
        executions.shipReplacement(
                Completion.ticketOf(task),
                submitted.requiredText("waybill"),
                new ExecutionService.Result(
                        null, submitted.requiredText("rootCause"), submitted.requiredText("resolutionSummary"), false));
    }
}
