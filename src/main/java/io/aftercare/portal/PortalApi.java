package io.aftercare.portal;

import io.aftercare.callback.CallbackService;
import io.aftercare.callback.SurveyForm;
import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.payment.Price;
import io.aftercare.payment.Prices;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Timeline;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a customer's page does, for programs: JSON in, 204 or problem+json out. The link is the permission. */
@RestController
@RequestMapping(path = "/t/{token}", consumes = MediaType.APPLICATION_JSON_VALUE)
@ResponseStatus(HttpStatus.NO_CONTENT)
@PreAuthorize("permitAll()")
class PortalApi {

    private final Door door;
    private final ConfirmationService confirmation;
    private final SolutionService solutions;
    private final CallbackService callback;
    private final Prices prices;

    PortalApi(
            Door door,
            ConfirmationService confirmation,
            SolutionService solutions,
            CallbackService callback,
            Prices prices) {
        this.door = door;
        this.confirmation = confirmation;
        this.solutions = solutions;
        this.callback = callback;
        this.prices = prices;
    }

    @PostMapping("/confirm")
    @PreAuthorize("permitAll()")
    void confirm(
            @PathVariable String token,
            @RequestBody(required = false) @Nullable Nothing nothing,
            HttpServletRequest request) {
        confirmation.confirmByCustomer(open(token, request));
    }

    @PostMapping("/dispute")
    @PreAuthorize("permitAll()")
    void dispute(
            @PathVariable String token,
            @RequestBody(required = false) @Nullable Reason body,
            HttpServletRequest request) {
        confirmation.disputeByCustomer(open(token, request), body == null ? null : body.reason());
    }

    @PostMapping("/agree")
    @PreAuthorize("permitAll()")
    void agree(
            @PathVariable String token,
            @RequestBody(required = false) @Nullable Agreement body,
            HttpServletRequest request) {
        solutions.agreeByCustomer(open(token, request), body == null ? null : body.version());
    }

    @PostMapping("/object")
    @PreAuthorize("permitAll()")
    void object(
            @PathVariable String token,
            @RequestBody(required = false) @Nullable Reason body,
            HttpServletRequest request) {
        solutions.objectByCustomer(open(token, request), body == null || body.reason() == null ? "" : body.reason());
    }

    @PostMapping("/urge")
    @PreAuthorize("permitAll()")
    void urge(
            @PathVariable String token,
            @RequestBody(required = false) @Nullable Nothing nothing,
            HttpServletRequest request) {
        confirmation.urge(open(token, request));
    }

    @PostMapping("/cancel")
    @PreAuthorize("permitAll()")
    void cancel(
            @PathVariable String token,
            @RequestBody(required = false) @Nullable Reason body,
            HttpServletRequest request) {
        confirmation.cancel(open(token, request), Timeline.CUSTOMER, body == null ? null : body.reason());
    }

    @PostMapping("/survey")
    @PreAuthorize("permitAll()")
    void survey(
            @PathVariable String token,
            @RequestBody(required = false) @Nullable SurveyForm body,
            HttpServletRequest request) {
        String number = open(token, request);
        if (body == null) {
            throw new ProblemException(ProblemType.UNREADABLE, "problem.unreadable");
        }
        callback.answerByCustomer(number, body);
    }

    @PostMapping("/invoice")
    @PreAuthorize("permitAll()")
    void invoice(
            @PathVariable String token,
            @RequestBody(required = false) Price.@Nullable InvoiceRequest body,
            HttpServletRequest request) {
        String number = open(token, request);
        if (body == null) {
            throw new ProblemException(ProblemType.UNREADABLE, "problem.unreadable");
        }
        prices.requestInvoiceByCustomer(number, body);
    }

    @PostMapping("/messages")
    @PreAuthorize("permitAll()")
    void message(
            @PathVariable String token,
            @RequestBody(required = false) @Nullable Text body,
            HttpServletRequest request) {
        confirmation.messageFromCustomer(open(token, request), body == null ? null : body.text());
    }

    private String open(String token, HttpServletRequest request) {
        return door.open(token, request.getRemoteAddr());
    }

    /** An empty JSON object, or no body at all. */
    record Nothing() {}

    /** To which version of the plan; without one, to the one that stands. */
    record Agreement(@Nullable Integer version) {}

    record Reason(@Nullable String reason) {}

    record Text(@Nullable String text) {}
}
