package io.aftercare.portal;

import io.aftercare.attachment.Attachments;
import io.aftercare.attachment.Uploads;
import io.aftercare.callback.CallbackService;
import io.aftercare.callback.SurveyForm;
import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.payment.Price;
import io.aftercare.payment.Prices;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import io.aftercare.security.RateLimits;
import io.aftercare.solution.SolutionService;
import io.aftercare.survey.StartStamp;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * The page behind a tracking link. Nothing is written by GET; every form leads back to the page, and a form that came
 * too late shows the page as it stands now, with one sentence why.
 */
@Controller
class PortalController {

    private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED_VALUE;
    private static final String WITH_FILES = MediaType.MULTIPART_FORM_DATA_VALUE;
    private static final int UPLOADS = 20;
    private static final Duration UPLOADS_IN = Duration.ofMinutes(10);
    private static final String ANYBODY = "permitAll()";
    private static final Set<String> DONE = Set.of(
            "confirm",
            "dispute",
            "agree",
            "object",
            "urge",
            "cancel",
            "survey",
            "message",
            "reopen",
            "continued",
            "invoice");
    private static final Set<String> OF_EVERY_FORM = Set.of("_csrf", "lang");

    private final Door door;
    private final CustomerPages pages;
    private final ConfirmationService confirmation;
    private final CustomerReplies replies;
    private final Signatures signatures;
    private final Attachments attachments;
    private final RateLimits limits;
    private final SolutionService solutions;
    private final CallbackService callback;
    private final TicketService tickets;
    private final TrackingLinks links;
    private final CustomerMoney money;
    private final Prices prices;
    private final StartStamp starts;
    private final Problems problems;
    private final MessageSource messages;
    private final ZoneId zone;

    PortalController(
            Door door,
            CustomerPages pages,
            ConfirmationService confirmation,
            CustomerReplies replies,
            Signatures signatures,
            Attachments attachments,
            RateLimits limits,
            SolutionService solutions,
            CallbackService callback,
            TicketService tickets,
            TrackingLinks links,
            CustomerMoney money,
            Prices prices,
            StartStamp starts,
            Problems problems,
            MessageSource messages,
            @Value("${aftercare.zone}") ZoneId zone) {
        this.door = door;
        this.pages = pages;
        this.confirmation = confirmation;
        this.replies = replies;
        this.signatures = signatures;
        this.attachments = attachments;
        this.limits = limits;
        this.solutions = solutions;
        this.callback = callback;
        this.tickets = tickets;
        this.links = links;
        this.money = money;
        this.prices = prices;
        this.starts = starts;
        this.problems = problems;
        this.messages = messages;
        this.zone = zone;
    }

    @GetMapping("/t/{token}")
    @PreAuthorize(ANYBODY)
    ModelAndView page(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String done,
            HttpServletRequest request,
            Locale locale) {
        ModelAndView page = show(token, door.open(token, request.getRemoteAddr()), locale);
        page.addObject("done", done != null && DONE.contains(done) ? done : null);
        return page;
    }

    /** Somebody reloads the answer to a form: back to the page. */
    @GetMapping("/t/{token}/{action:[a-z]+}")
    @PreAuthorize(ANYBODY)
    ModelAndView backToPage(@PathVariable String token, HttpServletRequest request) {
        door.open(token, request.getRemoteAddr());
        return seeOther("/t/" + token);
    }

    @PostMapping(path = "/t/{token}/confirm", consumes = FORM)
    @PreAuthorize(ANYBODY)
    ModelAndView confirm(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String signature,
            @RequestParam(required = false) @Nullable String signedName,
            HttpServletRequest request,
            Locale locale) {
        Submission typed = new Submission(token, "confirm", signedName, null);
        return submit(typed, Set.of("signature", "signedName"), request, locale, number -> {
            limits.take("upload:" + number, UPLOADS, UPLOADS_IN);
            confirmation.refuseUnlessUnconfirmed(number);
            Optional<String> signed = signatures.keep(signature, signedName);
            return withFiles(signed.stream().toList(), files -> {
                replies.confirm(number, signed);
                return done(token, "confirm");
            });
        });
    }

