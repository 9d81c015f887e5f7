package io.aftercare.desk;

import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.ModelAndView;

/** A refusal on a page is a page with the right status and one readable sentence; REST calls are told elsewhere. */
@ControllerAdvice(basePackages = "io.aftercare")
@Order(10)
class PageAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(PageAdvice.class);

    private final Problems problems;

    PageAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ModelAndView refused(RuntimeException exception, Locale locale, HttpServletResponse response) {
        if (exception instanceof AccessDeniedException || exception instanceof AuthenticationException) {
            throw exception;
        }
        return page(problem(exception), locale, response);
    }

    private static ProblemException problem(RuntimeException exception) {
        ProblemException problem = Causes.problemIn(exception);
        if (problem != null) {
            return problem;
        }
        if (exception instanceof MethodArgumentTypeMismatchException unreadable) {
            return new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", unreadable.getName());
        }
        if (exception instanceof MaxUploadSizeExceededException) {
            return new ProblemException(ProblemType.TOO_LARGE, "problem.too-large");
        }
        if (exception instanceof MultipartException) {
            return new ProblemException(ProblemType.UNREADABLE, "problem.unreadable");
        }
        if (exception instanceof ConcurrencyFailureException) {
            return new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
        if (Causes.isDatabaseAway(exception)) {
            LOG.warn("The database is away: {}", exception.toString());
            return new ProblemException(ProblemType.UNAVAILABLE, "problem.unavailable");
        }
        throw exception;
    }

    private ModelAndView page(ProblemException problem, Locale locale, HttpServletResponse response) {
        if (problem.type() == ProblemType.UNAVAILABLE || problem.type() == ProblemType.TOO_MANY_REQUESTS) {
            response.setHeader("Retry-After", "10");
        }
        ModelAndView page = new ModelAndView("error/problem");
        page.setStatus(problem.type().status());
        page.addObject("status", problem.type().status().value());
        page.addObject("sentence", problems.sentence(problem, locale));
        return page;
    }
}
