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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the engine and says in our words what it refused: a wrapped refusal stays one, a lost race is a 409. */
final class EngineCalls {

    private static final Logger LOG = LoggerFactory.getLogger(EngineCalls.class);

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
            if (Causes.isLostRace(exception) || isTornTree(exception.getCause())) {
                throw lost(exception);
            }
            throw exception;
        } catch (NullPointerException stumbled) {
            // within one command nobody wraps it
            if (isTornTree(stumbled)) {
                throw lost(stumbled);
            }
            throw stumbled;
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
     * Where another transaction has ended some of the executions since this one read its task, the engine stumbles over
     * those that are gone: when it completes the task, or when it looks for somebody who handles a refusal (R13).
     */
    private static boolean isTornTree(@Nullable Throwable thrown) {
        boolean torn = thrown instanceof NullPointerException stumbled
                && stumbled.getStackTrace().length > 0
                && stumbled.getStackTrace()[0].getClassName().startsWith("org.camunda.bpm.engine.impl.");
        if (torn) {
            // were it no race, it would be told here again and again
            LOG.warn("The engine stumbled over what somebody else has ended", thrown);
        }
        return torn;
    }

    private static ProblemException lost(RuntimeException cause) {
        ProblemException problem = new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        problem.initCause(cause);
        return problem;
    }
}
