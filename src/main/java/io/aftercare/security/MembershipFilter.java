package io.aftercare.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Who leaves a group or the house loses its rights in open sessions too, a little later: asked again whenever {@code aftercare.security.recheck-after} is over. */
class MembershipFilter extends OncePerRequestFilter {

    private static final String CHECKED_AT = "io.aftercare.membershipCheckedAt";

    private final EngineAuthenticationProvider people;
    private final Duration every;
    private final Clock clock;

    MembershipFilter(EngineAuthenticationProvider people, Duration every, Clock clock) {
        this.people = people;
        this.every = every;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (session != null
                && known != null
                && !(known instanceof AnonymousAuthenticationToken)
                && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                        instanceof SecurityContext kept
                && kept.getAuthentication() == known
                && isDue(session)) {
            refresh(session, known);
        }
        chain.doFilter(request, response);
    }

    private boolean isDue(HttpSession session) {
        // the same on every node; a clock that was put back asks at once
        return !(session.getAttribute(CHECKED_AT) instanceof Long checkedAt)
                || Duration.between(Instant.ofEpochMilli(checkedAt), clock.instant())
                                .abs()
                                .compareTo(every)
                        > 0;
    }

    private void refresh(HttpSession session, Authentication known) {
        Authentication current = people.refresh(known);
        if (current == null) {
            SecurityContextHolder.clearContext();
            session.invalidate();
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(current);
        SecurityContextHolder.setContext(context);
        session.setAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY, context);
        session.setAttribute(CHECKED_AT, clock.millis());
    }
}
