package io.aftercare.frontdesk;

import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerMerges;
import io.aftercare.customer.Customers;
import io.aftercare.customer.IdentityKind;
import io.aftercare.customer.Reveals;
import io.aftercare.desk.Wording;
import io.aftercare.desk.Words;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The search for customers and the page of one: who he is, what he bought and asked, who looked at him. */
@Controller
@RequestMapping("/customers")
class CustomerPageController {

    /** Who may say that two are one, or by what somebody is recognised. */
    static final String DESK = "hasAnyRole('service-agents', 'service-supervisors', 'service-managers')";

    private static final Set<String> DONE = Set.of("merged", "undone", "added", "removed", "asked");

    private final Customers customers;
    private final CustomerMerges merges;
    private final Reveals reveals;
    private final CustomerFiles files;
    private final CurrentUser currentUser;
    private final FormRefusals refusals;
    private final Wording wording;

    CustomerPageController(
            Customers customers,
            CustomerMerges merges,
            Reveals reveals,
            CustomerFiles files,
            CurrentUser currentUser,
            FormRefusals refusals,
            Wording wording) {
        this.customers = customers;
        this.merges = merges;
        this.reveals = reveals;
        this.files = files;
        this.currentUser = currentUser;
        this.refusals = refusals;
        this.wording = wording;
    }

    @GetMapping
    @Staff
    String search(@RequestParam(required = false) @Nullable String q, Model model, Locale locale) {
        new Checks().atMost("q", q, 200).refuseIfAny();
        Words words = wording.in(locale);
        List<Found> found = q == null || q.isBlank()
                ? List.of()
                : customers.search(q).stream()
                        .map(each -> Found.of(each, words))
                        .toList();
        model.addAttribute("q", q);
        model.addAttribute("found", found);
        return "frontdesk/customers";
    }

    @GetMapping("/{ref}")
    @Staff
    String page(
            @PathVariable String ref,
            @RequestParam(required = false) @Nullable String done,
            @RequestParam(required = false) @Nullable String from,
            Model model,
            Locale locale) {
        Customer customer = customers.require(ref);
        if (!customer.ref().equals(ref)) {
            return "redirect:" + path(customer.ref(), Map.of("from", ref));
        }
        show(ref, model, locale);
        model.addAttribute("done", done != null && DONE.contains(done) ? "front.done." + done : null);
        model.addAttribute("from", from != null && customers.withMerged(ref).contains(from) ? from : null);
        return "frontdesk/customer";
    }

    /** Whole contacts, once, for who says why; part of the page or a page of its own. */
    @PostMapping("/{ref}/reveal")
    @Staff
    String reveal(
            @PathVariable String ref,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String ticket,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        String number = ticket == null || ticket.isBlank() ? null : ticket;
        String error = refusals.of(
                () -> model.addAttribute("contacts", reveals.reveal(ref, number, reason, currentUser.id())),
                response,
                locale);
        model.addAttribute("error", error);
        model.addAttribute("ref", ref);
        model.addAttribute("ticket", number);
        model.addAttribute("reason", reason);
        return "frontdesk/reveal";
    }

    @PostMapping("/{ref}/identities")
    @PreAuthorize(DESK)
    String add(
            @PathVariable String ref,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String value,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        String error =
                refusals.of(() -> customers.addIdentity(ref, kind(kind), value, currentUser.id()), response, locale);
        return done(ref, "added", error, model, locale);
    }

    @PostMapping("/{ref}/identities/remove")
    @PreAuthorize(DESK)
    String remove(
            @PathVariable String ref,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String which,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        String error = refusals.of(
                () -> customers.removeIdentity(ref, kind(kind), value(ref, kind(kind), which)), response, locale);
        return done(ref, "removed", error, model, locale);
    }

    /** Both side by side, before anything happens. */
    @GetMapping("/{ref}/merge")
    @PreAuthorize(DESK)
    String compare(@PathVariable String ref, @RequestParam String with, Model model, Locale locale) {
        compare(ref, with, Map.of(), null, model, locale);
        return "frontdesk/customer-merge";
    }

