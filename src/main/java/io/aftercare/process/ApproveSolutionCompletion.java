package io.aftercare.process;

import io.aftercare.approval.ApprovalService;
import io.aftercare.solution.Compensations;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_ApproveSolution: what one manager decided at one gate (4-11). */
@Component
class ApproveSolutionCompletion implements Completion {

    private final ApprovalService approvals;

    ApproveSolutionCompletion(ApprovalService approvals) {
        this.approvals = approvals;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted.only("approved", "comment").required("approved");
        boolean approved = submitted.requiredFlag("approved");
        approvals.decide(
                Completion.ticketOf(task),
                FindNextGateDelegate.subject(task),
                Compensations.Gate.valueOf(String.valueOf(Variables.APPROVAL_GATE.get(task))),
                approved,
                submitted.text("comment"));
        Variables.SOLUTION_APPROVED.set(task, approved);
    }
}
