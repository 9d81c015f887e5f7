package io.aftercare.portal;

import io.aftercare.notification.TrackingLinks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.RateLimits;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets in who holds a valid link. An address that keeps coming with unknown ones is told to slow down; good links open
 * all the same, so that a shared address locks nobody out.
 */
@Component
class Door {

    static final int MISSES = 30;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,128}");

    private final TrackingLinks links;
    private final RateLimits limits;

    Door(TrackingLinks links, RateLimits limits) {
        this.links = links;
        this.limits = limits;
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

    private ProblemException missed(String address, @Nullable ProblemException unknown) {
        try {
            limits.take("unknown-link:" + address, MISSES, WINDOW);
        } catch (ProblemException tooMany) {
            return new ProblemException(ProblemType.TOO_MANY_REQUESTS, "portal.too-many");
        }
        return unknown == null ? new ProblemException(ProblemType.NOT_FOUND, "problem.link-unknown") : unknown;
    }
}