    @PostMapping("/{ref}/merge")
    @PreAuthorize(DESK)
    String merge(
            @PathVariable String ref,
            @RequestParam String with,
            @RequestParam Map<String, String> typed,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        String stays = typed.getOrDefault("stays", "");
        String goes = stays.equals(ref) ? with : ref;
        String error = refusals.of(
                () -> {
                    new Checks()
                            .that(stays.equals(ref) || stays.equals(with), "stays", "field.required")
                            .refuseIfAny();
                    merges.merge(goes, stays, typed.get("reason"), currentUser.id());
                },
                response,
                locale);
        if (error == null) {
            return "redirect:" + path(stays, Map.of("done", "merged"));
        }
        compare(ref, with, typed, error, model, locale);
        return "frontdesk/customer-merge";
    }

    @PostMapping("/{ref}/merge/undo")
    @PreAuthorize(DESK)
    String undo(
            @PathVariable String ref,
            @RequestParam(required = false) @Nullable String reason,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        String shown = customers.require(ref).ref();
        String error = refusals.of(() -> merges.undo(ref, reason, currentUser.id()), response, locale);
        return error == null
                ? "redirect:" + path(ref, Map.of("done", "undone"))
                : done(shown, "undone", error, model, locale);
    }

    private void compare(
            String ref, String with, Map<String, String> typed, @Nullable String error, Model model, Locale locale) {
        Words words = wording.in(locale);
        CustomerView one = files.file(ref, words);
        CustomerView other = files.file(with, words);
        if (one.ref().equals(other.ref())) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.customer-merged-already");
        }
        model.addAttribute("sides", List.of(one, other));
        model.addAttribute("ref", one.ref());
        model.addAttribute("with", other.ref());
        model.addAttribute("typed", typed);
        model.addAttribute("error", error);
    }

    private String done(String ref, String what, @Nullable String error, Model model, Locale locale) {
        if (error == null) {
            return "redirect:" + path(ref, Map.of("done", what));
        }
        show(ref, model, locale);
        model.addAttribute("error", error);
        return "frontdesk/customer";
    }

    private void show(String ref, Model model, Locale locale) {
        model.addAttribute("page", files.file(ref, wording.in(locale)));
        model.addAttribute("kinds", IdentityKind.values());
        model.addAttribute("words", wording.in(locale));
        model.addAttribute("perHour", reveals.perHour());
        model.addAttribute(
                "mayChange",
                currentUser.isIn("service-agents")
                        || currentUser.isIn("service-supervisors")
                        || currentUser.isIn("service-managers"));
    }

    /** The page names an identity by its fingerprint, so that a masked one does not stand in it whole. */
    private String value(String ref, IdentityKind kind, @Nullable String which) {
        return customers.identities(ref).stream()
                .filter(identity ->
                        identity.kind() == kind && CustomerView.which(identity).equals(which))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.identity-unknown"))
                .value();
    }

    private static IdentityKind kind(@Nullable String name) {
        return Arrays.stream(IdentityKind.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", "kind"));
    }

    private static String path(String ref, Map<String, String> query) {
        UriComponentsBuilder path = UriComponentsBuilder.fromPath("/customers/{ref}");
        query.keySet().forEach(key -> path.queryParam(key, "{" + key + "}"));
        Map<String, String> values = new HashMap<>(query);
        values.put("ref", ref);
        return path.encode().buildAndExpand(values).toUriString();
    }

    /** A line of the search. */
    record Found(String ref, String name, String contact, String tier, boolean forgotten) {

        static Found of(Customer customer, Words words) {
            return new Found(
                    customer.ref(),
                    customer.name(),
                    CustomerView.contact(customer),
                    words.of("Tier", customer.tier()),
                    customer.anonymisedAt() != null);
        }
    }
}