    @PostMapping(
            path = "/t/{token}/dispute",
            consumes = {FORM, WITH_FILES})
    @PreAuthorize(ANYBODY)
    ModelAndView dispute(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files,
            @RequestParam(defaultValue = "false") boolean consent,
            HttpServletRequest request,
            Locale locale) {
        Submission typed = new Submission(token, "dispute", reason, null);
        return submit(typed, Set.of("reason", "file", "consent"), request, locale, number -> {
            confirmation.refuseUnlessUnconfirmed(number);
            return withFiles(kept(number, files, consent), ids -> {
                replies.dispute(number, reason, ids, consent);
                return done(token, "dispute");
            });
        });
    }

    @PostMapping(path = "/t/{token}/agree", consumes = FORM)
    @PreAuthorize(ANYBODY)
    ModelAndView agree(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable Integer version,
            HttpServletRequest request,
            Locale locale) {
        return submit(new Submission(token, "agree", null, null), Set.of("version"), request, locale, number -> {
            solutions.agreeByCustomer(number, version);
            return done(token, "agree");
        });
    }

    @PostMapping(path = "/t/{token}/object", consumes = FORM)
    @PreAuthorize(ANYBODY)
    ModelAndView object(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String reason,
            HttpServletRequest request,
            Locale locale) {
        Submission typed = new Submission(token, "object", reason, null);
        return submit(typed, Set.of("reason"), request, locale, number -> {
            solutions.objectByCustomer(number, reason == null ? "" : reason);
            return done(token, "object");
        });
    }

    @PostMapping(path = "/t/{token}/urge", consumes = FORM)
    @PreAuthorize(ANYBODY)
    ModelAndView urge(@PathVariable String token, HttpServletRequest request, Locale locale) {
        return submit(new Submission(token, "urge", null, null), Set.of(), request, locale, number -> {
            confirmation.urge(number);
            return done(token, "urge");
        });
    }

    @PostMapping(path = "/t/{token}/cancel", consumes = FORM)
    @PreAuthorize(ANYBODY)
    ModelAndView cancel(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String reason,
            HttpServletRequest request,
            Locale locale) {
        Submission typed = new Submission(token, "cancel", reason, null);
        return submit(typed, Set.of("reason"), request, locale, number -> {
            confirmation.cancel(number, Timeline.CUSTOMER, reason);
            return done(token, "cancel");
        });
    }

    @PostMapping(path = "/t/{token}/survey", consumes = FORM)
    @PreAuthorize(ANYBODY)
    ModelAndView survey(@PathVariable String token, HttpServletRequest request, Locale locale) {
        SurveyFields fields = SurveyFields.of(request);
        Submission typed = new Submission(token, "survey", null, fields.form());
        return submit(typed, SurveyFields.NAMES, request, locale, number -> {
            fields.refuseUnreadable();
            callback.answerByCustomer(number, fields.form(), starts.took(token, request.getParameter("started")));
            return done(token, "survey");
        });
    }

    @PostMapping(path = "/t/{token}/invoice", consumes = FORM)
    @PreAuthorize(ANYBODY)
    ModelAndView invoice(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String title,
            @RequestParam(required = false) @Nullable String taxNumber,
            @RequestParam(required = false) @Nullable String email,
            HttpServletRequest request,
            Locale locale) {
        Submission typed = new Submission(token, "invoice", null, null);
        return submit(typed, Set.of("title", "taxNumber", "email"), request, locale, number -> {
            prices.requestInvoiceByCustomer(number, new Price.InvoiceRequest(title, taxNumber, email));
            return done(token, "invoice");
        });
    }

    @PostMapping(
            path = "/t/{token}/messages",
            consumes = {FORM, WITH_FILES})
    @PreAuthorize(ANYBODY)
    ModelAndView message(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files,
            @RequestParam(defaultValue = "false") boolean consent,
            HttpServletRequest request,
            Locale locale) {
        Submission typed = new Submission(token, "messages", text, null);
        return submit(typed, Set.of("text", "file", "consent"), request, locale, number -> {
            boolean wasOver = confirmation.mayReopen(tickets.require(number));
            return withFiles(kept(number, files, consent), ids -> replies.message(number, text, ids, consent)
                    .map(next -> seeOther(pathOf(links.url(tickets.require(next))) + "?done=continued"))
                    .orElseGet(() -> done(token, wasOver ? "reopen" : "message")));
        });
    }

