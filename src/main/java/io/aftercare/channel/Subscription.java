package io.aftercare.channel;

import io.aftercare.notification.Webhooks;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A system that hears of events.
 *
 * @param events words of {@link EventType}, separated by commas
 * @param source when set, it hears only of tickets that came by this source, and what we tell their customers goes
 *     there instead of by mail or short message
 * @param secretNo counts the secrets it had; the secret itself is stored nowhere
 */
public record Subscription(
        long id,
        String name,
        String url,
        String events,
        @Nullable String source,
        int secretNo,
        boolean enabled,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt) {

    /** What the outbox calls it. */
    String recipient() {
        return Webhooks.SUBSCRIPTION + id;
    }

    List<String> words() {
        return Arrays.asList(events.split(",", -1));
    }

    boolean hears(EventType type) {
        return words().contains(type.word());
    }
}
