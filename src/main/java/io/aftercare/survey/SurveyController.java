package io.aftercare.survey;

import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import io.aftercare.security.RateLimits;
import io.aftercare.survey.Surveys.Opened;
import io.aftercare.survey.Surveys.State;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A survey on one page behind a personal link; opening it writes nothing, sending it works once (L9). */
@Controller
class SurveyController {

    private static final String ANYBODY = "permitAll()";
    private static final String TOKEN = "[A-Za-z0-9_-]{43}";

    /** Unknown links from one address within the window; good links open all the same. */
    private static final int MISSES = 30;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Surveys surveys;
    private final RateLimits limits;
    private final StartStamp starts;
    private final Problems problems;
    private final MessageSource messages;
    private final ZoneId zone;

    SurveyController(
            Surveys surveys,
            RateLimits limits,
            StartStamp starts,
            Problems problems,
            MessageSource messages,
            @Value("${aftercare.zone}") ZoneId zone) {
        this.surveys = surveys;
        this.limits = limits;
        this.starts = starts;
        this.problems = problems;
        this.messages = messages;
        this.zone = zone;
    }

    @GetMapping("/s/{token}")
    @PreAuthorize(ANYBODY)
    ModelAndView page(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String done,
            HttpServletRequest request,
            Locale locale) {
        Opened opened = open(token, request);
        ModelAndView page = show(token, opened, locale);
        page.addObject("thanked", "1".equals(done) && opened.state() == State.ANSWERED);
        return page;
    }

    @PostMapping(path = "/s/{token}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @PreAuthorize(ANYBODY)
    ModelAndView answer(@PathVariable String token, HttpServletRequest request, Locale locale) {
        Opened opened = open(token, request);
        Map<String, String> given = given(opened.template().form(), request);
        String started = request.getParameter("started");
        ProblemException problem;
        try {
            surveys.answer(token, given, starts.took(token, started));
            ModelAndView next = new ModelAndView("redirect:/s/" + token + "?done=1");
            next.setStatus(HttpStatus.SEE_OTHER);
            return next;
        } catch (RuntimeException refused) {
            problem = Causes.refusalIn(refused);
        }
        ModelAndView page = show(token, open(token, request), locale);
        page.setStatus(problem.type().status());
        page.addObject("given", given);
        if (starts.isGenuine(token, started)) {
            page.addObject("started", started);
        }
        if (problem.fields().isEmpty()) {
            page.addObject("sentence", problems.sentence(problem, locale));
        } else {
            page.addObject("sentence", text("survey.please-correct", locale));
            page.addObject("corrections", corrections(opened.template().form(), problem, locale));
        }
        return page;
    }

    /** An unknown link, or too many of them. */
    @ExceptionHandler
    ModelAndView closedDoor(ProblemException problem, HttpServletResponse response) {
        boolean tooMany = problem.type() == ProblemType.TOO_MANY_REQUESTS;
        if (tooMany) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(WINDOW.toSeconds()));
        }
        ModelAndView page = new ModelAndView("survey/survey", problem.type().status());
        page.addObject("state", tooMany ? "BUSY" : "UNKNOWN");
        page.addObject("thanked", false);
        return page;
    }

    private Opened open(String token, HttpServletRequest request) {
        try {
            if (!token.matches(TOKEN)) {
                throw new ProblemException(ProblemType.NOT_FOUND, "problem.link-unknown");
            }
            return surveys.open(token);
        } catch (ProblemException unknown) {
            limits.take("survey-unknown:" + request.getRemoteAddr(), MISSES, WINDOW);
            throw unknown;
        }
    }

    private ModelAndView show(String token, Opened opened, Locale locale) {
        ModelAndView page = new ModelAndView("survey/survey");
        page.addObject("token", token);
        page.addObject("state", opened.state().name());
        page.addObject("page", SurveyPage.of(opened.template().form(), locale));
        page.addObject("ticket", opened.invitation().ticketNumber());
        page.addObject(
                "endsAt",
                DateTimeFormatter.ofPattern(text("survey.moment", locale), locale)
                        .format(opened.invitation().expiresAt().atZone(zone)));
        page.addObject("given", Map.of());
        page.addObject("started", starts.of(token));
        page.addObject("preview", false);
        page.addObject("thanked", false);
        return page;
    }

    private List<String> corrections(SurveyContent form, ProblemException problem, Locale locale) {
        List<String> corrections = new ArrayList<>();
        for (FieldProblem field : problem.fields()) {
            String question = form.question(field.field())
                    .map(found -> found.text().in(locale))
                    .orElse(field.field());
            corrections.add(question + " " + problems.field(field, locale));
        }
        return corrections;
    }

    private String text(String key, Locale locale) {
        String found = messages.getMessage(key, null, key, locale);
        return found == null ? key : found;
    }

    private static Map<String, String> given(SurveyContent form, HttpServletRequest request) {
        Map<String, String> given = new HashMap<>();
        for (Question question : form.questions()) {
            String value = request.getParameter(question.code());
            if (value != null) {
                given.put(question.code(), value);
            }
        }
        return given;
    }
}
