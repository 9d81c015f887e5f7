package io.aftercare.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Calls below {@code /api/} that do not exist are told so as problems too; pages have their own error page. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnknownCalls {

    private final Problems problems;

    UnknownCalls(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler({NoResourceFoundException.class, HttpRequestMethodNotSupportedException.class})
    ResponseEntity<ProblemDetail> unknown(Exception exception, HttpServletRequest request, Locale locale)
            throws Exception {
        if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
            throw exception;
        }
        HttpStatusCode status = ((ErrorResponse) exception).getStatusCode();
        ProblemDetail detail = ProblemDetail.forStatus(status);
        detail.setDetail(
                problems.sentence(new ProblemException(ProblemType.NOT_FOUND, "problem.call-unknown"), locale));
        return ResponseEntity.status(status)
                .headers(((ErrorResponse) exception).getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }
}
