package io.aftercare.callback;

import org.jspecify.annotations.Nullable;

/** What the agent noted on the call (4-16); the answers matter only when the customer was reached. */
public record CallForm(
        boolean reached,
        @Nullable Boolean resolved,
        @Nullable Integer speed,
        @Nullable Integer effect,
        @Nullable Integer attitude,
        @Nullable Integer overall,
        @Nullable Integer recommend,
        @Nullable String suggestion) {

    SurveyForm answers() {
        return new SurveyForm(resolved, speed, effect, attitude, overall, recommend, suggestion);
    }
}
