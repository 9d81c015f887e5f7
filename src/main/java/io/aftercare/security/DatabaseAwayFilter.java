package io.aftercare.security;

import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** While the database is away nobody can be recognised, which is a 503 and no one's fault (R3). */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class DatabaseAwayFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAwayFilter.class);

    private final ObjectProvider<ProblemWriter> problems;

    DatabaseAwayFilter(ObjectProvider<ProblemWriter> problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException failure) {
            if (response.isCommitted() || !Causes.isDatabaseAway(failure)) {
                throw failure;
            }
            LOG.warn("The database is away: {}", failure.toString());
            response.reset();
            request.setAttribute(SessionCookie.AWAY, true);
            if (Refusals.isForMachine(request)) {
                problems.getObject()
                        .write(new ProblemException(ProblemType.UNAVAILABLE, "problem.unavailable"), request, response);
            } else {
                response.setHeader(HttpHeaders.RETRY_AFTER, "10");
                response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            }
        }
    }
}
