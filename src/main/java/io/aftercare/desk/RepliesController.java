package io.aftercare.desk;

import io.aftercare.conversation.CannedReplies;
import io.aftercare.conversation.CannedReply;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.Problems;
import io.aftercare.security.Staff;
import io.aftercare.ticket.Mood;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages on which supervisors keep the canned replies (0-19, 4-03). */
@Controller
@RequestMapping("/replies")
class RepliesController {

    private static final String KEEPERS = "hasAnyRole('service-supervisors', 'service-managers', 'process-owners')";
    private static final Set<String> DONE = Set.of("saved", "deleted");

    private final CannedReplies replies;
    private final Problems problems;
    private final Wording wording;

    RepliesController(CannedReplies replies, Problems problems, Wording wording) {
        this.replies = replies;
        this.problems = problems;
        this.wording = wording;
    }

    @GetMapping
    @Staff
    String all(@RequestParam(required = false) @Nullable String done, Model model, Locale locale) {
        Words words = wording.in(locale);
        model.addAttribute(
                "rows",
                replies.all().stream()
                        .map(reply -> new Row(
                                reply.id(),
                                reply.shortcut(),
                                words.of(reply.mood()),
                                reply.title(locale),
                                reply.text(locale)))
                        .toList());
        model.addAttribute("done", done != null && DONE.contains(done) ? "conversation.reply." + done : null);
        return "desk/replies";
    }

    @GetMapping("/new")
    @PreAuthorize(KEEPERS)
    String create(Model model, Locale locale) {
        return form(null, Map.of(), model, locale);
    }

    @GetMapping("/{id}")
    @PreAuthorize(KEEPERS)
    String edit(@PathVariable long id, Model model, Locale locale) {
        CannedReply reply = replies.require(id);
        return form(
                id,
                Map.of(
                        "shortcut", reply.shortcut(),
                        "mood", reply.mood() == null ? "" : reply.mood().name(),
                        "titleEn", reply.titleEn(),
                        "titleZh", reply.titleZh(),
                        "textEn", reply.textEn(),
                        "textZh", reply.textZh()),
                model,
                locale);
    }

    @PostMapping({"/new", "/{id}"})
    @PreAuthorize(KEEPERS)
    String save(
            @PathVariable(required = false) @Nullable Long id,
            @RequestParam Map<String, String> typed,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        try {
            replies.save(
                    id,
                    typed.get("shortcut"),
                    TicketLookupController.choice("mood", Mood.class, typed.get("mood")),
                    typed.get("titleEn"),
                    typed.get("titleZh"),
                    typed.get("textEn"),
                    typed.get("textZh"));
            return "redirect:/replies?done=saved";
        } catch (ProblemException refusal) {
            response.setStatus(refusal.type().status().value());
            model.addAttribute(
                    "error",
                    refusal.fields().isEmpty()
                            ? problems.sentence(refusal, locale)
                            : refusal.fields().stream()
                                    .map(field -> wording.in(locale).text("desk.field." + field.field()) + " "
                                            + problems.field(field, locale))
                                    .collect(Collectors.joining(" · ")));
            return form(id, typed, model, locale);
        }
    }

    @PostMapping("/{id}/delete")
    @PreAuthorize(KEEPERS)
    String delete(@PathVariable long id) {
        replies.delete(id);
        return "redirect:/replies?done=deleted";
    }

    private String form(@Nullable Long id, Map<String, String> typed, Model model, Locale locale) {
        Words words = wording.in(locale);
        model.addAttribute("id", id);
        model.addAttribute("typed", typed);
        model.addAttribute(
                "moods",
                Arrays.stream(Mood.values())
                        .map(mood -> Map.entry(mood.name(), Objects.requireNonNull(words.of(mood))))
                        .toList());
        model.addAttribute("gaps", String.join(" ", List.of("{customer}", "{number}", "{owner}", "{product}")));
        return "desk/reply";
    }

    record Row(long id, String shortcut, String mood, String title, String text) {}
}
