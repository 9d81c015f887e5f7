package io.aftercare.process;

import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Calls the engine and says in our words what it refused: a wrapped refusal stays one, a lost race is a 409. */
final class EngineCalls {

    private EngineCalls() {}

    static <T> T call(Supplier<T> engineCall) {
        try {
            return engineCall.get();
        } catch (OptimisticLockingException lostRace) {
            throw lost(lostRace);
        } catch (NullValueException gone) {
            // what was there when it was looked for: somebody has finished it meanwhile
            throw lost(gone);
        } catch (ProcessEngineException exception) {
            ProblemException problem = Causes.problemIn(exception);
            if (problem != null) {
                throw problem;
            }
            if (Causes.isLostRace(exception) || isTornTree(exception)) {
                throw lost(exception);
            }
            throw exception;
        }
    }

    static void run(Runnable engineCall) {
        call(() -> {
            engineCall.run();
            return true;
        });
    }

    /** What one call has read, the next one does not read again; written is at the end of all of them. */
    static void inOneCommand(ProcessEngine engine, Runnable engineCalls) {
        run(() -> ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    engineCalls.run();
                    return true;
                }));
    }

    /**
     * When a listener refuses, the engine looks along the executions for somebody who handles errors; where another
     * transaction has ended some of them meanwhile it stumbles, and the refusal is gone (R13).
     */
    private static boolean isTornTree(ProcessEngineException exception) {
        return exception.getCause() instanceof NullPointerException stumbled
                && stumbled.getStackTrace().length > 0
                && stumbled.getStackTrace()[0].getClassName().startsWith("org.camunda.bpm.engine.impl.");
    }

    private static ProblemException lost(RuntimeException cause) {
        ProblemException problem = new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        problem.initCause(cause);
        return problem;
    }
}
