package io.aftercare.process;

import io.aftercare.classification.ClassificationService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_SendAnswer: the answer to a simple question leaves. */
@Component
class SendAnswerDelegate implements JavaDelegate {

    private final ClassificationService classifications;

    SendAnswerDelegate(ClassificationService classifications) {
        this.classifications = classifications;
    }

    @Override
    public void execute(DelegateExecution execution) {
        classifications.sendAnswer(execution.getProcessBusinessKey());
    }
}
