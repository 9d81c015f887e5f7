package io.aftercare.solution;

/** What became of a proposal; a ticket has at most one that is in force. */
public enum SolutionState {
    PROPOSED,
    APPROVED,
    AGREED,
    EXECUTED,
    REJECTED,
    REPLACED;

    public boolean isInForce() {
        return this != REJECTED && this != REPLACED;
    }
}
