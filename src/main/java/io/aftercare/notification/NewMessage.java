package io.aftercare.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message on its way into the outbox. */
record NewMessage(
        String dedupKey,
        @Nullable String ticketNumber,
        Audience audience,
        Template template,
        String language,
        Delivery channel,
        String recipient,
        String subject,
        String body,
        boolean urgent,
        String messageId,
        Instant createdAt) {}
