package io.aftercare.process;

import io.aftercare.approval.ApprovalService;
import io.aftercare.approval.Subject;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/** Task_FindNextGate: who has to say yes next, or nobody any more (4-11, D8). */
@Component
class FindNextGateDelegate implements JavaDelegate {

    private final ApprovalService approvals;

    FindNextGateDelegate(ApprovalService approvals) {
        this.approvals = approvals;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var next = approvals.nextRequest(execution.getProcessBusinessKey(), subject(execution));
        Variables.APPROVAL_NEEDED.setForNow(execution, next.isPresent());
        Variables.SOLUTION_APPROVED.set(execution, next.isEmpty());
        next.ifPresent(request -> {
            Variables.APPROVAL_GATE.set(execution, request.gate().name());
            Variables.APPROVING_GROUP.set(execution, request.group());
        });
    }

    static Subject subject(VariableScope scope) {
        return Subject.valueOf(String.valueOf(Variables.APPROVAL_SUBJECT.get(scope)));
    }
}
