package io.aftercare.notification;

import io.aftercare.security.Signature;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Tells another system of an event: {@code Aftercare-Delivery} is the same in every try, {@code Aftercare-Signature} is
 * {@code v1=} and the HMAC-SHA256 in hex of timestamp, a full stop and the body. Whatever is not a 2xx is tried again.
 */
@Component
class WebhookChannel implements DeliveryChannel {

    private final WebhookProperties properties;
    private final List<WebhookTargets> targets;
    /** Real time, also where the house plays with another one: the other side compares it with its own. */
    private final Clock clock = Clock.systemUTC();

    WebhookChannel(WebhookProperties properties, List<WebhookTargets> targets) {
        this.properties = properties;
        this.targets = targets;
    }

    @Override
    public Delivery delivery() {
        return Delivery.WEBHOOK;
    }

    @Override
    public void deliver(OutboxMessage message) throws DeliveryException {
        WebhookTargets.Target target = properties
                .find(message.recipient())
                .or(() -> targets.stream()
                        .flatMap(known -> known.target(message.recipient()).stream())
                        .findFirst())
                .orElseThrow(() -> new DeliveryException(
                        DeliveryException.Reach.FOREVER,
                        "The target is no longer configured",
                        new IllegalStateException("no target")));
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json; charset=utf-8");
        headers.put("Aftercare-Delivery", message.messageId());
        headers.put("Aftercare-Timestamp", timestamp);
        headers.put("Aftercare-Signature", "v1=" + signature(target.secret(), timestamp, body));
        int status;
        try {
            status = new OutgoingCalls(target.allowedPrivateHosts(), properties.timeout())
                    .post(URI.create(target.url()), headers, body);
        } catch (OutgoingCalls.RefusedTarget refused) {
            throw new DeliveryException(
                    DeliveryException.Reach.EVERYTHING, String.valueOf(refused.getMessage()), refused);
        } catch (IOException away) {
            throw new DeliveryException(
                    DeliveryException.Reach.EVERYTHING,
                    "The target cannot be reached: " + away.getClass().getSimpleName(),
                    away);
        }
        if (status < 200 || status > 299) {
            throw new DeliveryException(
                    DeliveryException.Reach.THIS_TIME,
                    "The target answered " + status,
                    new IOException("status " + status));
        }
    }

    static String signature(String secret, String timestamp, byte[] body) {
        return HexFormat.of().formatHex(Signature.of(secret, (timestamp + ".").getBytes(StandardCharsets.UTF_8), body));
    }
}
