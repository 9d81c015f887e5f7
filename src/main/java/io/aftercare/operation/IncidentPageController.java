package io.aftercare.operation;

import io.aftercare.desk.Wording;
import io.aftercare.desk.Words;
import io.aftercare.notification.OutboxMessage;
import io.aftercare.operation.StandingStill.Work;
import io.aftercare.security.CurrentUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What stands still for technical reasons, why, since when, and the buttons that have it tried again (R3, R4). */
@Controller
@RequestMapping("/incidents")
@PreAuthorize("hasAnyRole('camunda-admin', 'service-managers')")
class IncidentPageController {

    private static final List<String> DONE = List.of("retried", "sent", "aside");
    private static final int LONGEST_ERROR = 400;

    /** Mail addresses, and whatever an address of a system carries before and after its host. */
    private static final Pattern SECRETS = Pattern.compile(
            "[^\\s<>:;,()/]+@[^\\s<>:;,()/]+|(?<=://)[^\\s/@]+@|(?i)(?<=(password|secret|token|key|signature)=)[^\\s&,;]+");

    private final IncidentDesk desk;
    private final HouseFigures figures;
    private final CurrentUser currentUser;
    private final Wording wording;
    private final Clock clock;

    IncidentPageController(
            IncidentDesk desk, HouseFigures figures, CurrentUser currentUser, Wording wording, Clock clock) {
        this.desk = desk;
        this.figures = figures;
        this.currentUser = currentUser;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping
    String all(
            @RequestParam(required = false) @Nullable String done,
            @RequestParam(defaultValue = "1") int count,
            Model model,
            Locale locale) {
        Words words = wording.in(locale);
        Instant now = clock.instant();
        List<Row> incidents = desk.incidents().stream()
                .map(incident -> row(incident, now, words))
                .toList();
        List<Row> messages = desk.messages().stream()
                .map(message -> row(message, now, words))
                .toList();
        model.addAttribute("incidents", incidents);
        model.addAttribute("messages", messages);
        model.addAttribute("mayRetry", incidents.stream().anyMatch(Row::mayRetry));
        model.addAttribute("most", IncidentDesk.MOST);
        model.addAttribute(
                "acts",
                desk.lately().stream()
                        .map(act -> new Done(
                                words.moment(act.doneAt()),
                                words.person(act.doneBy()),
                                words.text("incident.act." + act.act()),
                                act.ticketNumber(),
                                words.modelName(act.subject())))
                        .toList());
        if (done != null && DONE.contains(done)) {
            model.addAttribute("done", words.text("incident.done." + done, Math.max(0, count)));
        }
        return "operation/incidents";
    }

    @PostMapping("/jobs/{id}/retry")
    String retry(@PathVariable String id) {
        desk.retry(id, currentUser.id());
        return done("retried", 1);
    }

    @PostMapping("/jobs/retry")
    String retryAll() {
        return done("retried", desk.retryAll(currentUser.id()));
    }

    @PostMapping("/messages/{id}/send")
    String send(@PathVariable long id) {
        desk.sendAgain(id, currentUser.id());
        return done("sent", 1);
    }

    @PostMapping("/messages/send")
    String sendAll() {
        return done("sent", desk.sendAllAgain(currentUser.id()));
    }

    @PostMapping("/messages/{id}/aside")
    String aside(@PathVariable long id) {
        desk.setAside(id, currentUser.id());
        return done("aside", 1);
    }

    private String done(String what, int count) {
        figures.read();
        return "redirect:/incidents?done=" + what + "&count=" + count;
    }

    private static Row row(Work incident, Instant now, Words words) {
        return new Row(
                incident.id(),
                incident.ticket(),
                words.modelName(incident.step()),
                words.moment(incident.since()),
                words.duration(Duration.between(incident.since(), now)),
                harmless(incident.error()),
                incident.mayRetry());
    }

    private static Row row(OutboxMessage message, Instant now, Words words) {
        return new Row(
                String.valueOf(message.id()),
                message.ticketNumber(),
                message.subject(),
                words.moment(message.createdAt()),
                words.text("incident.to." + message.audience()) + " · "
                        + words.text("incident.way." + message.channel()) + " · "
                        + words.duration(Duration.between(message.createdAt(), now)),
                harmless(message.lastError() == null ? "" : message.lastError()),
                true);
    }

    /** One line that repeats neither an address nor a password. */
    static String harmless(String error) {
        String line =
                SECRETS.matcher(error).replaceAll("…").replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) + "…" : line;
    }

    record Row(
            String id,
            @Nullable String ticket,
            String what,
            String since,
            String detail,
            String error,
            boolean mayRetry) {}

    record Done(String at, String by, String act, @Nullable String ticket, String subject) {}
}
