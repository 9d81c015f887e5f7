package io.aftercare.portal;

import io.aftercare.attachment.Attachments;
import io.aftercare.attachment.Downloads;
import io.aftercare.attachment.Uploads;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import io.aftercare.security.RateLimits;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * The entrance for customers without an account (4-01): one question a page, kept as they go, scripts not needed. The
 * cookie holds the key of the unfinished request and nothing else.
 */
@Controller
class HelpController {

    static final String COOKIE = "AFTERCARE-HELP";

    private static final String ANYBODY = "permitAll()";
    private static final Duration DAY = Duration.ofDays(1);

    private final HelpRequests requests;
    private final Attachments attachments;
    private final TicketService tickets;
    private final TrackingLinks links;
    private final RateLimits limits;
    private final PortalProperties properties;
    private final Problems problems;
    private final MessageSource messages;

    HelpController(
            HelpRequests requests,
            Attachments attachments,
            TicketService tickets,
            TrackingLinks links,
            RateLimits limits,
            PortalProperties properties,
            Problems problems,
            MessageSource messages) {
        this.requests = requests;
        this.attachments = attachments;
        this.tickets = tickets;
        this.links = links;
        this.limits = limits;
        this.properties = properties;
        this.problems = problems;
        this.messages = messages;
    }

    @GetMapping("/help")
    @PreAuthorize(ANYBODY)
    ModelAndView intent(
            @RequestParam(required = false) @Nullable String check,
            @CookieValue(name = COOKIE, required = false) @Nullable String secret,
            Locale locale) {
        HelpRequests.Written written = requests.find(secret).orElse(null);
        HelpAnswers answers = written == null ? HelpAnswers.NONE : written.answers();
        ModelAndView page = shown(HelpStep.INTENT, answers, check, locale);
        page.addObject("sent", written != null && written.ticketNumber() != null);
        return page;
    }

    @GetMapping("/help/{step:order|problem|files|contact|call}")
    @PreAuthorize(ANYBODY)
    ModelAndView step(
            @PathVariable String step,
            @RequestParam(required = false) @Nullable String check,
            @CookieValue(name = COOKIE, required = false) @Nullable String secret,
            Locale locale) {
        HelpRequests.Written written = requests.find(secret).orElse(null);
        if (written == null) {
            return seeOther("/help");
        }
        if (written.ticketNumber() != null) {
            return seeOther("/help/done");
        }
        HelpStep asked = HelpStep.of(step).orElseThrow();
        return HelpStep.way(written.answers().get("intent")).contains(asked)
                ? shown(asked, written.answers(), check, locale)
                : seeOther("/help");
    }