    /** An unknown or expired link, whichever it is. */
    @ExceptionHandler
    ModelAndView closedDoor(ProblemException problem, HttpServletResponse response, Locale locale) {
        ModelAndView page = new ModelAndView("portal/gone", problem.type().status());
        page.addObject("tooMany", problem.type() == ProblemType.TOO_MANY_REQUESTS);
        if (problem.type() == ProblemType.TOO_MANY_REQUESTS) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Door.WINDOW.toSeconds()));
        }
        return page;
    }

    private ModelAndView submit(
            Submission typed, Set<String> fields, HttpServletRequest request, Locale locale, Action action) {
        String number = door.open(typed.token(), request.getRemoteAddr());
        ProblemException problem;
        try {
            refuseUnknown(fields, request);
            return action.on(number);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (RuntimeException refused) {
            problem = Causes.refusalIn(refused);
        }
        ModelAndView page = show(typed.token(), number, locale);
        page.setStatus(problem.type().status());
        page.addObject("typed", typed);
        String began = request.getParameter("started");
        if (starts.isGenuine(typed.token(), began)) {
            page.addObject("started", began);
        }
        page.addObject("sentence", sentence(problem, locale));
        page.addObject("corrections", corrections(problem, locale));
        return page;
    }

    /** Files of an act that is refused are not kept: nobody fills the disk with what he may not do (S8). */
    private ModelAndView withFiles(List<String> files, Function<List<String>, ModelAndView> act) {
        try {
            return act.apply(files);
        } catch (RuntimeException refused) {
            files.forEach(attachments::drop);
            throw refused;
        }
    }

    /** The files of a form, each of them kept and none on the ticket yet. */
    private List<String> kept(String number, @Nullable List<MultipartFile> files, boolean consents) throws IOException {
        if (files == null || files.stream().allMatch(PortalController::leftEmpty)) {
            return List.of();
        }
        replies.refuseWithoutConsent(number, consents);
        limits.take("upload:" + number, UPLOADS, UPLOADS_IN);
        return Uploads.keep(attachments, files, Timeline.CUSTOMER);
    }

    /** The field was not touched; a chosen file without content is something else, and is told. */
    private static boolean leftEmpty(MultipartFile file) {
        String name = file.getOriginalFilename();
        return file.isEmpty() && (name == null || name.isEmpty());
    }

    private ModelAndView show(String token, String number, Locale locale) {
        ModelAndView page = new ModelAndView("portal/page");
        page.addObject("token", token);
        page.addObject("page", pages.of(number));
        page.addObject("money", money.of(number));
        page.addObject("moments", new Moments(zone, locale));
        page.addObject("limits", attachments.limits());
        page.addObject("maxText", ConfirmationService.MAX_TEXT);
        page.addObject("started", starts.of(token));
        page.addObject("typed", new Submission(token, "", null, null));
        return page;
    }

    private String sentence(ProblemException problem, Locale locale) {
        ProblemException withoutFields = new ProblemException(problem.type(), problem.key(), problem.arguments());
        return problem.type() == ProblemType.TOO_LATE || problem.type() == ProblemType.CHANGED_MEANWHILE
                ? text("portal.too-late", locale)
                : problems.sentence(withoutFields, locale);
    }

    private List<String> corrections(ProblemException problem, Locale locale) {
        List<String> corrections = new ArrayList<>();
        for (FieldProblem field : problem.fields()) {
            corrections.add(text("portal.field." + field.field(), locale) + " " + problems.field(field, locale));
        }
        return corrections;
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    private static void refuseUnknown(Set<String> fields, HttpServletRequest request) {
        for (String name : request.getParameterMap().keySet()) {
            if (!fields.contains(name) && !OF_EVERY_FORM.contains(name)) {
                String shown = name.length() > 50 ? name.substring(0, 50) : name;
                throw new ProblemException(ProblemType.UNKNOWN_FIELD, "problem.unknown-field", shown);
            }
        }
    }

    private static ModelAndView done(String token, String what) {
        return seeOther("/t/" + token + "?done=" + what);
    }

    private static ModelAndView seeOther(String path) {
        RedirectView redirect = new RedirectView(path, true);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(redirect);
    }

    /** A link's path: the customer stays on the address that he came by. */
    private static String pathOf(String url) {
        String path = URI.create(url).getPath();
        return path.substring(path.lastIndexOf("/t/"));
    }

    /** What was typed, kept for the page that refuses it. */
    record Submission(
            String token,
            String action,
            @Nullable String text,
            @Nullable SurveyForm survey) {

        /** The text typed into the form of this action. */
        public String textOf(String form) {
            return action.equals(form) && text != null ? text : "";
        }

        public boolean of(String form) {
            return action.equals(form);
        }
    }

    private interface Action {
        ModelAndView on(String number) throws IOException;
    }
}
