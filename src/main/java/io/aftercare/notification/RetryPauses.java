package io.aftercare.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How long to wait after a failed try, until giving up. */
@Component
class RetryPauses {

    private static final Duration ASK_AGAIN_AFTER = Duration.ofMinutes(5);

    private final List<Duration> pauses;
    private final Duration giveUpAfter;

    RetryPauses(NotificationProperties properties) {
        this.pauses = properties.retryAfter();
        this.giveUpAfter = properties.giveUpAfter();
    }

    /** The pause after this many tries; empty for a message that was tried for long enough and is old enough. */
    Optional<Duration> after(int tries, Duration age) {
        return after(tries, age, giveUpAfter);
    }

    /** The same while the other side is away or puts off: asked more often, nothing speaks against the message (R4). */
    Optional<Duration> whileAway(int tries, Duration age) {
        return after(tries, age, ASK_AGAIN_AFTER);
    }

    private Optional<Duration> after(int tries, Duration age, Duration longest) {
        Duration total = Duration.ZERO;
        Duration pause = Duration.ZERO;
        for (int tried = 1; tried <= tries; tried++) {
            Duration next = pauses.get(Math.min(tried, pauses.size()) - 1);
            pause = next.compareTo(longest) < 0 ? next : longest;
            total = total.plus(pause);
        }
        boolean longEnough = total.compareTo(giveUpAfter) > 0 && age.plus(pause).compareTo(giveUpAfter) > 0;
        return longEnough ? Optional.empty() : Optional.of(pause);
    }
}
