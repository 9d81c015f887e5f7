package io.aftercare.tracking;

/** The customer was told of a delay and what he gets for it; listeners run in the same transaction. */
public record ObstacleTold(String ticketNumber, long obstacleId) {}
