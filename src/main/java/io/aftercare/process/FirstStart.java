package io.aftercare.process;

import io.aftercare.demo.StartAlone;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Nodes that start at the same moment on an empty database set it up one after the other: each holds the row by which
 * the engine itself starts one by one, and finds what the other one committed (ADR 0014).
 */
@Component
class FirstStart implements StartAlone {

    private final ProcessEngineConfigurationImpl engine;
    private final TransactionTemplate transaction;

    FirstStart(ProcessEngineConfigurationImpl engine, TransactionTemplate transaction) {
        this.engine = engine;
        this.transaction = transaction;
    }

    @Override
    public void alone(Runnable work) {
        transaction.executeWithoutResult(status -> {
            engine.getCommandExecutorTxRequired().execute(command -> {
                command.getPropertyManager().acquireExclusiveLockForStartup();
                return status;
            });
            work.run();
        });
    }
}
