package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import org.camunda.bpm.engine.ProcessEngineException;
import org.junit.jupiter.api.Test;

/** What the engine throws when somebody else was faster is a sentence for whoever lost (R13). */
class EngineCallsTest {

    private static final String ENGINE = "org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity";

    @Test
    void whereTheEngineStumblesOverAnEndedExecutionSomebodyElseWasFaster() {
        assertLost(stumbled(ENGINE));
        assertLost(new ProcessEngineException("it stumbled", stumbled(ENGINE)));
    }

    @Test
    void aMistakeOfOursStaysOne() {
        NullPointerException ours = stumbled("io.aftercare.process.CompletionListener");
        ProcessEngineException wrapped = new ProcessEngineException("it stumbled", ours);

        assertThatThrownBy(() -> fail(ours)).isSameAs(ours);
        assertThatThrownBy(() -> fail(wrapped)).isSameAs(wrapped);
    }

    private static void assertLost(RuntimeException thrown) {
        assertThatThrownBy(() -> fail(thrown))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.CHANGED_MEANWHILE));
    }

    private static void fail(RuntimeException thrown) {
        EngineCalls.run(() -> {
            throw thrown;
        });
    }

    private static NullPointerException stumbled(String where) {
        NullPointerException thrown = new NullPointerException("gone");
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement(where, "get", "X.java", 1)});
        return thrown;
    }
}
