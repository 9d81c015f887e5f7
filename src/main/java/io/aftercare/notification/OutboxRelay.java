package io.aftercare.notification;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Service;

/**
 * Sends what is due: a claim with a lease, the delivery outside any transaction, then the mark. A machine that dies
 * between delivery and mark causes the one possible repeat, and the repeat carries the same Message-ID.
 */
@Service
public class OutboxRelay {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 50;

    private final Outbox outbox;
    private final Map<Delivery, DeliveryChannel> channels = new EnumMap<>(Delivery.class);
    private final Duration lease;
    private final Clock clock;
    private final ReentrantLock one = new ReentrantLock();

    OutboxRelay(Outbox outbox, List<DeliveryChannel> channels, NotificationProperties properties, Clock clock) {
        this.outbox = outbox;
        channels.forEach(channel -> this.channels.put(channel.delivery(), channel));
        this.lease = properties.lease();
        this.clock = clock;
    }

    /** Tries every message that is due now, each on its own; returns when all of them are sent or put off. */
    public void relay() {
        one.lock();
        try {
            List<OutboxMessage> due;
            do {
                due = outbox.claim(BATCH);
            } while (send(due) && due.size() == BATCH);
        } finally {
            one.unlock();
        }
    }

    /** False when it is better to pause: the other side is away, or the lease is nearly over. */
    private boolean send(List<OutboxMessage> due) {
        Map<String, DeliveryException> away = new HashMap<>();
        for (OutboxMessage message : due) {
            if (clock.instant().isAfter(message.nextAttemptAt().minus(lease.dividedBy(2)))) {
                return false;
            }
            MDC.put("ticket", message.ticketNumber());
            try {
                String way = way(message);
                DeliveryException known = away.get(way);
                if (known != null) {
                    outbox.failed(message, known);
                    continue;
                }
                DeliveryException failure = deliver(message);
                if (failure != null) {
                    away.put(way, failure);
                }
            } catch (RuntimeException e) {
                LOG.error("Message {} is in doubt and will be taken again", message.id(), e);
            } finally {
                MDC.remove("ticket");
            }
        }
        return away.isEmpty();
    }

    /** What is away together: the mail server, or one target of webhooks; the others are not held up by it. */
    private static String way(OutboxMessage message) {
        return message.channel() == Delivery.WEBHOOK
                ? message.recipient()
                : message.channel().name();
    }

    private @Nullable DeliveryException deliver(OutboxMessage message) {
        try {
            channel(message).deliver(message);
        } catch (DeliveryException failure) {
            outbox.failed(message, failure);
            return failure.reach() == DeliveryException.Reach.EVERYTHING ? failure : null;
        }
        outbox.sent(message);
        return null;
    }

    private DeliveryChannel channel(OutboxMessage message) {
        DeliveryChannel channel = channels.get(message.channel());
        if (channel == null) {
            throw new IllegalStateException("No channel for " + message.channel());
        }
        return channel;
    }
}
