package io.aftercare.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** A call below {@code /api/} that no controller takes is a problem like any other; elsewhere a page says so. */
@ControllerAdvice
@Order(1)
class UnknownAddressAdvice {

    private final Problems problems;

    UnknownAddressAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler({
        NoResourceFoundException.class,
        HttpRequestMethodNotSupportedException.class,
        HttpMediaTypeNotSupportedException.class,
        HttpMediaTypeNotAcceptableException.class
    })
    ResponseEntity<ProblemDetail> unknown(Exception unknown, HttpServletRequest request, Locale locale)
            throws Exception {
        if (!(unknown instanceof ErrorResponse answer)
                || !request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
            throw unknown;
        }
        ProblemDetail detail = answer.getBody();
        if (unknown instanceof NoResourceFoundException) {
            ProblemException problem = new ProblemException(ProblemType.NOT_FOUND, "problem.address-unknown");
            detail.setType(URI.create("urn:aftercare:problem:" + problem.type().slug()));
            detail.setDetail(problems.sentence(problem, locale));
        }
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }
}
