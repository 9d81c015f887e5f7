package io.aftercare.privacy;

import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.customer.Reveals;
import io.aftercare.desk.Wording;
import io.aftercare.desk.Words;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import io.aftercare.security.CurrentUser;
import io.aftercare.tracking.TicketClock;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The page of privacy requests, of retention, and of who looked at whole contacts. */
@Controller
@RequestMapping("/privacy")
class PrivacyController {

    private static final String DECIDE = "hasAnyRole('service-supervisors', 'service-managers', 'camunda-admin')";
    private static final String DESK =
            "hasAnyRole('service-agents', 'service-supervisors', 'service-managers', 'camunda-admin')";
    private static final Set<String> DONE = Set.of("asked", "checked", "refused", "deleted");

    private final PrivacyRequests requests;
    private final Retention retention;
    private final Customers customers;
    private final Reveals reveals;
    private final CurrentUser currentUser;
    private final Problems problems;
    private final Wording wording;
    private final Clock clock;

    PrivacyController(
            PrivacyRequests requests,
            Retention retention,
            Customers customers,
            Reveals reveals,
            CurrentUser currentUser,
            Problems problems,
            Wording wording,
            Clock clock) {
        this.requests = requests;
        this.retention = retention;
        this.customers = customers;
        this.reveals = reveals;
        this.currentUser = currentUser;
        this.problems = problems;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize(DECIDE)
    String page(@RequestParam(required = false) @Nullable String done, Model model, Locale locale) {
        Words words = wording.in(locale);
        model.addAttribute("done", done != null && DONE.contains(done) ? "privacy.done." + done : null);
        model.addAttribute("open", rows(requests.open(), words));
        model.addAttribute("decided", rows(requests.decided(), words));
        Retention.Standing standing = retention.standing();
        model.addAttribute("retention", standing);
        model.addAttribute("lastRun", words.moment(standing.lastRun()));
        return "privacy/requests";
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    @PreAuthorize(DECIDE)
    String request(
            @PathVariable long id, @RequestParam(required = false) @Nullable String done, Model model, Locale locale) {
        show(id, null, model, locale);
        model.addAttribute("done", done != null && DONE.contains(done) ? "privacy.done." + done : null);
        return "privacy/request";
    }

    /** Who looked at whole contacts how often. */
    @GetMapping("/reveals")
    @PreAuthorize(DECIDE)
    String reveals(@RequestParam(required = false) @Nullable String user, Model model, Locale locale) {
        Words words = wording.in(locale);
        String shown = user == null || user.isBlank() ? null : user;
        model.addAttribute("user", shown == null ? null : words.person(shown));
        model.addAttribute("perHour", reveals.perHour());
        model.addAttribute(
                "uses",
                reveals.uses().stream()
                        .map(use -> new UseRow(
                                use.revealedBy(), words.person(use.revealedBy()), use.times(), use.customers()))
                        .toList());
        model.addAttribute(
                "rows",
                reveals.newest(shown).stream()
                        .map(each -> new RevealRow(
                                words.person(each.revealedBy()),
                                words.moment(each.revealedAt()),
                                each.customerRef(),
                                each.ticketNumber(),
                                each.reason()))
                        .toList());
        return "privacy/reveals";
    }

    /** An agent writes down what a customer asked for. */
    @PostMapping
    @PreAuthorize(DESK)
    String receive(
            @RequestParam String customer,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String note,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        String error = attempt(() -> requests.receive(customer, kind(kind), note, currentUser.id()), response, locale);
        if (error == null) {
            return "redirect:"
                    + UriComponentsBuilder.fromPath("/customers/{ref}")
                            .queryParam("done", "asked")
                            .encode()
                            .buildAndExpand(customers.require(customer).ref())
                            .toUriString();
        }
        model.addAttribute("error", error);
        model.addAttribute("ref", customer);
        return "privacy/refused";
    }

    @PostMapping("/{id:[0-9]{1,18}}/identity")
    @PreAuthorize(DECIDE)
    String check(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String proof,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        return after(
                id,
                attempt(() -> requests.checkIdentity(id, proof, currentUser.id()), response, locale),
                "checked",
                model,
                locale);
    }

    @PostMapping("/{id:[0-9]{1,18}}/refuse")
    @PreAuthorize(DECIDE)
    String refuse(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String reason,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        return after(
                id,
                attempt(() -> requests.refuse(id, reason, currentUser.id()), response, locale),
                "refused",
                model,
                locale);
    }

    @PostMapping("/{id:[0-9]{1,18}}/delete")
    @PreAuthorize(DECIDE)
    String delete(@PathVariable long id, Model model, Locale locale, HttpServletResponse response) {
        return after(
                id, attempt(() -> requests.delete(id, currentUser.id()), response, locale), "deleted", model, locale);
    }

    /** The archive as a download; it is decided with that. */
    @PostMapping("/{id:[0-9]{1,18}}/export")
    @PreAuthorize(DECIDE)
    ResponseEntity<byte[]> export(@PathVariable long id) {
        byte[] archive = requests.export(id, currentUser.id());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("privacy-" + id + ".zip")
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(archive);
    }

    private String after(long id, @Nullable String error, String done, Model model, Locale locale) {
        if (error == null) {
            return "redirect:/privacy/" + id + "?done=" + done;
        }
        show(id, error, model, locale);
        return "privacy/request";
    }

    private void show(long id, @Nullable String error, Model model, Locale locale) {
        Words words = wording.in(locale);
        PrivacyRequest request = requests.require(id);
        model.addAttribute("request", Row.of(request, customer(request), requests.clockOf(id), clock.instant(), words));
        model.addAttribute("isExport", request.kind() == PrivacyRequest.Kind.EXPORT);
        model.addAttribute("state", request.state().name());
        model.addAttribute("note", request.note());
        model.addAttribute("proof", request.identityProof());
        model.addAttribute(
                "checked",
                request.checkedAt() == null
                        ? null
                        : words.text(
                                "front.by-at", words.person(request.checkedBy()), words.moment(request.checkedAt())));
        model.addAttribute("refusal", request.refusal());
        model.addAttribute(
                "blockers",
                request.kind() == PrivacyRequest.Kind.DELETION && request.isOpen()
                        ? requests.blockers(request.customerRef()).stream()
                                .map(each -> new BlockerRow(
                                        each.ticketNumber(),
                                        words.text(
                                                "privacy.blocker." + each.why().name())))
                                .toList()
                        : List.of());
        model.addAttribute("error", error);
    }

    private List<Row> rows(List<PrivacyRequest> all, Words words) {
        Instant now = clock.instant();
        return all.stream()
                .map(each -> Row.of(each, customer(each), requests.clockOf(each.id()), now, words))
                .toList();
    }

    private String customer(PrivacyRequest request) {
        return customers.find(request.customerRef()).map(Customer::name).orElse(request.customerRef());
    }

    private @Nullable String attempt(Runnable step, HttpServletResponse response, Locale locale) {
        ProblemException refusal = Causes.refusalOf(step);
        if (refusal == null) {
            return null;
        }
        if (refusal.type() == ProblemType.NOT_FOUND) {
            throw refusal;
        }
        response.setStatus(refusal.type().status().value());
        return problems.sentence(refusal, locale);
    }

    private static PrivacyRequest.Kind kind(@Nullable String name) {
        return Arrays.stream(PrivacyRequest.Kind.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", "kind"));
    }

    /** A request in the reader's words. */
    record Row(
            long id,
            String kind,
            String state,
            String tone,
            String customerRef,
            String customer,
            String received,
            @Nullable String due,
            boolean late,
            @Nullable String decided) {

        static Row of(PrivacyRequest request, String customer, @Nullable TicketClock clock, Instant now, Words words) {
            boolean open = request.isOpen();
            Instant decidedAt = request.decidedAt();
            return new Row(
                    request.id(),
                    words.text("privacy.kind." + request.kind().name()),
                    words.text("privacy.state." + request.state().name()),
                    switch (request.state()) {
                        case RECEIVED -> "info";
                        case CHECKED -> "accent";
                        case DONE -> "ok";
                        case REFUSED -> "quiet";
                    },
                    request.customerRef(),
                    customer,
                    words.text("front.by-at", words.person(request.receivedBy()), words.moment(request.receivedAt())),
                    open && clock != null
                            ? words.moment(clock.dueAt()) + " · " + words.countdown(clock.dueAt(), now)
                            : null,
                    open && clock != null && !clock.dueAt().isAfter(now),
                    decidedAt == null
                            ? null
                            : words.text("front.by-at", words.person(request.decidedBy()), words.moment(decidedAt)));
        }
    }

    record BlockerRow(String ticket, String why) {}

    record UseRow(String user, String name, long times, long customers) {}

    record RevealRow(
            String who,
            String at,
            String customer,
            @Nullable String ticket,
            String reason) {}
}
