package io.aftercare.desk;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/** The reader's language: what he chose (a cookie), else what his browser asks for; Chinese or English. */
class ReaderLocaleResolver implements LocaleResolver {

    static final String COOKIE = "lang";

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        Object chosenNow = request.getAttribute(COOKIE);
        if (chosenNow instanceof Locale locale) {
            return locale;
        }
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        Locale chosen = cookie == null ? null : known(cookie.getValue());
        if (chosen != null) {
            return chosen;
        }
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) != null) {
            for (Locale wanted : Collections.list(request.getLocales())) {
                Locale known = known(wanted.getLanguage());
                if (known != null) {
                    return known;
                }
            }
        }
        return Locale.ENGLISH;
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        Locale known = locale == null ? null : known(locale.getLanguage());
        if (known == null || response == null) {
            return;
        }
        request.setAttribute(COOKIE, known);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, known.getLanguage())
                        .path("/")
                        .maxAge(Duration.ofDays(365))
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    /** The language in which we can answer, or null. */
    static @Nullable Locale known(String language) {
        return switch (language) {
            case "zh" -> Locale.CHINESE;
            case "en" -> Locale.ENGLISH;
            default -> null;
        };
    }
}
