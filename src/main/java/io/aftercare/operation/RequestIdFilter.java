package io.aftercare.operation;

import io.aftercare.problem.RequestId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id that the caller is told and that every line of the log carries, so that one complaint can be
 * followed through proxy and nodes. A caller's own id is taken when nothing in it could forge a line.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIdFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";
    static final String TICKET = "ticket";
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern OF_TICKET = Pattern.compile("/(?:api/)?tickets/([0-9]{6}-[0-9]{1,9})(?:/.*)?");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String id = given != null && HARMLESS.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        response.setHeader(HEADER, id);
        MDC.put(RequestId.NAME, id);
        Matcher ticket = OF_TICKET.matcher(request.getRequestURI());
        if (ticket.matches()) {
            MDC.put(TICKET, ticket.group(1));
        }
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(RequestId.NAME);
            MDC.remove(TICKET);
        }
    }
}
