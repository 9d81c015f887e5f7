package io.aftercare.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.notification.DeliveryException.Reach;
import io.aftercare.notification.NotificationProperties.Robot;
import io.aftercare.security.Signature;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Tells a group chat of the house: 企业微信 and 钉钉 take the same kind of plain text and answer with an error code (E-02).
 * Text is never sent as Markdown, so nothing that is told can become a link or a mention.
 */
@Component
class RobotChannel implements DeliveryChannel {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Too many messages a minute: 企业微信, 钉钉. */
    private static final Set<Integer> TOO_MANY = Set.of(45009, 130101, 660026);

    private final NotificationProperties properties;
    private final ObjectMapper json;
    /** Real time, also where the house plays with another one: the other side compares it with its own. */
    private final Clock clock = Clock.systemUTC();

    RobotChannel(NotificationProperties properties, ObjectMapper json) {
        this.properties = properties;
        this.json = json;
    }

    @Override
    public Delivery delivery() {
        return Delivery.ROBOT;
    }

    @Override
    public void deliver(OutboxMessage message) throws DeliveryException {
        Robot robot = properties
                .robot(message.recipient())
                .orElseThrow(() -> new DeliveryException(
                        Reach.FOREVER, "This robot is no longer configured", new IllegalStateException()));
        try {
            // the house itself has named this host
            check(new OutgoingCalls(List.of(robot.url().getHost()), PATIENCE)
                    .ask(
                            "POST",
                            address(robot),
                            Map.of("Content-Type", "application/json; charset=utf-8"),
                            json.writeValueAsBytes(
                                    Map.of("msgtype", "text", "text", Map.of("content", message.body())))));
        } catch (IOException e) {
            throw new DeliveryException(Reach.EVERYTHING, e.getClass().getSimpleName(), e);
        }
    }

    private void check(OutgoingCalls.Answer answer) throws DeliveryException {
        int status = answer.status();
        if (status != 200) {
            Reach reach = status == 429 || status >= 500 ? Reach.THIS_TIME : Reach.FOREVER;
            throw new DeliveryException(reach, "The robot answered " + status, new IOException());
        }
        try {
            JsonNode code = json.readTree(answer.body()).path("errcode");
            if (code.asInt(-1) != 0) {
                throw new DeliveryException(
                        TOO_MANY.contains(code.asInt()) || code.asInt(-1) == -1 ? Reach.THIS_TIME : Reach.FOREVER,
                        "The robot refused with code " + code.asInt(-1),
                        new IOException());
            }
        } catch (JsonProcessingException e) {
            throw new DeliveryException(Reach.THIS_TIME, "The robot answered no JSON", e);
        }
    }

    /** 钉钉 wants time and signature in the address; 企业微信 has its key there already. */
    private URI address(Robot robot) {
        if (robot.kind() != Robot.Kind.DINGTALK || robot.secret().isEmpty()) {
            return robot.url();
        }
        long now = clock.millis();
        String separator = robot.url().getQuery() == null ? "?" : "&";
        return URI.create(robot.url() + separator + "timestamp=" + now + "&sign="
                + URLEncoder.encode(signature(now, robot.secret()), StandardCharsets.UTF_8));
    }

    static String signature(long timestamp, String secret) {
        return Base64.getEncoder()
                .encodeToString(Signature.of(secret, (timestamp + "\n" + secret).getBytes(StandardCharsets.UTF_8)));
    }
}
