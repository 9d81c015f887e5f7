package io.aftercare.process;

import io.aftercare.execution.ExecutionService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_TestAcceptance: only what passes the test is finished (2-05). */
@Component
class TestAcceptanceCompletion implements Completion {

    private final ExecutionService executions;

    TestAcceptanceCompletion(ExecutionService executions) {
        this.executions = executions;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted
                .only("passed", "rootCause", "resolutionSummary", "proposeArticle")
                .required("passed");
        boolean passed = submitted.requiredFlag("passed");
        executions.test(Completion.ticketOf(task), passed, passed ? result(submitted) : null);
        Variables.TEST_PASSED.setForNow(task, passed);
    }

    private static ExecutionService.Result result(Submitted submitted) {
        submitted.required("rootCause", "resolutionSummary");
        return new ExecutionService.Result(
                null,
                submitted.requiredText("rootCause"),
                submitted.requiredText("resolutionSummary"),
                Boolean.TRUE.equals(submitted.flag("proposeArticle")));
    }
}
