package io.aftercare.mailbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a mailbox was last looked at, and what went wrong since. */
public record MailboxStatus(
        String mailbox,
        @Nullable Instant polledAt,
        @Nullable Instant failedAt,
        @Nullable String failure) {}
