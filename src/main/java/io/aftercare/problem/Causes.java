package io.aftercare.problem;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

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

    /** Tries it: null when it worked, else why it was refused; what is no refusal is thrown on. */
    public static @Nullable ProblemException refusalOf(Runnable attempt) {
        try {
            attempt.run();
            return null;
        } catch (RuntimeException thrown) {
            return refusalIn(thrown);
        }
    }

    /** The refusal behind it, a lost race told as {@code CHANGED_MEANWHILE}; throws on what is no refusal. */
    public static ProblemException refusalIn(RuntimeException thrown) {
        ProblemException problem = problemIn(thrown);
        if (problem != null) {
            return problem;
        }
        if (isLostRace(thrown)) {
            return new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
        throw thrown;
    }

    /** Whether somebody else was faster: a deadlock's victim, a row changed meanwhile, a key that is there already. */
    public static boolean isLostRace(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof ConcurrencyFailureException
                    || cause instanceof DuplicateKeyException
                    || cause instanceof SQLTransactionRollbackException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /**
     * Whether the database could not be reached or went away meanwhile, so that not even a rollback went through: nobody's
     * fault, and soon over (R3).
     */
    public static boolean isDatabaseAway(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLNonTransientConnectionException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof SQLException sql && isConnectionLost(sql)
                    || cause instanceof TransactionSystemException && cause.getCause() instanceof SQLException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Class 08 of the SQL standard, or the pool's own word; a server that shuts down interrupts what still runs. */
    private static boolean isConnectionLost(SQLException failure) {
        String state = failure.getSQLState();
        return state == null
                ? "Connection is closed".equals(failure.getMessage())
                : state.startsWith("08") || state.equals("70100");
    }
}
