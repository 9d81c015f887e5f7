package io.aftercare.calls;

import io.aftercare.calls.CallList.Call;
import io.aftercare.desk.Wording;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import io.aftercare.solution.SolutionService;
import io.aftercare.survey.SurveyTemplate;
import io.aftercare.survey.SurveyTemplates;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/** The list of calls and the script of one, for the agents who ring customers after the fix (4-16). */
@Controller
@RequestMapping("/calls")
@Staff
class CallController {

    private static final Set<String> DONE = Set.of("recorded", "missed", "released");
    private static final List<String> MARKS = List.of("speed", "effect", "attitude", "overall", "recommend");

    private final CallList calls;
    private final SurveyTemplates templates;
    private final SolutionService solutions;
    private final Wording wording;
    private final CurrentUser currentUser;
    private final Clock clock;

    CallController(
            CallList calls,
            SurveyTemplates templates,
            SolutionService solutions,
            Wording wording,
            CurrentUser currentUser,
            Clock clock) {
        this.calls = calls;
        this.templates = templates;
        this.solutions = solutions;
        this.wording = wording;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    @GetMapping
    @Staff
    String list(@RequestParam(required = false) @Nullable String done, Model model, Locale locale) {
        model.addAttribute(
                "page",
                CallListPage.of(
                        calls.waiting(),
                        calls.later(),
                        calls.opensAt(),
                        currentUser.id(),
                        wording.in(locale),
                        clock.instant()));
        if (done != null && DONE.contains(done)) {
            model.addAttribute("done", "calls.done." + done);
        }
        return "calls/calls";
    }

    @GetMapping("/{taskId}")
    @Staff
    String one(@PathVariable String taskId, Model model, Locale locale) {
        Call call = calls.require(taskId);
        model.addAttribute(
                "page",
                CallPage.of(
                        call,
                        calls.number(call),
                        calls.opensAt(),
                        solutions.latest(call.ticket().number()).orElse(null),
                        templates.published(SurveyTemplate.CALLBACK).form(),
                        currentUser.id(),
                        wording.in(locale),
                        locale,
                        clock.instant()));
        return "calls/call";
    }

    /** Takes the call and shows its number. */
    @PostMapping("/{taskId}/take")
    @Staff
    String take(@PathVariable String taskId, Locale locale, RedirectAttributes back) {
        String here = "/calls/" + taskId;
        return attempt(here, here, locale, back, () -> {
            calls.take(taskId);
            calls.show(taskId, wording.in(locale).text("calls.reveal.reason"));
        });
    }

    @PostMapping("/{taskId}/number")
    @Staff
    String number(@PathVariable String taskId, Locale locale, RedirectAttributes back) {
        String here = "/calls/" + taskId;
        return attempt(
                here,
                here,
                locale,
                back,
                () -> calls.show(taskId, wording.in(locale).text("calls.reveal.reason")));
    }

    @PostMapping("/{taskId}/release")
    @Staff
    String release(@PathVariable String taskId, Locale locale, RedirectAttributes back) {
        return attempt("/calls?done=released", "/calls/" + taskId, locale, back, () -> calls.release(taskId));
    }

    /** Nobody answered the phone. */
    @PostMapping("/{taskId}/missed")
    @Staff
    String missed(@PathVariable String taskId, Locale locale, RedirectAttributes back) {
        return attempt(
                "/calls?done=missed",
                "/calls/" + taskId,
                locale,
                back,
                () -> calls.record(taskId, Map.of("reached", false)));
    }

    /** What the customer said. */
    @PostMapping("/{taskId}/reached")
    @Staff
    String reached(
            @PathVariable String taskId,
            @RequestParam Map<String, String> typed,
            Locale locale,
            RedirectAttributes back) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("reached", true);
        String resolved = typed.get("resolved");
        if (resolved != null && !resolved.isBlank()) {
            fields.put("resolved", Boolean.valueOf(resolved));
        }
        for (String mark : MARKS) {
            String value = typed.getOrDefault(mark, "");
            if (value.matches("[0-9]{1,2}")) {
                fields.put(mark, Integer.valueOf(value));
            }
        }
        String suggestion = typed.getOrDefault("suggestion", "");
        if (!suggestion.isBlank()) {
            fields.put("suggestion", suggestion);
        }
        back.addFlashAttribute("typed", typed);
        return attempt("/calls?done=recorded", "/calls/" + taskId, locale, back, () -> calls.record(taskId, fields));
    }

    private String attempt(String next, String here, Locale locale, RedirectAttributes back, Runnable action) {
        ProblemException refusal = Causes.refusalOf(action);
        if (refusal == null) {
            return "redirect:" + next;
        }
        if (refusal.type() == ProblemType.NOT_FOUND) {
            throw refusal;
        }
        back.addFlashAttribute("error", wording.in(locale).refusal(refusal, "calls.field."));
        boolean over = refusal.type() == ProblemType.TOO_LATE && !refusal.key().equals("problem.call-not-taken");
        return "redirect:" + (over ? "/calls" : here);
    }
}
