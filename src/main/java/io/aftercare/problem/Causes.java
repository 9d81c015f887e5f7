package io.aftercare.problem;

import org.jspecify.annotations.Nullable;

/** A refusal that another layer (the engine) wrapped is still a refusal. */
public final class Causes {

    private Causes() {}

    /** The {@link ProblemException} among the causes, or null. */
    public static @Nullable ProblemException problemIn(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
