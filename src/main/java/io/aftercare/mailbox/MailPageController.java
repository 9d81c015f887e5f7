package io.aftercare.mailbox;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All mail that came in and what became of it; what waits for a person is dealt with here (R10). */
@Controller
class MailPageController {

    private static final String READERS = "hasAnyRole('service-supervisors', 'service-managers', 'camunda-admin')";
    private static final int PAGE = 50;
    private static final int LATEST_PAGE = 10_000;
    private static final int SHOWN_SOURCE = 64 * 1024;
    private static final int OF_TICKET = 100;
    private static final List<String> DONE = List.of("taken", "discarded", "spam");

    /** Nothing in it acts, fetches from elsewhere or leaves its frame. */
    private static final String LETTER_POLICY =
            "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
                    + " 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

    private final Mails mails;
    private final MailboxLeases leases;
    private final MailProperties properties;
    private final CurrentUser currentUser;
    private final Problems problems;
    private final MessageSource texts;
    private final ZoneId zone;

    MailPageController(
            Mails mails,
            MailboxLeases leases,
            MailProperties properties,
            CurrentUser currentUser,
            Problems problems,
            MessageSource texts,
            @Value("${aftercare.zone}") ZoneId zone) {
        this.mails = mails;
        this.leases = leases;
        this.properties = properties;
        this.currentUser = currentUser;
        this.problems = problems;
        this.texts = texts;
        this.zone = zone;
    }

    @GetMapping("/mail")
    @PreAuthorize(READERS)
    String all(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String mailbox,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(required = false) @Nullable String done,
            Model model,
            Locale locale) {
        MailFilter filter = new MailFilter(state(state), blankToNull(mailbox), blankToNull(q));
        int from = Math.min(Math.max(page, 0), LATEST_PAGE);
        List<IncomingMail> found = mails.find(filter, from, PAGE);
        Map<MailState, Long> counts = mails.counts();
        List<Choice> states = new ArrayList<>();
        for (MailState each : MailState.values()) {
            states.add(new Choice(
                    each.name(),
                    word("MailState." + each, locale) + " (" + counts.getOrDefault(each, 0L) + ")",
                    each == filter.state()));
        }
        model.addAttribute(
                "rows",
                found.stream().limit(PAGE).map(mail -> row(mail, locale)).toList());
        model.addAttribute("more", found.size() > PAGE);
        model.addAttribute("page", from);
        model.addAttribute("states", states);
        model.addAttribute("state", filter.state() == null ? "" : filter.state().name());
        model.addAttribute("mailbox", filter.mailbox() == null ? "" : filter.mailbox());
        model.addAttribute("q", filter.q() == null ? "" : filter.q());
        model.addAttribute("waiting", counts.getOrDefault(MailState.QUARANTINED, 0L));
        model.addAttribute("mailboxes", mailboxes(locale));
        if (done != null && DONE.contains(done)) {
            model.addAttribute("done", "mailbox.done." + done);
        }
        return "mailbox/mails";
    }

    @GetMapping("/mail/{id}")
    @PreAuthorize(READERS)
    String one(@PathVariable long id, Model model, Locale locale) {
        show(id, model, locale);
        return "mailbox/mail";
    }

    @PostMapping("/mail/{id}/take-in")
    @PreAuthorize(READERS)
    String takeIn(@PathVariable long id, Model model, Locale locale, HttpServletResponse response) {
        return attempt(id, "taken", model, locale, response, () -> mails.takeIn(id, currentUser.id()));
    }

    @PostMapping("/mail/{id}/discard")
    @PreAuthorize(READERS)
    String discard(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String reason,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        return attempt(
                id, "discarded", model, locale, response, () -> mails.discard(id, reason, false, currentUser.id()));
    }

    @PostMapping("/mail/{id}/spam")
    @PreAuthorize(READERS)
    String spam(@PathVariable long id, Model model, Locale locale, HttpServletResponse response) {
        return attempt(id, "spam", model, locale, response, () -> mails.discard(id, null, true, currentUser.id()));
    }

    /** A mail of a ticket as it was written, with what the timeline leaves out. */
    @GetMapping("/mail/{id}/letter")
    @Staff
    String letter(@PathVariable long id, Model model, Locale locale) {
        IncomingMail mail = ofTicket(id);
        model.addAttribute("mail", row(mail, locale));
        model.addAttribute("text", mails.text(id).orElseThrow(MailPageController::unknown));
        return "mailbox/letter";
    }

