package io.aftercare.process;

import io.aftercare.callback.CallbackService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_ArchiveTicket: closes the ticket and freezes what happened (2-10). */
@Component
class ArchiveTicketDelegate implements JavaDelegate {

    private final CallbackService callbacks;

    ArchiveTicketDelegate(CallbackService callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        callbacks.archive(execution.getProcessBusinessKey());
    }
}
