package io.aftercare.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/**
 * CSRF tokens in a cookie of our own, so that a customer's page needs no session on the server and the name does not
 * meet the webapps' own {@code XSRF-TOKEN}. Pages carry the token masked, scripts such as Swagger UI as it is.
 */
final class CsrfTokens implements CsrfTokenRequestHandler {

    static final String COOKIE = "AFTERCARE-CSRF";
    static final String HEADER = "X-CSRF-TOKEN";

    private static final Pattern CHANGES_NOTHING = Pattern.compile("GET|HEAD|TRACE|OPTIONS");

    private final CsrfTokenRequestHandler masked = new XorCsrfTokenRequestAttributeHandler();

    static CsrfTokenRepository repository(boolean secure) {
        CookieCsrfTokenRepository cookie = CookieCsrfTokenRepository.withHttpOnlyFalse();
        cookie.setCookieName(COOKIE);
        cookie.setHeaderName(HEADER);
        cookie.setCookiePath("/");
        cookie.setCookieCustomizer(settings -> {
            settings.sameSite("Lax");
            if (secure) {
                settings.secure(true);
            }
        });
        return cookie;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        masked.handle(request, response, token);
    }

    @Override
    public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
        String unmasked = masked.resolveCsrfTokenValue(request, token);
        return unmasked != null ? unmasked : request.getHeader(token.getHeaderName());
    }

    /** A request that proves itself with its own Authorization header, not with what a browser adds unasked. */
    static boolean isNeededFor(HttpServletRequest request) {
        if (CHANGES_NOTHING.matcher(request.getMethod()).matches()) {
            return false;
        }
        // browsers always send Origin with a foreign page's POST, and never send JSON for it without asking us first
        boolean program =
                request.getHeader(HttpHeaders.AUTHORIZATION) != null && request.getHeader(HttpHeaders.ORIGIN) == null;
        boolean linkHolder = request.getRequestURI().startsWith(request.getContextPath() + "/t/") && sendsJson(request);
        // nobody is who he is by a cookie there: each call carries its own signature
        boolean signed = request.getRequestURI().startsWith(request.getContextPath() + "/api/channels/");
        return !program && !linkHolder && !signed;
    }

    private static boolean sendsJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE);
    }
}
