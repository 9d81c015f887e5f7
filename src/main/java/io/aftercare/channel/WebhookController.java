package io.aftercare.channel;

import io.aftercare.notification.OutboxState;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The same as the page, for scripts that set a system up. */
@RestController
@RequestMapping("/api/webhooks")
@PreAuthorize("hasAnyRole('camunda-admin', 'service-managers')")
class WebhookController {

    private static final int MOST = 100;

    private final Subscriptions subscriptions;
    private final DeliveryLog log;

    WebhookController(Subscriptions subscriptions, DeliveryLog log) {
        this.subscriptions = subscriptions;
        this.log = log;
    }

    @GetMapping
    List<View> all() {
        return subscriptions.all().stream().map(one -> View.of(one, null)).toList();
    }

    /** The secret stands in this answer and in no other. */
    @PostMapping
    ResponseEntity<View> create(@RequestBody Entry entry) {
        Subscriptions.Told told = subscriptions.create(entry.name(), entry.url(), entry.events(), entry.source());
        return ResponseEntity.created(
                        URI.create("/api/webhooks/" + told.subscription().id()))
                .body(View.of(told.subscription(), told.secret()));
    }

    @PostMapping("/{id}/secret")
    View rotate(@PathVariable long id) {
        Subscriptions.Told told = subscriptions.rotate(id);
        return View.of(told.subscription(), told.secret());
    }

    @PostMapping("/{id}/disable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(@PathVariable long id) {
        subscriptions.enable(id, false);
    }

    @PostMapping("/{id}/enable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enable(@PathVariable long id) {
        subscriptions.enable(id, true);
    }

    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void test(@PathVariable long id) {
        subscriptions.test(id);
    }

    /** Newest first. */
    @GetMapping("/deliveries")
    List<DeliveryView> deliveries(
            @RequestParam(required = false) @Nullable OutboxState state,
            @RequestParam(required = false) @Nullable Long subscription) {
        return log.newest(state, subscription, 0, MOST).stream()
                .map(one -> new DeliveryView(
                        one.message().id(),
                        one.subscription().id(),
                        one.message().subject(),
                        one.message().messageId(),
                        one.message().ticketNumber(),
                        one.message().state(),
                        one.message().attempts(),
                        one.message().createdAt(),
                        one.message().sentAt(),
                        one.message().lastError()))
                .toList();
    }

    @PostMapping("/deliveries/{id}/again")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void again(@PathVariable long id) {
        log.again(id);
    }

    record Entry(
            @Nullable String name,
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable String source) {}

    /** @param secret only right after it was made */
    record View(
            long id,
            String name,
            String url,
            List<String> events,
            @Nullable String source,
            boolean enabled,
            @Nullable String secret) {

        static View of(Subscription one, @Nullable String secret) {
            return new View(one.id(), one.name(), one.url(), one.words(), one.source(), one.enabled(), secret);
        }
    }

    record DeliveryView(
            long id,
            long subscription,
            String event,
            String deliveryId,
            @Nullable String ticketNumber,
            OutboxState state,
            int attempts,
            Instant createdAt,
            @Nullable Instant sentAt,
            @Nullable String lastError) {}
}
