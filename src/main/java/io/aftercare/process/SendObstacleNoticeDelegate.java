package io.aftercare.process;

import io.aftercare.tracking.Obstacles;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Task_SendObstacleNotice: the customer reads what is in the way and what we offer instead (4-14). */
@Component
class SendObstacleNoticeDelegate implements JavaDelegate {

    private final Obstacles obstacles;

    SendObstacleNoticeDelegate(Obstacles obstacles) {
        this.obstacles = obstacles;
    }

    @Override
    public void execute(DelegateExecution execution) {
        obstacles.sendNotice(execution.getProcessBusinessKey());
    }
}
