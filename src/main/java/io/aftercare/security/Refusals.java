package io.aftercare.security;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.ProblemWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** What a stranger or an unentitled person sees: machines get a problem, people the login or an error page. */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private final ProblemWriter problems;
    private final AuthenticationEntryPoint login = new LoginUrlAuthenticationEntryPoint("/login");

    Refusals(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, @Nullable AuthenticationException exception)
            throws IOException, ServletException {
        if (!isForMachine(request)) {
            login.commence(request, response, exception);
            return;
        }
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", request.getContextPath() + "/login");
        } else if (request.getHeader("Sec-Fetch-Mode") == null && !path(request).startsWith("/camunda/")) {
            // a browser would answer this header with a dialog of its own and then send the password for ever
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Aftercare\", charset=\"UTF-8\"");
        }
        problems.write(new ProblemException(ProblemType.NOT_SIGNED_IN, "problem.not-signed-in"), request, response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
            throws IOException, ServletException {
        boolean stale = exception instanceof CsrfException;
        if (stale
                && SecurityContextHolder.getContext().getAuthentication() == null
                && !path(request).startsWith("/t/")
                && !path(request).startsWith("/help")) {
            commence(request, response, null);
            return;
        }
        if (!isForMachine(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        problems.write(
                new ProblemException(ProblemType.NOT_ALLOWED, stale ? "problem.page-stale" : "problem.not-allowed"),
                request,
                response);
    }

    /** An address that hides something: encoded slashes, line breaks, steps upwards (R12). */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException exception)
            throws IOException {
        if (isForMachine(request)) {
            problems.write(new ProblemException(ProblemType.UNREADABLE, "problem.unreadable"), request, response);
        } else {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    /** Everything that a person did not open in the address bar or by a plain form. */
    static boolean isForMachine(HttpServletRequest request) {
        String path = path(request);
        if (path.startsWith("/api/") || path.startsWith("/camunda/api/") || path.startsWith("/actuator/")) {
            return true;
        }
        if (request.getHeader("HX-Request") != null
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || "cors".equals(request.getHeader("Sec-Fetch-Mode"))
                || "XMLHttpRequest".equals(request.getHeader("X-Requested-With"))) {
            return true;
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && !accept.contains("text/html") && !accept.contains("*/*");
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
