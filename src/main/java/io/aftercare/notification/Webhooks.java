package io.aftercare.notification;

import io.aftercare.security.Fingerprint;
import java.time.Clock;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts events for other systems into the outbox, inside the caller's transaction; each leaves signed and retried. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Webhooks {

    private final OutboxMapper outbox;
    private final WebhookProperties properties;
    private final Clock clock;

    Webhooks(OutboxMapper outbox, WebhookProperties properties, Clock clock) {
        this.outbox = outbox;
        this.properties = properties;
        this.clock = clock;
    }

    /** One message to each configured target; the same delivery id twice is one message. */
    public void post(String ticketNumber, String deliveryId, String json) {
        for (WebhookProperties.Target target : properties.all()) {
            String key = "webhook:" + Fingerprint.of(target.url() + "\n" + deliveryId);
            if (outbox.exists(key)) {
                continue;
            }
            try {
                outbox.insert(new NewMessage(
                        key,
                        ticketNumber,
                        Audience.MACHINE,
                        Template.EVENT,
                        "en",
                        Delivery.WEBHOOK,
                        target.url(),
                        deliveryId,
                        json,
                        true,
                        deliveryId,
                        clock.instant()));
            } catch (DuplicateKeyException sameEventMeanwhile) {
                // it is on its way already
            }
        }
    }
}
