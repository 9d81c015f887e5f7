package io.aftercare.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.notification.Audience;
import io.aftercare.notification.Template;
import io.aftercare.notification.WebhookTargets;
import io.aftercare.notification.Webhooks;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Signature;
import io.aftercare.transaction.OncePerTransaction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who hears of events (3-06). A secret is computed from the house's own and shown once: it is stored nowhere, and who
 * reads the table can sign nothing.
 */
@Service
@Transactional
public class Subscriptions implements WebhookTargets {

    static final String TEST = "webhook.test";

    private static final int LONGEST_URL = 500;
    private static final int MOST = 50;

    private final SubscriptionMapper subscriptions;
    private final OncePerTransaction<Boolean, List<Subscription>> listening;
    private final Webhooks webhooks;
    private final ChannelProperties properties;
    private final CurrentUser currentUser;
    private final ObjectMapper json;
    private final String house;
    private final Clock clock;

    Subscriptions(
            SubscriptionMapper subscriptions,
            Webhooks webhooks,
            ChannelProperties properties,
            CurrentUser currentUser,
            ObjectMapper json,
            @Value("${aftercare.tracking-secret}") String house,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.listening = new OncePerTransaction<>(enabled -> subscriptions.findAll().stream()
                .filter(one -> one.enabled() == enabled)
                .toList());
        this.webhooks = webhooks;
        this.properties = properties;
        this.currentUser = currentUser;
        this.json = json;
        this.house = house;
        this.clock = clock;
    }

    /** A new one with the secret that it is told this one time. */
    public record Told(Subscription subscription, String secret) {}

    @Transactional(readOnly = true)
    public List<Subscription> all() {
        return subscriptions.findAll();
    }

    /** One of them, or 404. */
    @Transactional(readOnly = true)
    public Subscription require(long id) {
        return subscriptions
                .find(id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.webhook-unknown"));
    }

    /** Those that want to hear of this, each of all tickets or of those of its source. */
    @Transactional(readOnly = true)
    public List<Subscription> hearing(EventType type) {
        return Objects.requireNonNull(listening.of(true)).stream()
                .filter(one -> one.hears(type))
                .toList();
    }

    public Told create(
            @Nullable String name, @Nullable String url, @Nullable List<String> events, @Nullable String source) {
        String from = source == null || source.isBlank() ? null : source.strip();
        String address = url == null ? "" : url.strip();
        List<String> wanted = events == null ? List.of() : events;
        new Checks()
                .required("name", name)
                .atMost("name", name, 100)
                .required("url", url)
                .atMost("url", url, LONGEST_URL)
                .that(
                        address.isEmpty()
                                || Webhooks.mayCall(
                                        address, properties.webhooks().allowedPrivateHosts()),
                        "url",
                        "field.webhook-address")
                .that(!wanted.isEmpty(), "events", "field.required")
                .that(
                        wanted.stream().allMatch(word -> EventType.of(word).isPresent()),
                        "events",
                        "field.choice",
                        List.of(EventType.values()).stream()
                                .map(EventType::word)
                                .collect(Collectors.joining(", ")))
                .that(from == null || properties.source(from).isPresent(), "source", "field.webhook-source")
                .refuseIfAny();
        if (subscriptions.findAll().size() >= MOST) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.webhooks-too-many", MOST);
        }
        SubscriptionMapper.Key key = new SubscriptionMapper.Key();
        subscriptions.insert(
                key,
                Objects.requireNonNull(name).strip(),
                address,
                String.join(",", new TreeSet<>(wanted)),
                from,
                currentUser.id(),
                clock.instant());
        listening.forget();
        return told(key.id());
    }

    /** From now on it hears of nothing, or of everything new; what it missed meanwhile can be sent again by hand. */
    public void enable(long id, boolean enabled) {
        require(id);
        subscriptions.enable(id, enabled, currentUser.id(), clock.instant());
        listening.forget();
    }

    /** A new secret; what leaves from now on is signed with it. */
    public Told rotate(long id) {
        if (subscriptions.nextSecret(id, require(id).secretNo(), currentUser.id(), clock.instant()) == 0) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
        return told(id);
    }

    /** An event that says nothing, to see whether it arrives. */
    public void test(long id) {
        Subscription one = require(id);
        if (!one.enabled()) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.webhook-disabled");
        }
        Instant now = clock.instant();
        String deliveryId = Deliveries.id(one.recipient(), TEST, Long.toString(now.toEpochMilli()));
        webhooks.post(
                one.recipient(),
                null,
                Audience.MACHINE,
                Template.EVENT,
                TEST,
                deliveryId,
                written(Map.of("event", TEST, "id", deliveryId, "at", now.toString())),
                true);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Target> target(String recipient) {
        if (!recipient.startsWith(Webhooks.SUBSCRIPTION)) {
            return Optional.empty();
        }
        return subscriptions
                .find(Long.parseLong(recipient.substring(Webhooks.SUBSCRIPTION.length())))
                .filter(Subscription::enabled)
                .map(one ->
                        new Target(one.url(), secret(one), properties.webhooks().allowedPrivateHosts()));
    }

    private Told told(long id) {
        Subscription one = require(id);
        return new Told(one, secret(one));
    }

    private String secret(Subscription one) {
        byte[] derived =
                Signature.of(house, ("webhook:" + one.id() + ":" + one.secretNo()).getBytes(StandardCharsets.UTF_8));
        return "whsec_" + Base64.getUrlEncoder().withoutPadding().encodeToString(derived);
    }

    private String written(Map<String, ?> event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
