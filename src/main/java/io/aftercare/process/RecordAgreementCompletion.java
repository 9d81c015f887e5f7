package io.aftercare.process;

import io.aftercare.solution.SolutionService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_RecordAgreement: what the customer said to a plan that he pays for (D12). */
@Component
class RecordAgreementCompletion implements Completion {

    private final SolutionService solutions;

    RecordAgreementCompletion(SolutionService solutions) {
        this.solutions = solutions;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted.only("agreed", "evidence").required("agreed", "evidence");
        boolean agreed = submitted.requiredFlag("agreed");
        solutions.recordAgreement(Completion.ticketOf(task), agreed, submitted.requiredText("evidence"));
        Variables.AGREED.setForNow(task, agreed);
    }
}
