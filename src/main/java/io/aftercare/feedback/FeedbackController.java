package io.aftercare.feedback;

import io.aftercare.desk.Wording;
import io.aftercare.desk.Words;
import io.aftercare.feedback.Feedback.Category;
import io.aftercare.feedback.Feedback.Outcome;
import io.aftercare.feedback.Feedback.State;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.Staff;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The inbox for suggestions: one list with countdowns, one page for each, step by step. */
@Controller
@RequestMapping("/feedback")
@Staff
class FeedbackController {

    private static final int SIZE = 30;
    private static final Set<String> DONE = Set.of("classified", "decided", "answered", "closed");

    private final FeedbackDesk desk;
    private final Wording wording;
    private final Clock clock;

    FeedbackController(FeedbackDesk desk, Wording wording, Clock clock) {
        this.desk = desk;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping
    @Staff
    String inbox(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(defaultValue = "0") int page,
            Model model,
            Locale locale) {
        State wantedState = choice(State.values(), state);
        Category wantedCategory = choice(Category.values(), category);
        String wantedDepartment =
                department != null && FeedbackDesk.DEPARTMENTS.contains(department) ? department : null;
        int shown = Math.max(0, Math.min(page, 1_000));
        List<Feedback> found =
                desk.list(wantedState, wantedCategory, wantedDepartment, wantedState == null, shown * SIZE, SIZE + 1);
        Words words = wording.in(locale);
        model.addAttribute(
                "page",
                InboxPage.of(
                        found.stream().limit(SIZE).toList(),
                        desk,
                        wantedState,
                        wantedCategory,
                        wantedDepartment,
                        shown,
                        found.size() > SIZE,
                        words,
                        clock.instant()));
        return "feedback/inbox";
    }

    @GetMapping("/{id}")
    @Staff
    String one(
            @PathVariable long id, @RequestParam(required = false) @Nullable String done, Model model, Locale locale) {
        Feedback feedback = desk.require(id);
        model.addAttribute("page", FeedbackPage.of(feedback, desk, wording.in(locale), clock.instant()));
        if (done != null && DONE.contains(done)) {
            model.addAttribute("done", "feedback.done." + done);
        }
        return "feedback/feedback";
    }

    @PostMapping("/{id}/classify")
    @Staff
    String classify(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String department,
            Locale locale,
            RedirectAttributes back) {
        return attempt(
                id,
                "classified",
                locale,
                back,
                () -> desk.classify(id, choice(Category.values(), category), department));
    }

    @PostMapping("/{id}/decide")
    @Staff
    String decide(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String reason,
            Locale locale,
            RedirectAttributes back) {
        return attempt(id, "decided", locale, back, () -> desk.decide(id, choice(Outcome.values(), outcome), reason));
    }

    @PostMapping("/{id}/answer")
    @Staff
    String answer(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String answer,
            Locale locale,
            RedirectAttributes back) {
        back.addFlashAttribute("typed", answer);
        return attempt(id, "answered", locale, back, () -> desk.answer(id, answer));
    }

    @PostMapping("/{id}/close")
    @Staff
    String close(@PathVariable long id, Locale locale, RedirectAttributes back) {
        return attempt(id, "closed", locale, back, () -> desk.close(id));
    }

    private String attempt(long id, String done, Locale locale, RedirectAttributes back, Runnable action) {
        String here = "redirect:/feedback/" + id;
        ProblemException refusal = Causes.refusalOf(action);
        if (refusal == null) {
            return here + "?done=" + done;
        }
        if (refusal.type() == ProblemType.NOT_FOUND) {
            throw refusal;
        }
        back.addFlashAttribute("error", wording.in(locale).refusal(refusal, "feedback.field."));
        return here;
    }

    private static <T extends Enum<T>> @Nullable T choice(T[] values, @Nullable String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
