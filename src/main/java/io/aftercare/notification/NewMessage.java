package io.aftercare.notification;

import java.time.Instant;

/** A message on its way into the outbox. */
record NewMessage(
        String dedupKey,
        String ticketNumber,
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