    /** The cleaned page that somebody wrote his mail as, for a frame without any rights. */
    @GetMapping("/mail/{id}/html")
    @Staff
    ResponseEntity<String> html(@PathVariable long id) {
        ofTicket(id);
        String html = mails.text(id).map(MailText::html).orElseThrow(MailPageController::unknown);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", LETTER_POLICY)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Mail</title><base target=\"_blank\">"
                        + "<link rel=\"stylesheet\" href=\"/css/letter.css\"></head><body>" + html + "</body></html>");
    }

    /** The piece of the ticket page that lists its mail. */
    @GetMapping("/tickets/{number}/mails")
    @Staff
    String mailsOfTicket(@PathVariable String number, Model model, Locale locale) {
        model.addAttribute(
                "mails",
                mails.ofTicket(number, OF_TICKET).stream()
                        .map(mail -> row(mail, locale))
                        .toList());
        return "mailbox/ticket :: mails";
    }

    private String attempt(
            long id, String done, Model model, Locale locale, HttpServletResponse response, Runnable action) {
        try {
            action.run();
            return "redirect:/mail?done=" + done;
        } catch (ProblemException refusal) {
            if (refusal.type() == ProblemType.NOT_FOUND) {
                throw refusal;
            }
            response.setStatus(refusal.type().status().value());
            show(id, model, locale);
            model.addAttribute("error", problems.sentence(refusal, locale));
            return "mailbox/mail";
        }
    }

    private void show(long id, Model model, Locale locale) {
        IncomingMail mail = mails.require(id);
        byte @Nullable [] source = mails.source(id);
        model.addAttribute("mail", row(mail, locale));
        model.addAttribute("canTakeIn", Mails.canBeTakenIn(mail) && source != null);
        model.addAttribute("canDiscard", Mails.canBeDiscarded(mail));
        model.addAttribute("source", source == null ? null : MailReader.sourceAsText(source, SHOWN_SOURCE));
        model.addAttribute("cut", source != null && (source.length > SHOWN_SOURCE || !mail.whole()));
    }

    /** Mail that is on no ticket is for those who keep the mailboxes only. */
    private IncomingMail ofTicket(long id) {
        IncomingMail mail = mails.require(id);
        if (mail.ticketNumber() == null) {
            throw unknown();
        }
        return mail;
    }

    private List<MailboxRow> mailboxes(Locale locale) {
        List<MailboxStatus> known = leases.all();
        return properties.mailboxes().stream()
                .map(mailbox -> {
                    @Nullable
                    MailboxStatus status = known.stream()
                            .filter(each -> each.mailbox().equals(mailbox.name()))
                            .findFirst()
                            .orElse(null);
                    return new MailboxRow(
                            mailbox.name(),
                            mailbox.address(),
                            status == null || status.polledAt() == null ? null : moment(status.polledAt(), locale),
                            status == null ? null : status.failure());
                })
                .toList();
    }

    private Row row(IncomingMail mail, Locale locale) {
        MailState state = mail.state();
        String tone =
                switch (state) {
                    case QUARANTINED -> "bad";
                    case BOUNCE -> "warn";
                    case TICKET, MESSAGE -> "ok";
                    case WAITING -> "info";
                    case AUTOMATIC, LIST, DUPLICATE, DISCARDED -> "quiet";
                };
        @Nullable String reason = mail.reason();
        return new Row(
                mail.id(),
                mail.mailbox(),
                moment(mail.receivedAt(), locale),
                Objects.requireNonNullElse(mail.sender(), ""),
                Objects.requireNonNullElse(mail.senderName(), ""),
                mail.subject() == null || mail.subject().isBlank()
                        ? word("mailbox.no-subject", locale)
                        : mail.subject(),
                Math.max(1, mail.sizeBytes() / 1024),
                word("MailState." + state, locale),
                tone,
                reason == null ? null : word("mailbox.reason." + reason, locale),
                mail.spam() ? word("mailbox.spam.marked", locale) : mail.detail(),
                mail.ticketNumber(),
                mail.duplicateOf(),
                mail.settledBy() == null ? mail.acceptedBy() : mail.settledBy(),
                state == MailState.TICKET || state == MailState.MESSAGE);
    }

    private String word(String key, Locale locale) {
        return texts.getMessage(key, new Object[0], locale);
    }

    private String moment(Instant at, Locale locale) {
        String pattern = locale.getLanguage().equals("zh") ? "uuuu年M月d日 HH:mm" : "d MMM uuuu, HH:mm";
        return DateTimeFormatter.ofPattern(pattern, locale).format(at.atZone(zone));
    }

    private static @Nullable MailState state(@Nullable String name) {
        for (MailState state : MailState.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        return null;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "problem.mail-unknown");
    }

    /** One mail in its reader's words. */
    record Row(
            long id,
            String mailbox,
            String at,
            String sender,
            String senderName,
            String subject,
            long kilobytes,
            String state,
            String tone,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String ticket,
            @Nullable Long duplicateOf,
            @Nullable String by,
            boolean letter) {}

    record Choice(String value, String label, boolean chosen) {}

    record MailboxRow(
            String name,
            String address,
            @Nullable String polled,
            @Nullable String failure) {}
}
