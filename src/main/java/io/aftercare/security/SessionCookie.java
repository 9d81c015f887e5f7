package io.aftercare.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;

/** Which requests have a session at all: files, probes and programs that bring their password never ask for one. */
class SessionCookie implements HttpSessionIdResolver {

    /** Set on a request whose session could not be read. */
    static final String AWAY = "io.aftercare.sessionsAway";

    private static final Pattern OPEN =
            Pattern.compile("/(css|js|img|webjars)/.*|/favicon\\.ico|/actuator/health(/.*)?");

    private final CookieHttpSessionIdResolver cookie = new CookieHttpSessionIdResolver();

    SessionCookie(CookieSerializer serializer) {
        cookie.setCookieSerializer(serializer);
    }

    @Override
    public List<String> resolveSessionIds(HttpServletRequest request) {
        return needsNone(request) ? List.of() : cookie.resolveSessionIds(request);
    }

    @Override
    public void setSessionId(HttpServletRequest request, HttpServletResponse response, String id) {
        cookie.setSessionId(request, response, id);
    }

    @Override
    public void expireSession(HttpServletRequest request, HttpServletResponse response) {
        cookie.expireSession(request, response);
    }

    private static boolean needsNone(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean program = request.getHeader(HttpHeaders.AUTHORIZATION) != null && path.startsWith("/api/");
        return program
                || request.getAttribute(AWAY) != null
                || OPEN.matcher(path).matches();
    }
}
