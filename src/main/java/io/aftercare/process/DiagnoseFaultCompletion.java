package io.aftercare.process;

import io.aftercare.execution.ExecutionService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_DiagnoseFault: whether the remedy holds, and which part is needed (2-07). */
@Component
class DiagnoseFaultCompletion implements Completion {

    private final ExecutionService executions;

    DiagnoseFaultCompletion(ExecutionService executions) {
        this.executions = executions;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted
                .only("finding", "remedyHolds", "partsNeeded", "partNo")
                .required("finding", "remedyHolds", "partsNeeded");
        boolean remedyHolds = submitted.requiredFlag("remedyHolds");
        boolean partsNeeded = submitted.requiredFlag("partsNeeded");
        executions.diagnose(
                Completion.ticketOf(task),
                submitted.requiredText("finding"),
                remedyHolds,
                partsNeeded,
                submitted.text("partNo"));
        Variables.SOLUTION_HOLDS.set(task, remedyHolds);
        Variables.PARTS_NEEDED.setForNow(task, partsNeeded);
    }
}
