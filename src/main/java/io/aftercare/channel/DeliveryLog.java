package io.aftercare.channel;

import io.aftercare.notification.Outbox;
import io.aftercare.notification.OutboxMessage;
import io.aftercare.notification.OutboxState;
import io.aftercare.notification.Webhooks;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What left or did not leave for other systems: to be seen, understood and sent again (3-06). */
@Service
@Transactional
public class DeliveryLog {

    private final Outbox outbox;
    private final Subscriptions subscriptions;

    DeliveryLog(Outbox outbox, Subscriptions subscriptions) {
        this.outbox = outbox;
        this.subscriptions = subscriptions;
    }

    /** A message with the one who should hear it. */
    record Delivery(OutboxMessage message, Subscription subscription) {

        /** What is posted; the customer's link is his alone. */
        String payload() {
            return Webhooks.withoutLinks(message.body());
        }
    }

    /** Newest first; of one subscription or of all. */
    @Transactional(readOnly = true)
    List<Delivery> newest(@Nullable OutboxState state, @Nullable Long subscription, int offset, int limit) {
        Map<String, Subscription> known = subscriptions.all().stream()
                .filter(one -> subscription == null || one.id() == subscription)
                .collect(Collectors.toMap(Subscription::recipient, one -> one));
        return outbox.webhooks(known.keySet(), state, offset, limit).stream()
                .flatMap(message ->
                        Stream.ofNullable(known.get(message.recipient())).map(one -> new Delivery(message, one)))
                .toList();
    }

    /** One of them, or 404. */
    @Transactional(readOnly = true)
    Delivery require(long id) {
        OutboxMessage message = outbox.webhook(id);
        return new Delivery(
                message,
                subscriptions.require(Long.parseLong(message.recipient().substring(Webhooks.SUBSCRIPTION.length()))));
    }

    /** One more try, at once. */
    void again(long id) {
        outbox.again(id);
    }
}
