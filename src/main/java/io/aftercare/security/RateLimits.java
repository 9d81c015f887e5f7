package io.aftercare.security;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How often a stranger may do something (S12, S18), counted in a table that all nodes share. The windows are fixed; a
 * bucket is any text, of which only a fingerprint is stored. Taking counts even when the caller's work is rolled back.
 */
@Service
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class RateLimits {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);

    private final RateLimitMapper limits;
    private final Clock clock;

    RateLimits(RateLimitMapper limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Counts one; 429 when that is more than {@code limit} within the window. */
    public void take(String bucket, int limit, Duration window) {
        String key = Fingerprint.of(bucket);
        Instant startedAt = start(window);
        Integer taken = limits.findTaken(key, startedAt);
        if (taken == null) {
            try {
                limits.insert(key, startedAt, startedAt.plus(window));
                return;
            } catch (DuplicateKeyException anotherWasFirst) {
                LOG.debug("Counted by another one too");
            }
        }
        if ((taken != null && taken >= limit) || limits.take(key, startedAt, limit) == 0) {
            throw new ProblemException(ProblemType.TOO_MANY_REQUESTS, "problem.too-many-requests");
        }
    }

    /** Whether the limit is reached, without counting. */
    public boolean isReached(String bucket, int limit, Duration window) {
        Integer taken = limits.findTaken(Fingerprint.of(bucket), start(window));
        return taken != null && taken >= limit;
    }

    private Instant start(Duration window) {
        long seconds = Math.max(1, window.toSeconds());
        return Instant.ofEpochSecond(Math.floorDiv(clock.instant().getEpochSecond(), seconds) * seconds);
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forgetEnded() {
        try {
            limits.deleteEnded(clock.instant());
        } catch (DataAccessException e) {
            LOG.warn("Old limits stay while the database is away: {}", e.toString());
        }
    }
}
