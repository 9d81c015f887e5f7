package io.aftercare.approval;

/** What is to be approved: a solution, or what an obstacle's delay is made good with. */
public enum Subject {
    SOLUTION,
    DELAY
}
