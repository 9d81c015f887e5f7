package io.aftercare.desk;

import io.aftercare.attachment.Attachments;
import io.aftercare.attachment.Uploads;
import io.aftercare.conversation.CannedReplies;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Notes;
import io.aftercare.conversation.Presence;
import io.aftercare.notification.Notifier;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import io.aftercare.ticket.TicketService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.multipart.MultipartFile;

/**
 * The conversation on the ticket page: write, keep, preview, send, take back. {@code kind} is {@code message} (to the
 * customer) or {@code note} (for colleagues). With htmx it answers with the field alone, without scripts with the page.
 */
@Controller
@RequestMapping("/tickets/{number}/conversation")
class ConversationController {

    private static final String KIND = "/{kind:message|note}";

    private final Conversations conversations;
    private final Drafts drafts;
    private final Notes notes;
    private final Presence presence;
    private final CannedReplies replies;
    private final Attachments attachments;
    private final TicketService tickets;
    private final CurrentUser currentUser;
    private final Wording wording;
    private final Problems problems;

    ConversationController(
            Conversations conversations,
            Drafts drafts,
            Notes notes,
            Presence presence,
            CannedReplies replies,
            Attachments attachments,
            TicketService tickets,
            CurrentUser currentUser,
            Wording wording,
            Problems problems) {
        this.conversations = conversations;
        this.drafts = drafts;
        this.notes = notes;
        this.presence = presence;
        this.replies = replies;
        this.attachments = attachments;
        this.tickets = tickets;
        this.currentUser = currentUser;
        this.wording = wording;
        this.problems = problems;
    }

    /** The field and the lines anew, for example when a message has left. */
    @GetMapping(KIND)
    @Staff
    String field(@PathVariable String number, @PathVariable String kind, Model model, Locale locale) {
        return fragment(number, kind, null, null, model, locale);
    }

    /** Keeps what is typed, a moment after the last key. */
    @PostMapping(KIND + "/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void keep(@PathVariable String number, @PathVariable String kind, @RequestParam String text) {
        drafts.keep(number, internal(kind), text);
    }

    @PostMapping(KIND + "/send")
    @Staff
    String send(
            @PathVariable String number,
            @PathVariable String kind,
            @RequestParam String text,
            @RequestParam(required = false) @Nullable Long lastSeen,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return act(
                number,
                kind,
                text,
                () -> drafts.send(number, internal(kind), text, lastSeen),
                model,
                locale,
                request,
                response);
    }

    @PostMapping(KIND + "/undo")
    @Staff
    String undo(
            @PathVariable String number,
            @PathVariable String kind,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return act(number, kind, null, () -> drafts.undo(number, internal(kind)), model, locale, request, response);
    }

    @PostMapping(KIND + "/discard")
    @Staff
    String discard(
            @PathVariable String number,
            @PathVariable String kind,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return act(number, kind, null, () -> drafts.discard(number, internal(kind)), model, locale, request, response);
    }

    @PostMapping(path = KIND + "/files", consumes = "multipart/form-data")
    @Staff
    String addFiles(
            @PathVariable String number,
            @PathVariable String kind,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        tickets.require(number);
        return act(
                number,
                kind,
                text,
                () -> {
                    drafts.keep(number, internal(kind), text);
                    try {
                        for (String id : Uploads.keep(attachments, files, currentUser.id())) {
                            drafts.addFile(number, internal(kind), id);
                        }
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                },
                model,
                locale,
                request,
                response);
    }

    @PostMapping(KIND + "/files/{id}/remove")
    @Staff
    String removeFile(
            @PathVariable String number,
            @PathVariable String kind,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String text,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        return act(
                number,
                kind,
                text,
                () -> {
                    drafts.keep(number, internal(kind), text);
                    drafts.removeFile(number, internal(kind), id);
                },
                model,
                locale,
                request,
                response);
    }

    /** The letter as the customer would get it. */
    @PostMapping("/preview")
    @Staff
    String preview(
            @PathVariable String number,
            @RequestParam(defaultValue = "") String text,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        try {
            int files = drafts.mine(number, false)
                    .map(draft -> drafts.files(draft).size())
                    .orElse(0);
            Notifier.Preview letter = notes.preview(number, text, files);
            model.addAttribute(
                    "letter",
                    ConversationView.Letter.of(letter.way(), letter.subject(), letter.body(), wording.in(locale)));
        } catch (ProblemException refusal) {
            response.setStatus(refusal.type().status().value());
            model.addAttribute("error", sentence(refusal, locale));
        }
        return "desk/conversation :: letter";
    }

    /** Tells that the caller is here; answers with who else is. */
    @PostMapping("/presence")
    @ResponseBody
    @Staff
    List<Other> presence(
            @PathVariable String number, @RequestParam(defaultValue = "false") boolean writing, Locale locale) {
        Words words = wording.in(locale);
        return presence.here(number, writing).stream()
                .map(other -> new Other(
                        words.text(
                                other.writing() ? "conversation.other-writing" : "conversation.other-here",
                                words.person(other.person())),
                        other.writing()))
                .toList();
    }

    /** Canned replies with the gaps filled for this ticket. */
    @GetMapping("/replies")
    @ResponseBody
    @Staff
    List<Reply> replies(@PathVariable String number, Locale locale) {
        return replies.forTicket(tickets.require(number)).stream()
                .map(reply ->
                        new Reply(reply.shortcut(), reply.reply().title(locale), reply.text(), reply.forHisMood()))
                .toList();
    }

    record Other(String text, boolean writing) {}

    record Reply(String shortcut, String title, String text, boolean script) {}

    private String act(
            String number,
            String kind,
            @Nullable String typed,
            Runnable action,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        ProblemException refusal = Causes.refusalOf(action);
        if (refusal != null && refusal.type() == ProblemType.NOT_FOUND) {
            throw refusal;
        }
        if (request.getHeader("HX-Request") == null && refusal == null) {
            return "redirect:/tickets/" + number + "#conversation";
        }
        if (refusal != null) {
            response.setStatus(refusal.type().status().value());
        }
        return fragment(number, kind, typed, refusal, model, locale);
    }

    private String fragment(
            String number,
            String kind,
            @Nullable String typed,
            @Nullable ProblemException refusal,
            Model model,
            Locale locale) {
        ConversationView view = conversations.of(number, locale);
        ConversationView.Composer composer = internal(kind) ? view.note() : view.message();
        model.addAttribute("talk", view);
        model.addAttribute(
                "composer",
                refusal == null
                        ? composer
                        : composer.refused(typed == null ? composer.text() : typed, sentence(refusal, locale)));
        return "desk/conversation :: answer";
    }

    private String sentence(ProblemException refusal, Locale locale) {
        if (refusal.fields().isEmpty()) {
            return problems.sentence(refusal, locale);
        }
        return refusal.fields().stream()
                .map(field -> problems.field(field, locale))
                .collect(Collectors.joining(" "));
    }

    private static boolean internal(String kind) {
        return kind.equals("note");
    }
}
