package io.aftercare.portal;

import io.aftercare.notification.TrackingLinks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets in who holds a valid link. An address that keeps coming with unknown ones is told to slow down; good links open
 * all the same, so that a shared address locks nobody out. Counted in memory, per node.
 */
@Component
class Door {

    static final int MISSES = 30;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int ADDRESSES = 10_000;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,128}");

    private final TrackingLinks links;
    private final Clock clock;
    private final Map<String, Misses> misses = new LinkedHashMap<>();

    Door(TrackingLinks links, Clock clock) {
        this.links = links;
        this.clock = clock;
    }

    /** The number of the ticket behind the link; 404 for an unknown one, 429 for too many of them. */
    String open(String token, String address) {
        if (!TOKEN.matcher(token).matches()) {
            throw missed(address, null);
        }
        try {
            return links.ticketOf(token);
        } catch (ProblemException unknown) {
            throw missed(address, unknown);
        }
    }

    private synchronized ProblemException missed(String address, @Nullable ProblemException unknown) {
        Instant now = clock.instant();
        Misses before = misses.remove(address);
        Misses counted = before == null || !now.isBefore(before.since().plus(WINDOW))
                ? new Misses(now, 1)
                : new Misses(before.since(), before.count() + 1);
        misses.put(address, counted);
        if (misses.size() > ADDRESSES) {
            Iterator<String> oldest = misses.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        if (counted.count() > MISSES) {
            return new ProblemException(ProblemType.TOO_MANY_REQUESTS, "portal.too-many");
        }
        return unknown == null ? new ProblemException(ProblemType.NOT_FOUND, "problem.link-unknown") : unknown;
    }

    private record Misses(Instant since, int count) {}
}
