package io.aftercare.survey;

import org.jspecify.annotations.Nullable;

/** A line of facts on a page; {@code tone} colours it. */
record Fact(String label, String value, @Nullable String tone) {

    static Fact plain(String label, String value) {
        return new Fact(label, value, null);
    }
}
