package io.aftercare.process;

import io.aftercare.callback.CallbackService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_InviteToSurvey: the survey link leaves; the table decides whether we call too (4-16). */
@Component
class InviteToSurveyDelegate implements JavaDelegate {

    private final CallbackService callbacks;

    InviteToSurveyDelegate(CallbackService callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        CallbackService.Invitation invitation = callbacks.inviteToSurvey(execution.getProcessBusinessKey());
        Variables.CALL_NEEDED.set(execution, invitation.callNeeded());
    }
}
