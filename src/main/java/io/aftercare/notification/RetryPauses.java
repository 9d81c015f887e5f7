package io.aftercare.notification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How long to wait after a failed try, until giving up. */
@Component
class RetryPauses {

    private final List<Duration> pauses;
    private final Duration giveUpAfter;

    RetryPauses(NotificationProperties properties) {
        this.pauses = properties.retryAfter();
        this.giveUpAfter = properties.giveUpAfter();
    }

    /** The pause after this many tries; empty when all pauses together would be too long. */
    Optional<Duration> after(int tries) {
        Duration total = Duration.ZERO;
        Duration pause = Duration.ZERO;
        for (int tried = 1; tried <= tries; tried++) {
            pause = pauses.get(Math.min(tried, pauses.size()) - 1);
            total = total.plus(pause);
            if (total.compareTo(giveUpAfter) > 0) {
                return Optional.empty();
            }
        }
        return Optional.of(pause);
    }
}
