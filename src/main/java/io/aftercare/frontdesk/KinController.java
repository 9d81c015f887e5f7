package io.aftercare.frontdesk;

import io.aftercare.desk.Wording;
import io.aftercare.desk.Words;
import io.aftercare.frontdesk.CustomerView.TicketRow;
import io.aftercare.merging.TicketMerges;
import io.aftercare.merging.TicketSplits;
import io.aftercare.problem.ProblemException;
import io.aftercare.security.Staff;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketMerge;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineEntry;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What belongs together on the ticket page (L14): what was merged, what may be the same, and a second matter. */
@Controller
@RequestMapping("/tickets/{number}")
class KinController {

    private static final int LONGEST_PREVIEW = 2_000;

    private final TicketService tickets;
    private final TicketMerges merges;
    private final TicketSplits splits;
    private final FormRefusals refusals;
    private final Wording wording;

    KinController(
            TicketService tickets, TicketMerges merges, TicketSplits splits, FormRefusals refusals, Wording wording) {
        this.tickets = tickets;
        this.merges = merges;
        this.splits = splits;
        this.refusals = refusals;
        this.wording = wording;
    }

    /** The part of the ticket page; a page of its own without scripts. */
    @GetMapping("/kin")
    @Staff
    String kin(@PathVariable String number, Model model, Locale locale) {
        Words words = wording.in(locale);
        Ticket ticket = tickets.require(number);
        model.addAttribute("number", number);
        model.addAttribute("customerRef", ticket.customerRef());
        model.addAttribute(
                "merged",
                tickets.merge(number).map(merge -> Merged.of(merge, words)).orElse(null));
        model.addAttribute("parts", parts(number, words));
        List<Suggested> suggested = merges.suggestions(ticket).stream()
                .map(each -> Suggested.of(each, words))
                .toList();
        model.addAttribute("suggested", suggested);
        model.addAttribute("mayMerge", merges.mayMerge() && ticket.status().isOpenWork());
        model.addAttribute("maySplit", merges.mayMerge() && ticket.status() != TicketStatus.MERGED);
        return "frontdesk/kin";
    }

    /** The two side by side, before anything happens; without the other one, the choice of it. */
    @GetMapping("/merge")
    @Staff
    String compare(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String into,
            Model model,
            Locale locale) {
        compare(number, into, null, null, model, locale);
        return "frontdesk/ticket-merge";
    }

    @PostMapping("/merge")
    @Staff
    String merge(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String into,
            @RequestParam(required = false) @Nullable String reason,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        String error = refusals.of(() -> merges.merge(number, into, reason), response, locale);
        if (error == null) {
            return "redirect:/tickets/" + tickets.followed(number);
        }
        compare(number, into, reason, error, model, locale);
        return "frontdesk/ticket-merge";
    }

    /** What the customer wrote, to choose from. */
    @GetMapping("/split")
    @Staff
    String choose(@PathVariable String number, Model model, Locale locale) {
        choose(number, Map.of(), List.of(), null, model, locale);
        return "frontdesk/ticket-split";
    }

