package io.aftercare.portal;

import io.aftercare.callback.SurveyForm;
import io.aftercare.problem.Checks;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The survey as a browser sends it: what cannot be read is kept apart, the rest stays filled in. */
record SurveyFields(SurveyForm form, List<String> unreadable) {

    static final Set<String> NAMES =
            Set.of("resolved", "speed", "effect", "attitude", "overall", "recommend", "suggestion", "started");

    static SurveyFields of(HttpServletRequest request) {
        List<String> unreadable = new ArrayList<>();
        String resolved = value(request, "resolved");
        if (resolved != null && !resolved.equals("true") && !resolved.equals("false")) {
            unreadable.add("resolved");
        }
        SurveyForm form = new SurveyForm(
                resolved == null ? null : Boolean.valueOf(resolved),
                number(request, "speed", unreadable),
                number(request, "effect", unreadable),
                number(request, "attitude", unreadable),
                number(request, "overall", unreadable),
                number(request, "recommend", unreadable),
                value(request, "suggestion"));
        return new SurveyFields(form, unreadable);
    }

    void refuseUnreadable() {
        Checks checks = new Checks();
        for (String field : unreadable) {
            checks.that(false, field, field.equals("resolved") ? "field.boolean" : "field.number");
        }
        checks.refuseIfAny();
    }

    private static @Nullable Integer number(HttpServletRequest request, String field, List<String> unreadable) {
        String value = value(request, field);
        if (value == null) {
            return null;
        }
        if (!value.matches("[0-9]{1,3}")) {
            unreadable.add(field);
            return null;
        }
        return Integer.valueOf(value);
    }

    private static @Nullable String value(HttpServletRequest request, String field) {
        String value = request.getParameter(field);
        return value == null || value.isBlank() ? null : value;
    }
}
