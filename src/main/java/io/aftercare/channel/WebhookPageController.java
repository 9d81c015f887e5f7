package io.aftercare.channel;

import io.aftercare.desk.Mark;
import io.aftercare.desk.Wording;
import io.aftercare.desk.Words;
import io.aftercare.notification.OutboxMessage;
import io.aftercare.notification.OutboxState;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who hears of events, what left and what did not, and the button that sends it again (3-06). */
@Controller
@RequestMapping("/webhooks")
@PreAuthorize("hasAnyRole('camunda-admin', 'service-managers')")
class WebhookPageController {

    private static final int PAGE = 25;
    private static final List<String> DONE = List.of("enabled", "disabled", "tested", "again");

    private final Subscriptions subscriptions;
    private final DeliveryLog log;
    private final ChannelProperties properties;
    private final Wording wording;

    WebhookPageController(Subscriptions subscriptions, DeliveryLog log, ChannelProperties properties, Wording wording) {
        this.subscriptions = subscriptions;
        this.log = log;
        this.properties = properties;
        this.wording = wording;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable OutboxState state,
            @RequestParam(required = false) @Nullable Long subscription,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(required = false) @Nullable String done,
            Model model,
            Locale locale) {
        if (done != null && DONE.contains(done)) {
            model.addAttribute("done", "webhook.done." + done);
        }
        return show(
                state,
                subscription,
                Math.max(0, Math.min(page, 1000)),
                new Typed(null, null, List.of(), null),
                model,
                locale);
    }

    /** The secret travels once, in the session, to the page that shows it. */
    @PostMapping
    String create(
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String url,
            @RequestParam(required = false) @Nullable List<String> events,
            @RequestParam(required = false) @Nullable String source,
            Model model,
            Locale locale,
            RedirectAttributes once,
            HttpServletResponse response) {
        try {
            Subscriptions.Told told = subscriptions.create(name, url, events, source);
            once.addFlashAttribute("secret", told.secret());
            once.addFlashAttribute("secretOf", told.subscription().name());
            return "redirect:/webhooks";
        } catch (RuntimeException exception) {
            ProblemException refusal = Causes.refusalIn(exception);
            response.setStatus(refusal.type().status().value());
            model.addAttribute("error", wording.in(locale).refusal(refusal, "webhook.field."));
            return show(
                    null, null, 0, new Typed(name, url, events == null ? List.of() : events, source), model, locale);
        }
    }

    @PostMapping("/{id}/secret")
    String rotate(@PathVariable long id, RedirectAttributes once) {
        Subscriptions.Told told = subscriptions.rotate(id);
        once.addFlashAttribute("secret", told.secret());
        once.addFlashAttribute("secretOf", told.subscription().name());
        return "redirect:/webhooks";
    }

    @PostMapping("/{id}/enable")
    String enable(@PathVariable long id) {
        subscriptions.enable(id, true);
        return "redirect:/webhooks?done=enabled";
    }

    @PostMapping("/{id}/disable")
    String disable(@PathVariable long id) {
        subscriptions.enable(id, false);
        return "redirect:/webhooks?done=disabled";
    }

    @PostMapping("/{id}/test")
    String test(@PathVariable long id) {
        subscriptions.test(id);
        return "redirect:/webhooks?done=tested";
    }

    @GetMapping("/deliveries/{id}")
    String delivery(@PathVariable long id, Model model, Locale locale) {
        DeliveryLog.Delivery delivery = log.require(id);
        model.addAttribute("row", row(delivery, wording.in(locale)));
        model.addAttribute("payload", delivery.payload());
        return "channel/delivery";
    }

    @PostMapping("/deliveries/{id}/again")
    String again(@PathVariable long id) {
        log.again(id);
        return "redirect:/webhooks?done=again";
    }

    private String show(
            @Nullable OutboxState state,
            @Nullable Long subscription,
            int page,
            Typed typed,
            Model model,
            Locale locale) {
        Words words = wording.in(locale);
        List<DeliveryLog.Delivery> found = log.newest(state, subscription, page * PAGE, PAGE + 1);
        model.addAttribute(
                "subscriptions",
                subscriptions.all().stream().map(one -> subscriber(one, words)).toList());
        model.addAttribute(
                "rows",
                found.stream().limit(PAGE).map(delivery -> row(delivery, words)).toList());
        model.addAttribute("newer", page > 0 ? page - 1 : null);
        model.addAttribute("older", found.size() > PAGE ? page + 1 : null);
        model.addAttribute("state", state);
        model.addAttribute("subscription", subscription);
        model.addAttribute("states", OutboxState.values());
        model.addAttribute(
                "events",
                Arrays.stream(EventType.values())
                        .map(type -> new Choice(type.word(), words.text("webhook.event." + type.word())))
                        .toList());
        model.addAttribute(
                "sources",
                properties.channels().stream()
                        .map(source -> new Choice(source.name(), source.name() + " · " + words.of(source.channel())))
                        .toList());
        model.addAttribute("typed", typed);
        return "channel/webhooks";
    }

    private static Subscriber subscriber(Subscription one, Words words) {
        return new Subscriber(
                one.id(),
                one.name(),
                one.url(),
                one.words().stream()
                        .map(word -> words.text("webhook.event." + word))
                        .toList(),
                one.source(),
                one.enabled(),
                one.enabled()
                        ? new Mark(words.text("webhook.enabled"), "ok")
                        : new Mark(words.text("webhook.disabled"), "quiet"),
                words.text("webhook.changed", words.person(one.changedBy()), words.moment(one.changedAt())));
    }

    private static Row row(DeliveryLog.Delivery delivery, Words words) {
        OutboxMessage message = delivery.message();
        boolean waits = message.state() == OutboxState.PENDING && message.attempts() > 0;
        return new Row(
                message.id(),
                words.moment(message.createdAt()),
                Subscriptions.TEST.equals(message.subject())
                        ? words.text("webhook.event." + Subscriptions.TEST)
                        : words.text("webhook.event." + message.subject()),
                message.messageId(),
                delivery.subscription().name(),
                delivery.subscription().url(),
                message.ticketNumber(),
                new Mark(
                        words.text("webhook.state." + message.state()),
                        switch (message.state()) {
                            case SENT -> "ok";
                            case FAILED -> "bad";
                            case SENDING -> "info";
                            case SET_ASIDE -> "quiet";
                            case PENDING -> waits ? "warn" : "info";
                        }),
                Integer.toString(message.attempts()),
                message.lastError(),
                waits ? words.text("webhook.next", words.moment(message.nextAttemptAt())) : "",
                words.moment(message.sentAt()),
                message.state() == OutboxState.FAILED || message.state() == OutboxState.SENT);
    }

    /** What stands in the form again when something was refused. */
    record Typed(
            @Nullable String name,
            @Nullable String url,
            List<String> events,
            @Nullable String source) {}

    record Choice(String value, String label) {}

    record Subscriber(
            long id,
            String name,
            String url,
            List<String> events,
            @Nullable String source,
            boolean enabled,
            Mark state,
            String changed) {}

    record Row(
            long id,
            String at,
            String event,
            String deliveryId,
            String name,
            String url,
            @Nullable String ticket,
            Mark state,
            String attempts,
            @Nullable String error,
            String next,
            String sentAt,
            boolean mayRepeat) {}
}
