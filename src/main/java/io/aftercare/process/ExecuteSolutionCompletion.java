package io.aftercare.process;

import io.aftercare.execution.ExecutionService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_ExecuteSolution: every remedy that has no process of its own. */
@Component
class ExecuteSolutionCompletion implements Completion {

    private final ExecutionService executions;

    ExecuteSolutionCompletion(ExecutionService executions) {
        this.executions = executions;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted
                .only("outcome", "rootCause", "resolutionSummary", "proposeArticle")
                .required("outcome", "rootCause", "resolutionSummary");
        executions.execute(
                Completion.ticketOf(task),
                new ExecutionService.Result(
                        submitted.requiredText("outcome"),
                        submitted.requiredText("rootCause"),
                        submitted.requiredText("resolutionSummary"),
                        Boolean.TRUE.equals(submitted.flag("proposeArticle"))));
    }
}
