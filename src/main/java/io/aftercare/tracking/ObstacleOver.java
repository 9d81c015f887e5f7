package io.aftercare.tracking;

/**
 * An obstacle stands no longer.
 *
 * @param told whether the customer had read what he was offered; what he was not told was not promised either
 */
public record ObstacleOver(long obstacleId, boolean told) {}
