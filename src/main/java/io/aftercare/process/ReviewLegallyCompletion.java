package io.aftercare.process;

import io.aftercare.approval.ApprovalService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_ReviewLegally: counsel says whether the plan is compliant (4-10). */
@Component
class ReviewLegallyCompletion implements Completion {

    private final ApprovalService approvals;

    ReviewLegallyCompletion(ApprovalService approvals) {
        this.approvals = approvals;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted.only("compliant", "opinion").required("compliant", "opinion");
        boolean compliant = submitted.requiredFlag("compliant");
        approvals.reviewLegally(Completion.ticketOf(task), compliant, submitted.requiredText("opinion"));
        Variables.COMPLIANT.setForNow(task, compliant);
    }
}
