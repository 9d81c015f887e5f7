package io.aftercare.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/**
 * The page that somebody wanted before he signed in, kept in a cookie, so that strangers leave no rows in the database.
 * Only its path counts: whatever host a cookie names, the way back stays in this house (S16).
 */
class WantedPage extends CookieRequestCache {

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest wanted = super.getRequest(request, response);
        return wanted == null ? null : new SimpleSavedRequest(pathOf(wanted.getRedirectUrl()));
    }

    static String pathOf(String url) {
        try {
            URI wanted = URI.create(url);
            String path = Objects.requireNonNullElse(wanted.getRawPath(), "").replaceFirst("^[/\\\\]+", "");
            return "/" + path + (wanted.getRawQuery() == null ? "" : "?" + wanted.getRawQuery());
        } catch (IllegalArgumentException noAddress) {
            return "/";
        }
    }
}
