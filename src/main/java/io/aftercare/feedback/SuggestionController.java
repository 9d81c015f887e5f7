package io.aftercare.feedback;

import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import io.aftercare.security.RateLimits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The suggestion box (0-27): open to anybody, no account, contact only who wants an answer. */
@Controller
class SuggestionController {

    static final int MOST = 10;
    static final Duration WINDOW = Duration.ofHours(1);

    private static final String ANYBODY = "permitAll()";

    private final FeedbackDesk desk;
    private final RateLimits limits;
    private final Problems problems;
    private final MessageSource messages;

    SuggestionController(FeedbackDesk desk, RateLimits limits, Problems problems, MessageSource messages) {
        this.desk = desk;
        this.limits = limits;
        this.problems = problems;
        this.messages = messages;
    }

    @GetMapping("/suggest")
    @PreAuthorize(ANYBODY)
    ModelAndView page() {
        return show(new Typed(UUID.randomUUID().toString(), "", "", "", ""));
    }

    @PostMapping(path = "/suggest", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @PreAuthorize(ANYBODY)
    ModelAndView send(
            @RequestParam(defaultValue = "") String form,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String phone,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes next,
            Locale locale) {
        Typed typed = new Typed(form, text, name, email, phone);
        ProblemException problem;
        try {
            limits.take("suggest:" + request.getRemoteAddr(), MOST, WINDOW);
            Feedback kept = desk.suggest(new Suggestion(
                    form, text, name, email, phone, locale.getLanguage().equals("zh") ? "zh" : "en"));
            next.addFlashAttribute("number", kept.number());
            next.addFlashAttribute("told", kept.canBeTold());
            ModelAndView thanks = new ModelAndView("redirect:/suggest");
            thanks.setStatus(HttpStatus.SEE_OTHER);
            return thanks;
        } catch (RuntimeException refused) {
            problem = Causes.refusalIn(refused);
        }
        if (problem.type() == ProblemType.TOO_MANY_REQUESTS) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(WINDOW.toSeconds()));
        }
        ModelAndView page = show(typed);
        page.setStatus(problem.type().status());
        page.addObject("sentence", sentence(problem, locale));
        page.addObject("corrections", corrections(problem, locale));
        return page;
    }

    private static ModelAndView show(Typed typed) {
        ModelAndView page = new ModelAndView("feedback/suggest");
        page.addObject("typed", typed);
        page.addObject("maxText", FeedbackDesk.LONGEST);
        return page;
    }

    private String sentence(ProblemException problem, Locale locale) {
        return problem.fields().isEmpty()
                ? problems.sentence(problem, locale)
                : text("feedback.suggest.correct", locale);
    }

    private List<String> corrections(ProblemException problem, Locale locale) {
        List<String> corrections = new ArrayList<>();
        for (FieldProblem field : problem.fields()) {
            corrections.add(text("feedback.suggest." + field.field(), locale) + " " + problems.field(field, locale));
        }
        return corrections;
    }

    private String text(String key, Locale locale) {
        @Nullable String found = messages.getMessage(key, null, key, locale);
        return found == null ? key : found;
    }

    /** What was typed, kept for the page that refuses it. */
    record Typed(String form, String text, String name, String email, String phone) {}
}
