package io.aftercare.mailbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A mail on its way into the table. */
record NewMail(
        String mailbox,
        String mailKey,
        long uidValidity,
        long uid,
        @Nullable String messageId,
        @Nullable String sender,
        @Nullable String senderName,
        @Nullable String subject,
        long sizeBytes,
        boolean whole,
        MailState state,
        @Nullable String reason,
        @Nullable Long duplicateOf,
        Instant at) {}
