package io.aftercare.problem;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what went wrong in a REST call into {@code application/problem+json}; never a stack trace. */
@RestControllerAdvice(annotations = RestController.class)
@Order(0)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ProblemException problem, Locale locale) {
        return answer(problem, locale);
    }

    @ExceptionHandler({ConcurrencyFailureException.class, DuplicateKeyException.class})
    ResponseEntity<ProblemDetail> lostTheRace(Exception exception, Locale locale) {
        LOG.info("Lost a race: {}", exception.getClass().getSimpleName());
        return answer(new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile"), locale);
    }

    /** More files at once than a request may carry. */
    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemException problem = new ProblemException(ProblemType.TOO_LARGE, "problem.too-large");
        return ResponseEntity.status(problem.type().status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail(problem, request.getLocale()));
    }

    /** A form with files that is none: no boundary, no end (R12). */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> noForm(MultipartException exception, Locale locale) {
        return answer(new ProblemException(ProblemType.UNREADABLE, "problem.unreadable"), locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> forbidden(AccessDeniedException exception, Locale locale) {
        return answer(new ProblemException(ProblemType.NOT_ALLOWED, "problem.not-allowed"), locale);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(RuntimeException exception, Locale locale) {
        ProblemException wrapped = Causes.problemIn(exception);
        if (wrapped != null) {
            return answer(wrapped, locale);
        }
        if (Causes.isLostRace(exception)) {
            return lostTheRace(exception, locale);
        }
        if (Causes.isDatabaseAway(exception)) {
            LOG.warn("The database is away: {}", exception.toString());
            return answer(new ProblemException(ProblemType.UNAVAILABLE, "problem.unavailable"), locale);
        }
        LOG.error("Unexpected failure", exception);
        ProblemDetail detail = withId(ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR));
        detail.setDetail(
                problems.sentence(new ProblemException(ProblemType.UNAVAILABLE, "problem.unexpected"), locale));
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException exception, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemException problem = ReadingProblem.of(exception);
        return ResponseEntity.status(problem.type().status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail(problem, request.getLocale()));
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemDetail detail = withId(ProblemDetail.forStatus(status));
        HttpStatus known = HttpStatus.resolve(status.value());
        detail.setDetail(known == null ? "" : known.getReasonPhrase());
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(detail);
    }

    private ResponseEntity<ProblemDetail> answer(ProblemException problem, Locale locale) {
        var answer = ResponseEntity.status(problem.type().status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.type() == ProblemType.UNAVAILABLE || problem.type() == ProblemType.TOO_MANY_REQUESTS) {
            answer.header(HttpHeaders.RETRY_AFTER, "10");
        }
        return answer.body(detail(problem, locale));
    }

    private static ProblemDetail withId(ProblemDetail detail) {
        String request = RequestId.current();
        if (request != null) {
            detail.setProperty(RequestId.NAME, request);
        }
        return detail;
    }

    private ProblemDetail detail(ProblemException problem, Locale locale) {
        ProblemDetail detail = withId(ProblemDetail.forStatus(problem.type().status()));
        detail.setType(URI.create("urn:aftercare:problem:" + problem.type().slug()));
        detail.setTitle(problem.type().status().getReasonPhrase());
        detail.setDetail(problems.sentence(problem, locale));
        if (!problem.fields().isEmpty()) {
            Map<String, String> fields = problem.fields().stream()
                    .collect(Collectors.toMap(
                            ProblemException.FieldProblem::field,
                            field -> problems.field(field, locale),
                            (first, second) -> first,
                            LinkedHashMap::new));
            detail.setProperty("fields", fields);
        }
        return detail;
    }
}
