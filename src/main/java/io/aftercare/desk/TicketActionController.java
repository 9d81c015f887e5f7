package io.aftercare.desk;

import io.aftercare.classification.ClassificationService;
import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.problem.Causes;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.problem.ProblemType;
import io.aftercare.registration.RegistrationService;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Priority;
import io.aftercare.tracking.Escalations;
import io.aftercare.tracking.Obstacles;
import io.aftercare.tracking.Pauses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The forms of the ticket page. They call what the API calls; a refusal comes back into the form together with
 * everything that was typed.
 */
@Controller
@RequestMapping("/tickets/{number}")
class TicketActionController {

    private final Escalations escalations;
    private final ClassificationService classifications;
    private final RegistrationService registrations;
    private final Obstacles obstacles;
    private final Pauses pauses;
    private final ConfirmationService confirmations;
    private final TicketFiles files;
    private final TicketPageController pages;
    private final CurrentUser currentUser;
    private final StaffDirectory staff;
    private final Wording wording;

    TicketActionController(
            Escalations escalations,
            ClassificationService classifications,
            RegistrationService registrations,
            Obstacles obstacles,
            Pauses pauses,
            ConfirmationService confirmations,
            TicketFiles files,
            TicketPageController pages,
            CurrentUser currentUser,
            StaffDirectory staff,
            Wording wording) {
        this.escalations = escalations;
        this.classifications = classifications;
        this.registrations = registrations;
        this.obstacles = obstacles;
        this.pauses = pauses;
        this.confirmations = confirmations;
        this.files = files;
        this.pages = pages;
        this.currentUser = currentUser;
        this.staff = staff;
        this.wording = wording;
    }

    /** Answers with the page anew, or with the form (htmx) or the whole page (without scripts) and the refusal. */
    @PostMapping("/{action:escalate|priority|transfer|obstacle|clear|pause|resume|cancel|owner}")
    @Staff
    @Nullable
    String act(
            @PathVariable String number,
            @PathVariable String action,
            @RequestParam Map<String, String> typed,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        boolean partial = request.getHeader("HX-Request") != null;
        ProblemException refusal = Causes.refusalOf(() -> act(number, action, typed));
        if (refusal != null && refusal.type() == ProblemType.NOT_FOUND) {
            throw refusal;
        }
        if (refusal == null) {
            String next = "/tickets/" + number + "?done=" + action;
            if (!partial) {
                return "redirect:" + next;
            }
            response.setHeader("HX-Redirect", request.getContextPath() + next);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return null;
        }
        model.addAttribute("typed", typed);
        model.addAttribute("failed", action);
        model.addAttribute("error", wording.in(locale).refusal(refusal, "desk.field."));
        response.setStatus(refusal.type().status().value());
        if (partial) {
            model.addAttribute("can", Actions.of(files.ticket(number), currentUser, staff, wording.in(locale), false));
            return "desk/actions :: " + action;
        }
        pages.show(number, model, locale);
        return "desk/ticket";
    }

    private void act(String number, String action, Map<String, String> typed) {
        String reason = typed.getOrDefault("reason", "");
        switch (action) {
            case "escalate" -> escalations.escalate(number, reason);
            case "priority" ->
                classifications.changePriority(
                        number,
                        required(
                                "priority",
                                TicketLookupController.choice("priority", Priority.class, typed.get("priority"))),
                        Checks.present(reason));
            case "transfer" ->
                classifications.transfer(
                        number,
                        Checks.present(typed.get("department")),
                        TicketLookupController.choice("category", Category.class, typed.get("category")),
                        reason);
            case "owner" -> registrations.changeOwner(number, typed.getOrDefault("owner", ""), reason);
            case "obstacle" -> obstacles.report(number, reason, moment("expectedAt", typed));
            case "clear" -> obstacles.clear(number, Checks.present(typed.get("note")));
            case "pause" ->
                pauses.pause(number, Checks.present(reason), Checks.present(typed.get("note")), moment("from", typed));
            case "resume" -> pauses.resume(number, Checks.present(typed.get("note")));
            case "cancel" -> confirmations.cancel(number, currentUser.id(), reason);
            default -> throw new ProblemException(ProblemType.NOT_FOUND, "problem.ticket-unknown");
        }
    }

    private static Priority required(String field, @Nullable Priority value) {
        new Checks().required(field, value).refuseIfAny();
        return Objects.requireNonNull(value);
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
}
