package io.aftercare.demo;

import io.aftercare.notification.Audience;
import io.aftercare.notification.Languages;
import io.aftercare.notification.Outbox;
import io.aftercare.notification.OutboxMessage;
import io.aftercare.notification.OutboxState;
import io.aftercare.notification.Template;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Everything that was written to customers and staff, newest first: the demo's stand-in for everybody's mailbox. */
@Controller
@Profile("demo")
class SentMessagesController {

    private static final int PAGE = 50;

    private final Outbox outbox;
    private final Languages languages;
    private final String linkStart;

    SentMessagesController(Outbox outbox, Languages languages, @Value("${aftercare.public-url}") String publicUrl) {
        this.outbox = outbox;
        this.languages = languages;
        this.linkStart = publicUrl.replaceFirst("/+$", "") + "/t/";
    }

    /** Without parameters all of them; also what the caller gets who names no type. */
    @GetMapping("/demo/messages")
    @ResponseBody
    @PreAuthorize("permitAll()")
    List<SentMessage> list(@RequestParam(required = false) @Nullable String ticket) {
        return outbox.newest(blankToNull(ticket), 0, Integer.MAX_VALUE).stream()
                .map(SentMessage::of)
                .toList();
    }

    @GetMapping(path = "/demo/messages", produces = MediaType.TEXT_HTML_VALUE)
    @PreAuthorize("permitAll()")
    String page(
            @RequestParam(required = false) @Nullable String ticket,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        int number = Math.min(Math.max(page, 0), Integer.MAX_VALUE / PAGE - 1);
        String filter = blankToNull(ticket);
        List<OutboxMessage> found = outbox.newest(filter, number * PAGE, PAGE + 1);
        model.addAttribute("ticket", filter);
        model.addAttribute("page", number);
        model.addAttribute("more", found.size() > PAGE);
        model.addAttribute("messages", found.stream().limit(PAGE).map(this::row).toList());
        return "demo/messages";
    }

    private Row row(OutboxMessage message) {
        Instant at = message.sentAt() == null ? message.createdAt() : message.sentAt();
        return new Row(message, languages.moment(at), customerPage(message.body()));
    }

    /** The customer's page that the message leads to, if it does. */
    private @Nullable String customerPage(String body) {
        int start = body.indexOf(linkStart);
        if (start < 0) {
            return null;
        }
        int end = start + linkStart.length();
        while (end < body.length() && isTokenPart(body.charAt(end))) {
            end++;
        }
        return body.substring(start, end);
    }

    private static boolean isTokenPart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    record Row(OutboxMessage message, String when, @Nullable String customerPage) {}

    /** The documented shape; {@code at} is when it was written, {@code sentAt} when it left. */
    record SentMessage(
            long id,
            Instant at,
            @Nullable Instant sentAt,
            OutboxState state,
            @Nullable String ticket,
            Audience audience,
            Template template,
            String language,
            String to,
            String subject,
            String body,
            String messageId) {

        static SentMessage of(OutboxMessage message) {
            return new SentMessage(
                    message.id(),
                    message.createdAt(),
                    message.sentAt(),
                    message.state(),
                    message.ticketNumber(),
                    message.audience(),
                    message.template(),
                    message.language(),
                    message.recipient(),
                    message.subject(),
                    message.body(),
                    message.messageId());
        }
    }
}
