package io.aftercare.board;

import io.aftercare.desk.Wording;
import io.aftercare.problem.Causes;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The page of the hand-over between shifts (E-12). */
@Controller
@RequestMapping("/board/handover")
class HandoverController {

    private static final int LONGEST = 168;

    private final Handover handover;
    private final Colleagues colleagues;
    private final CurrentUser currentUser;
    private final Wording wording;
    private final Problems problems;

    HandoverController(
            Handover handover, Colleagues colleagues, CurrentUser currentUser, Wording wording, Problems problems) {
        this.handover = handover;
        this.colleagues = colleagues;
        this.currentUser = currentUser;
        this.wording = wording;
        this.problems = problems;
    }

    @GetMapping
    @Staff
    String page(
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(defaultValue = "12") int hours,
            @RequestParam(required = false) @Nullable String done,
            Model model,
            Locale locale) {
        show(department, mine ? currentUser.id() : person, hours, model, locale);
        model.addAttribute("typed", Map.of());
        model.addAttribute("done", "note".equals(done));
        return "board/handover";
    }

    /** Stores a note; a refusal comes back with everything that was typed. */
    @PostMapping("/notes")
    @Staff
    String write(@RequestParam Map<String, String> typed, Model model, Locale locale, HttpServletResponse response) {
        try {
            handover.write(
                    currentUser.id(),
                    Checks.present(typed.get("department")),
                    shift(typed.get("shift")),
                    Checks.present(typed.get("writtenFor")),
                    typed.getOrDefault("text", ""));
            UriComponentsBuilder next =
                    UriComponentsBuilder.fromPath("/board/handover").queryParam("done", "note");
            if (Checks.present(typed.get("department")) != null) {
                next.queryParam("department", "{department}");
            }
            return "redirect:"
                    + next.encode()
                            .buildAndExpand(Map.of("department", typed.getOrDefault("department", "")))
                            .toUriString();
        } catch (RuntimeException exception) {
            ProblemException refusal = Causes.refusalIn(exception);
            response.setStatus(refusal.type().status().value());
            show(null, null, 12, model, locale);
            model.addAttribute("typed", typed);
            model.addAttribute("done", false);
            model.addAttribute(
                    "error",
                    refusal.fields().isEmpty()
                            ? problems.sentence(refusal, locale)
                            : wording.in(locale)
                                    .text("board.handover.note.refused", Integer.toString(Handover.LONGEST_NOTE)));
            return "board/handover";
        }
    }

    private void show(@Nullable String department, @Nullable String person, int hours, Model model, Locale locale) {
        new Checks()
                .atMost("department", department, 40)
                .atMost("person", person, 64)
                .that(hours >= 1 && hours <= LONGEST, "hours", "field.range", 1, LONGEST)
                .refuseIfAny();
        BoardFilter filter = new BoardFilter(Checks.present(department), Checks.present(person), null, null, null);
        Handover.Standing standing = handover.standing(filter.department(), filter.person(), hours);
        model.addAttribute(
                "page",
                HandoverPage.of(
                        standing,
                        filter,
                        hours,
                        currentUser.id(),
                        standing.now().atZone(wording.zone()).getHour(),
                        colleagues,
                        wording.in(locale),
                        locale));
    }

    private static ShiftNote.Shift shift(@Nullable String value) {
        return Arrays.stream(ShiftNote.Shift.values())
                .filter(each -> each.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", "shift"));
    }
}
