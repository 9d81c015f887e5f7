package io.aftercare.notification;

import io.aftercare.security.Fingerprint;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts events for other systems into the outbox, inside the caller's transaction; each leaves signed and retried. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Webhooks {

    /** Stands for the address of the customer's page in what is posted; put in when it leaves, stored nowhere. */
    public static final String CUSTOMER_LINK = Notifier.LINK_MARK;

    /** How recipients begin that have a page of their own: their failures are shown there. */
    public static final String SUBSCRIPTION = "subscription:";

    private static final String HIDDEN = "…";

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
            put(new NewMessage(
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
        }
    }

    /**
     * One event for one recipient that {@link WebhookTargets} knows; false when it stands in the outbox already.
     *
     * @param event what it is called, for people who look after it
     * @param deliveryId the same in every try, unique per recipient
     * @param urgent leaves at night too
     */
    public boolean post(
            String recipient,
            @Nullable String ticketNumber,
            Audience audience,
            Template template,
            String event,
            String deliveryId,
            String json,
            boolean urgent) {
        return put(new NewMessage(
                "webhook:" + Fingerprint.of(recipient + "\n" + deliveryId),
                ticketNumber,
                audience,
                template,
                "en",
                Delivery.WEBHOOK,
                recipient,
                event,
                json,
                urgent,
                deliveryId,
                clock.instant()));
    }

    /** For people to read: the customer's links are his alone. */
    public static String withoutLinks(String json) {
        return json.replace(CUSTOMER_LINK, HIDDEN)
                .replaceAll(Notifier.SURVEY_MARK + "[0-9]*" + Notifier.SURVEY_MARK, HIDDEN);
    }

    /** Whether an address may be called at all: public and https, or named among the allowed hosts (S6). */
    public static boolean mayCall(String address, List<String> allowedPrivateHosts) {
        try {
            OutgoingCalls.resolve(URI.create(address), allowedPrivateHosts);
            return true;
        } catch (IOException | IllegalArgumentException refused) {
            return false;
        }
    }

    private boolean put(NewMessage message) {
        if (outbox.exists(message.dedupKey())) {
            return false;
        }
        try {
            outbox.insert(message);
            return true;
        } catch (DuplicateKeyException sameEventMeanwhile) {
            return false;
        }
    }
}
