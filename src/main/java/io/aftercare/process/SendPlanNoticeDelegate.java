package io.aftercare.process;

import io.aftercare.solution.SolutionService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_SendPlanNotice: the customer is told what will be done, before it is done (4-12). */
@Component
class SendPlanNoticeDelegate implements JavaDelegate {

    private final SolutionService solutions;

    SendPlanNoticeDelegate(SolutionService solutions) {
        this.solutions = solutions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        SolutionService.Plan plan = solutions.sendPlan(execution.getProcessBusinessKey());
        Variables.AGREEMENT_NEEDED.setForNow(execution, plan.agreementNeeded());
        Variables.EXECUTION_ROUTE.set(execution, plan.route());
        Variables.REPLACEMENT_DUE.set(execution, plan.replacementDue());
        Variables.REFUND_DUE.set(execution, plan.refundDue());
    }
}
