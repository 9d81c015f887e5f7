package io.aftercare.solution;

/** A solution is carried out, so that what it promised falls due; listeners run in the same transaction. */
public record SolutionExecuted(String ticketNumber, long solutionId) {}