    @PostMapping(path = "/help", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @PreAuthorize(ANYBODY)
    ModelAndView begin(
            @RequestParam(required = false) @Nullable String intent,
            @CookieValue(name = COOKIE, required = false) @Nullable String secret,
            HttpServletRequest request,
            HttpServletResponse response) {
        slowDown(request);
        HelpRequests.Written written = requests.find(secret).orElse(null);
        String key = secret;
        if (key == null || written == null || written.ticketNumber() != null) {
            key = requests.begin();
        }
        remember(key, request, response);
        return next(HelpStep.INTENT, key, intent == null ? Map.of() : Map.of("intent", intent));
    }

    @PostMapping(path = "/help/{step:order|problem}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @PreAuthorize(ANYBODY)
    ModelAndView go(
            @PathVariable String step,
            @CookieValue(name = COOKIE, required = false) @Nullable String secret,
            HttpServletRequest request) {
        slowDown(request);
        if (isOver(secret)) {
            return seeOther("/help");
        }
        return next(HelpStep.of(step).orElseThrow(), known(secret), typed(request));
    }

    /** Photos and files; without a script too, then the page shows what has arrived. */
    @PostMapping("/help/files")
    @PreAuthorize(ANYBODY)
    ModelAndView files(
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files,
            @RequestParam(defaultValue = "false") boolean consent,
            @RequestParam(defaultValue = "upload") String go,
            @CookieValue(name = COOKIE, required = false) @Nullable String secret,
            HttpServletRequest request,
            Locale locale)
            throws IOException {
        slowDown(request);
        if (isOver(secret)) {
            return seeOther("/help");
        }
        String key = known(secret);
        HelpAnswers answers = requests.keep(key, HelpStep.FILES, Map.of("consent", String.valueOf(consent)));
        List<MultipartFile> brought = files == null
                ? List.of()
                : files.stream().filter(file -> !file.isEmpty()).toList();
        try {
            if (!brought.isEmpty()) {
                if (!consent) {
                    throw new ProblemException(ProblemType.RULE_REFUSES, "portal.consent.missing");
                }
                keep(key, brought);
            }
        } catch (ProblemException refused) {
            return refused(HelpStep.FILES, answers, refused, locale);
        }
        return !brought.isEmpty() && !go.equals("next") ? seeOther("/help/files") : next(HelpStep.FILES, key, Map.of());
    }

    @PostMapping("/help/files/{id}/remove")
    @PreAuthorize(ANYBODY)
    ModelAndView remove(
            @PathVariable String id, @CookieValue(name = COOKIE, required = false) @Nullable String secret) {
        if (!isOver(secret)) {
            requests.removeFile(known(secret), id);
        }
        return seeOther("/help/files");
    }

    /** Shown to nobody but who brought it. */
    @GetMapping("/help/files/{id}/thumbnail")
    @PreAuthorize(ANYBODY)
    ResponseEntity<Resource> thumbnail(
            @PathVariable String id, @CookieValue(name = COOKIE, required = false) @Nullable String secret) {
        return requests.find(secret)
                .filter(written -> written.answers().files().contains(id))
                .map(his -> Downloads.thumbnail(attachments.openThumbnail(id)))
                .orElse(ResponseEntity.notFound().build());
    }

    /** Keeps what is typed while it is typed. */
    @PostMapping(path = "/help/save", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize(ANYBODY)
    void save(
            @RequestParam String step,
            @CookieValue(name = COOKIE, required = false) @Nullable String secret,
            HttpServletRequest request) {
        slowDown(request);
        Optional<HelpStep> known = HelpStep.of(step);
        if (known.isPresent() && !isOver(secret)) {
            requests.keep(known(secret), known.get(), typed(request));
        }
    }

    /** The last page sends everything. */
    @PostMapping(path = "/help/{step:contact|call}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @PreAuthorize(ANYBODY)
    ModelAndView send(
            @PathVariable String step,
            @CookieValue(name = COOKIE, required = false) @Nullable String secret,
            HttpServletRequest request,
            Locale locale) {
        slowDown(request);
        HelpRequests.Written written = requests.find(secret).orElse(null);
        if (written == null) {
            return seeOther("/help");
        }
        if (written.ticketNumber() != null) {
            return seeOther("/help/done");
        }
        String key = known(secret);
        HelpStep last = HelpStep.of(step).orElseThrow();
        HelpAnswers answers = requests.keep(key, last, typed(request));
        for (HelpStep each : HelpStep.way(answers.get("intent"))) {
            try {
                requests.check(each, answers);
            } catch (ProblemException refused) {
                return toCorrect(each);
            }
        }
        limits.take("help:" + request.getRemoteAddr(), properties.requests(), properties.window());
        try {
            requests.send(key, mayBeTold(answers));
        } catch (RuntimeException refused) {
            return refused(last, answers, Causes.refusalIn(refused), locale);
        }
        return seeOther("/help/done");
    }

    /** The number and the link, as often as he looks. */
    @GetMapping("/help/done")
    @PreAuthorize(ANYBODY)
    ModelAndView done(@CookieValue(name = COOKIE, required = false) @Nullable String secret) {
        String number =
                requests.find(secret).map(HelpRequests.Written::ticketNumber).orElse(null);
        if (number == null) {
            return seeOther("/help");
        }
        ModelAndView page = new ModelAndView("portal/help-done");
        page.addObject("number", number);
        page.addObject("link", links.url(tickets.require(number)));
        return page;
    }

    @ExceptionHandler
    ModelAndView refused(ProblemException problem, HttpServletResponse response, Locale locale) {
        ModelAndView page =
                new ModelAndView("portal/help-refused", problem.type().status());
        page.addObject("sentence", problems.sentence(problem, locale));
        if (problem.type() == ProblemType.TOO_MANY_REQUESTS) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(properties.window().toSeconds()));
        }
        return page;
    }

    private ModelAndView next(HelpStep step, String key, Map<String, String> typed) {
        HelpAnswers answers = requests.keep(key, step, typed);
        try {
            requests.check(step, answers);
        } catch (ProblemException refused) {
            return toCorrect(step);
        }
        List<HelpStep> way = HelpStep.way(answers.get("intent"));
        return seeOther(way.get(way.indexOf(step) + 1).address());
    }

    /** The page as a GET, which a reload repeats without sending old answers over newer ones. */
    private static ModelAndView toCorrect(HelpStep step) {
        return seeOther(step.address() + "?check=yes");
    }

    private ModelAndView shown(HelpStep step, HelpAnswers answers, @Nullable String check, Locale locale) {
        if (check != null) {
            try {
                requests.check(step, answers);
            } catch (ProblemException lacking) {
                ModelAndView page = refused(step, answers, lacking, locale);
                page.setStatus(HttpStatus.OK);
                return page;
            }
        }
        return page(step, answers, Map.of());
    }

    private ModelAndView refused(HelpStep step, HelpAnswers answers, ProblemException problem, Locale locale) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (FieldProblem field : problem.fields()) {
            errors.putIfAbsent(field.field(), problems.field(field, locale));
        }
        ModelAndView page = page(step, answers, errors);
        page.setStatus(problem.type().status());
        page.addObject(
                "sentence",
                errors.isEmpty()
                        ? problems.sentence(problem, locale)
                        : messages.getMessage("portal.help.correct", null, locale));
        return page;
    }

    private ModelAndView page(HelpStep step, HelpAnswers answers, Map<String, String> errors) {
        List<HelpStep> way = HelpStep.way(answers.get("intent"));
        int at = way.indexOf(step);
        ModelAndView page = new ModelAndView("portal/help");
        page.addObject("step", step);
        page.addObject("way", way);
        page.addObject("at", at);
        page.addObject("back", at > 0 ? way.get(at - 1).address() : null);
        page.addObject("typed", filledIn(answers));
        page.addObject("errors", errors);
        page.addObject("files", requests.files(answers));
        page.addObject("limits", attachments.limits());
        page.addObject("maxText", HelpChecks.LONGEST_TEXT);
        return page;
    }

    /** Nobody has to say his phone twice. */
    private static Map<String, String> filledIn(HelpAnswers answers) {
        Map<String, String> fields = new HashMap<>(answers.fields());
        String phone = answers.get("orderPhone");
        if (phone != null) {
            fields.putIfAbsent("phone", phone);
        }
        return fields;
    }

    private void keep(String key, List<MultipartFile> files) throws IOException {
        List<String> ids = Uploads.keep(attachments, files, Timeline.CUSTOMER);
        try {
            requests.addFiles(key, ids);
        } catch (RuntimeException refused) {
            ids.forEach(attachments::drop);
            throw refused;
        }
    }

    /** Whoever types a stranger's address cannot have him written to without end (S18). */
    private boolean mayBeTold(HelpAnswers answers) {
        boolean fine = true;
        for (String field : List.of("phone", "email")) {
            String contact = answers.get(field);
            if (contact != null) {
                try {
                    limits.take(
                            "receipt:" + contact.toLowerCase(Locale.ROOT).replaceAll("[\\s()-]", ""),
                            properties.receipts(),
                            DAY);
                } catch (ProblemException tooMany) {
                    fine = false;
                }
            }
        }
        return fine;
    }

    private void slowDown(HttpServletRequest request) {
        limits.take("help-step:" + request.getRemoteAddr(), properties.steps(), properties.window());
    }

    private boolean isOver(@Nullable String secret) {
        return requests.find(secret)
                .map(written -> written.ticketNumber() != null)
                .orElse(true);
    }

    private static String known(@Nullable String secret) {
        if (secret == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "portal.help.forgotten");
        }
        return secret;
    }

    private static Map<String, String> typed(HttpServletRequest request) {
        Map<String, String> typed = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (values.length > 0) {
                typed.put(name, values[0]);
            }
        });
        return typed;
    }

    private void remember(String secret, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, secret)
                        .path("/help")
                        .maxAge(properties.draftLivesFor())
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    private static ModelAndView seeOther(String path) {
        RedirectView redirect = new RedirectView(path, true);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(redirect);
    }
}
