package io.aftercare.process;

import io.aftercare.execution.ExecutionService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_ReportObstacle: a part is missing: the main line deals with it. */
@Component
class ReportObstacleDelegate implements JavaDelegate {

    private final ExecutionService executions;

    ReportObstacleDelegate(ExecutionService executions) {
        this.executions = executions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        executions.reportMissingPart(execution.getProcessBusinessKey());
    }
}
