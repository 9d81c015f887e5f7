package io.aftercare.callback;

import org.jspecify.annotations.Nullable;

/** The callback's questions (4-17): is it solved, four marks from 1 to 5, would he recommend us (0-10), a wish. */
public record SurveyForm(
        @Nullable Boolean resolved,
        @Nullable Integer speed,
        @Nullable Integer effect,
        @Nullable Integer attitude,
        @Nullable Integer overall,
        @Nullable Integer recommend,
        @Nullable String suggestion) {}