    @PostMapping("/split")
    @Staff
    String split(
            @PathVariable String number,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        List<Long> entries = typed.getOrDefault("entry", List.of()).stream()
                .filter(each -> each.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .toList();
        List<String> made = new ArrayList<>();
        String error = refusals.of(
                () -> made.add(splits.split(
                                number,
                                new TicketSplits.Split(
                                        entries,
                                        typed.getFirst("text"),
                                        "true".equals(typed.getFirst("sameOrder")),
                                        typed.getFirst("reason")))
                        .number()),
                response,
                locale);
        if (error == null) {
            return "redirect:/tickets/" + made.get(0);
        }
        choose(number, typed.toSingleValueMap(), entries, error, model, locale);
        return "frontdesk/ticket-split";
    }

    private void compare(
            String number,
            @Nullable String into,
            @Nullable String reason,
            @Nullable String error,
            Model model,
            Locale locale) {
        Words words = wording.in(locale);
        Ticket source = tickets.require(number);
        String target = into == null ? "" : into.strip();
        model.addAttribute("number", number);
        model.addAttribute("into", target);
        model.addAttribute("reason", reason);
        model.addAttribute("error", error);
        model.addAttribute("source", Side.of(source, LONGEST_PREVIEW, words));
        model.addAttribute("target", null);
        model.addAttribute("refusal", null);
        model.addAttribute(
                "suggested",
                merges.suggestions(source).stream()
                        .map(each -> Suggested.of(each, words))
                        .toList());
        if (target.matches("[0-9]{6}-[0-9]{6}") && error == null || error != null && exists(target)) {
            model.addAttribute("target", Side.of(tickets.require(target), LONGEST_PREVIEW, words));
            ProblemException refusal = merges.refusal(number, target);
            model.addAttribute("refusal", refusal == null ? null : refusals.sentence(refusal, locale));
        }
    }

    private boolean exists(String number) {
        return number.matches("[0-9]{6}-[0-9]{6}") && tickets.exists(number);
    }

    private void choose(
            String number,
            Map<String, String> typed,
            List<Long> chosen,
            @Nullable String error,
            Model model,
            Locale locale) {
        Words words = wording.in(locale);
        Ticket ticket = tickets.require(number);
        model.addAttribute("number", number);
        model.addAttribute("orderNo", ticket.orderNo());
        model.addAttribute("typed", typed);
        model.addAttribute("chosen", chosen);
        model.addAttribute("error", error);
        model.addAttribute(
                "said",
                splits.said(number).stream().map(entry -> Line.of(entry, words)).toList());
    }

    private List<Part> parts(String number, Words words) {
        return tickets.withMerged(number).stream()
                .filter(each -> !each.equals(number))
                .map(each -> {
                    Ticket part = tickets.require(each);
                    return new Part(
                            each,
                            tickets.merge(each)
                                    .map(merge -> Merged.of(merge, words))
                                    .orElse(null),
                            part.description());
                })
                .toList();
    }

    record Merged(String into, String done, String reason) {

        static Merged of(TicketMerge merge, Words words) {
            return new Merged(
                    merge.targetNumber(),
                    words.text("front.by-at", words.person(merge.mergedBy()), words.moment(merge.mergedAt())),
                    merge.reason());
        }
    }

    /** A ticket that became part of this one; what was said in it stands in the conversation. */
    record Part(String number, @Nullable Merged merged, String description) {}

    record Line(long id, String kind, String who, String at, String text, boolean visible) {

        static Line of(TimelineEntry entry, Words words) {
            return new Line(
                    entry.id(),
                    words.of(entry.kind()),
                    words.person(entry.actor()),
                    words.moment(entry.at()),
                    String.valueOf(entry.text()),
                    entry.visibleToCustomer());
        }
    }

    record Suggested(TicketRow ticket, String why) {

        static Suggested of(TicketMerges.Suggestion suggestion, Words words) {
            return new Suggested(
                    TicketRow.of(suggestion.ticket(), words),
                    suggestion.sameOrder()
                            ? words.text(
                                    "front.same-order",
                                    String.valueOf(suggestion.ticket().orderNo()))
                            : words.text("front.alike", Integer.toString(suggestion.alike())));
        }
    }

    /** One of the two that are compared. */
    record Side(
            TicketRow ticket,
            String description,
            @Nullable String priority,
            @Nullable String category,
            String channel) {

        static Side of(Ticket ticket, int longest, Words words) {
            String text = ticket.description();
            return new Side(
                    TicketRow.of(ticket, words),
                    text.codePointCount(0, text.length()) <= longest
                            ? text
                            : text.substring(0, text.offsetByCodePoints(0, longest)) + "…",
                    ticket.priority() == null ? null : words.of(ticket.priority()),
                    ticket.category() == null ? null : words.of(ticket.category()),
                    words.of(ticket.channel()));
        }
    }
}
