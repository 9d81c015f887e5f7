package io.aftercare.desk;

import io.aftercare.absence.Absence;
import io.aftercare.absence.Absences;
import io.aftercare.problem.Causes;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.security.Staff;
import io.aftercare.security.StaffDirectory;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who is away and who stands in, entered by everybody for himself and by those above him (L8). */
@Controller
@RequestMapping("/absences")
class AbsencePageController {

    private static final Set<String> DONE = Set.of("entered", "revoked");

    private final Absences absences;
    private final StaffDirectory staff;
    private final CurrentUser currentUser;
    private final Wording wording;
    private final Clock clock;

    AbsencePageController(
            Absences absences, StaffDirectory staff, CurrentUser currentUser, Wording wording, Clock clock) {
        this.absences = absences;
        this.staff = staff;
        this.currentUser = currentUser;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping
    @Staff
    String list(@RequestParam(required = false) @Nullable String done, Model model, Locale locale) {
        if (done != null && DONE.contains(done)) {
            model.addAttribute("done", "desk.absence.done." + done);
        }
        return page(Map.of(), null, model, locale);
    }

    @PostMapping
    @Staff
    String enter(@RequestParam Map<String, String> typed, Model model, Locale locale, HttpServletResponse response) {
        return attempt(
                () -> absences.enter(
                        typed.get("absent"),
                        typed.get("substitute"),
                        moment("from", typed),
                        moment("until", typed),
                        typed.get("reason")),
                "entered",
                typed,
                model,
                locale,
                response);
    }

    @PostMapping("/{id}/revoke")
    @Staff
    String revoke(@PathVariable long id, Model model, Locale locale, HttpServletResponse response) {
        return attempt(() -> absences.revoke(id), "revoked", Map.of(), model, locale, response);
    }

    private String attempt(
            Runnable action,
            String done,
            Map<String, String> typed,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        ProblemException refusal = Causes.refusalOf(action);
        if (refusal == null) {
            return "redirect:/absences?done=" + done;
        }
        response.setStatus(refusal.type().status().value());
        return page(typed, refusal, model, locale);
    }

    private String page(Map<String, String> typed, @Nullable ProblemException refusal, Model model, Locale locale) {
        Words words = wording.in(locale);
        Instant now = clock.instant();
        model.addAttribute("typed", typed);
        if (refusal != null) {
            model.addAttribute("error", words.refusal(refusal, "desk.field."));
        }
        model.addAttribute("me", currentUser.id());
        model.addAttribute(
                "rows",
                absences.upcoming().stream().map(each -> row(each, words, now)).toList());
        model.addAttribute("people", people());
        return "desk/absences";
    }

    private Row row(Absence absence, Words words, Instant now) {
        boolean live = !now.isBefore(absence.startsAt());
        return new Row(
                absence.id(),
                words.person(absence.absent()),
                words.person(absence.substitute()),
                words.moment(absence.startsAt()),
                words.moment(absence.endsAt()),
                absence.reason(),
                live
                        ? new Mark(words.text("desk.absence.now"), "warn")
                        : new Mark(words.text("desk.absence.later"), "quiet"),
                absence.enteredBy().equals(absence.absent())
                        ? null
                        : words.text("desk.absence.entered-by", words.person(absence.enteredBy())),
                absences.mayRevoke(absence));
    }

    /** Everybody who has a mail address, for the suggestions. */
    private List<Person> people() {
        List<String> groups = new ArrayList<>(List.of(
                Groups.SERVICE_AGENTS,
                Groups.SERVICE_SUPERVISORS,
                Groups.SERVICE_MANAGERS,
                Groups.SPECIAL_TEAM,
                Groups.FIELD_ENGINEERS,
                Groups.LEGAL_COUNSEL,
                Groups.COMPENSATION_MANAGERS,
                Groups.FINANCE_STAFF,
                Groups.PARTS_KEEPERS,
                Groups.WAREHOUSE_STAFF,
                Groups.QUALITY_INSPECTORS,
                Groups.PROCESS_OWNERS,
                Groups.ADMIN));
        for (String department : Actions.DEPARTMENTS) {
            groups.add(Groups.staff(department));
            groups.add(Groups.supervisors(department));
            groups.add(Groups.heads(department));
        }
        Map<String, Person> found = new TreeMap<>();
        groups.forEach(group ->
                staff.members(group).forEach(person -> found.put(person.id(), new Person(person.id(), person.name()))));
        return List.copyOf(found.values());
    }

    /** A moment as browsers send it from a field for date and time, in our zone. */
    private @Nullable Instant moment(String field, Map<String, String> typed) {
        String value = Checks.present(typed.get(field));
        if (value == null) {
            return null;
        }
        try {
            return LocalDateTime.parse(value).atZone(wording.zone()).toInstant();
        } catch (DateTimeParseException unreadable) {
            throw new ProblemException(
                    ProblemType.INVALID_FIELDS, List.of(new FieldProblem(field, "field.instant")), "problem.fields");
        }
    }

    record Row(
            long id,
            String absent,
            String substitute,
            String from,
            String until,
            @Nullable String reason,
            Mark state,
            @Nullable String enteredBy,
            boolean mayRevoke) {}

    record Person(String id, String name) {}
}
