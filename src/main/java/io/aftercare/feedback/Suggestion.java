package io.aftercare.feedback;

import org.jspecify.annotations.Nullable;

/** What somebody put into the suggestion box; {@code formKey} makes a form that is sent twice one suggestion. */
public record Suggestion(
        @Nullable String formKey,
        @Nullable String text,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        String language) {}
