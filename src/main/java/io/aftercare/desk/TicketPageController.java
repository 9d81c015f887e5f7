package io.aftercare.desk;

import io.aftercare.approval.Questions;
import io.aftercare.attachment.Attachments;
import io.aftercare.checklist.ChecklistService;
import io.aftercare.entitlement.EntitlementWords;
import io.aftercare.problem.Checks;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.TicketFilter;
import io.aftercare.ticket.TicketStatus;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The list of tickets and the page of one ticket. */
@Controller
@RequestMapping("/tickets")
class TicketPageController {

    /** Actions that say that they worked; see {@code desk.done.*}. */
    static final Set<String> DONE = Set.of(
            "escalate",
            "priority",
            "transfer",
            "obstacle",
            "clear",
            "pause",
            "resume",
            "cancel",
            "owner",
            "paid",
            "invoice",
            "issued");

    private static final int PAGE_SIZE = 25;

    private final TicketFiles files;
    private final Wording wording;
    private final EntitlementWords entitlements;
    private final CurrentUser currentUser;
    private final StaffDirectory staff;
    private final ObjectProvider<LiveDiagrams> diagrams;
    private final ChecklistService checklists;
    private final Questions questions;
    private final TicketMoney money;
    private final Attachments attachments;
    private final Conversations conversations;
    private final List<TicketPagePart> parts;
    private final Clock clock;

    TicketPageController(
            TicketFiles files,
            Wording wording,
            EntitlementWords entitlements,
            CurrentUser currentUser,
            StaffDirectory staff,
            ObjectProvider<LiveDiagrams> diagrams,
            ChecklistService checklists,
            Questions questions,
            TicketMoney money,
            Attachments attachments,
            Conversations conversations,
            List<TicketPagePart> parts,
            Clock clock) {
        this.files = files;
        this.wording = wording;
        this.entitlements = entitlements;
        this.currentUser = currentUser;
        this.staff = staff;
        this.diagrams = diagrams;
        this.checklists = checklists;
        this.questions = questions;
        this.money = money;
        this.attachments = attachments;
        this.conversations = conversations;
        this.parts = parts;
        this.clock = clock;
    }

    @GetMapping
    @Staff
    String list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "0") int page,
            Model model,
            Locale locale) {
        TicketFilter filter = new TicketFilter(
                TicketLookupController.choice("status", TicketStatus.class, status),
                TicketLookupController.choice("priority", Priority.class, priority),
                mine ? currentUser.id() : Checks.present(owner),
                null,
                Checks.present(q));
        TicketFiles.Found found = files.find(filter, page, PAGE_SIZE);
        model.addAttribute("page", TicketListPage.of(found, filter, mine, wording.in(locale), clock));
        return "desk/tickets";
    }

    @GetMapping("/{number}")
    @Staff
    String ticket(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String done,
            Model model,
            Locale locale) {
        show(number, model, locale);
        if (done != null && DONE.contains(done)) {
            model.addAttribute("done", "desk.done." + done);
        }
        model.addAttribute("typed", Map.of());
        return "desk/ticket";
    }

    /** The models with the places where the ticket stands, for the viewer of the page. */
    @GetMapping(path = "/{number}/diagrams", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    @Staff
    List<LiveDiagrams.LiveDiagram> diagrams(@PathVariable String number) {
        files.ticket(number);
        LiveDiagrams live = diagrams.getIfAvailable();
        return live == null ? List.of() : live.of(number);
    }

    /** Puts everything that the page shows into the model. */
    void show(String number, Model model, Locale locale) {
        Words words = wording.in(locale);
        TicketFile file = files.file(number, locale);
        model.addAttribute("page", TicketPage.of(file, words, clock.instant()));
        model.addAttribute("checklists", CheckedTask.of(checklists.ticks(number), words, locale));
        model.addAttribute("talk", conversations.of(number, locale));
        model.addAttribute("money", money.of(number, words));
        model.addAttribute("entitlement", EntitlementView.of(file.entitlement(), entitlements, locale));
        model.addAttribute(
                "questions",
                questions.of(number).stream()
                        .map(each -> ApprovalPage.Asked.of(each, questions.mayAnswer(each), words))
                        .toList());
        model.addAttribute(
                "files",
                attachments.ofTicket(number).stream()
                        .collect(
                                Collectors.groupingBy(each -> Objects.requireNonNullElse(each.timelineEntryId(), 0L))));
        model.addAttribute(
                "parts",
                parts.stream()
                        .flatMap(part -> part.of(file.ticket(), words).stream()
                                .map(shown -> new ShownPart(part.template(), shown)))
                        .toList());
        model.addAttribute("can", Actions.of(file.ticket(), currentUser, staff, words, file.isPaused()));
    }

    /** A card of another feature. */
    record ShownPart(String template, Object model) {}
}
