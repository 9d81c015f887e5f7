package io.aftercare.mailbox;

import org.jspecify.annotations.Nullable;

/** Which mails to show; {@code q} is part of a sender or a subject. */
public record MailFilter(
        @Nullable MailState state,
        @Nullable String mailbox,
        @Nullable String q) {

    /** For {@code like}: with its wildcards made harmless, or null. */
    public @Nullable String pattern() {
        return q == null || q.isBlank()
                ? null
                : "%" + q.strip().replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
