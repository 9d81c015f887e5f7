package io.aftercare.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message in the outbox. {@code attempts} counts the tries begun; {@code nextAttemptAt} is when it is due, or, while
 * SENDING, when the lease ends. In the table the customer's link stands as a mark, so that its token is stored nowhere.
 */
public record OutboxMessage(
        long id,
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
        OutboxState state,
        int attempts,
        Instant createdAt,
        Instant nextAttemptAt,
        @Nullable Instant sentAt,
        @Nullable String lastError) {

    OutboxMessage withBody(String text) {
        return new OutboxMessage(
                id,
                ticketNumber,
                audience,
                template,
                language,
                channel,
                recipient,
                subject,
                text,
                urgent,
                messageId,
                state,
                attempts,
                createdAt,
                nextAttemptAt,
                sentAt,
                lastError);
    }

    /** The same message as its new holder sees it. */
    OutboxMessage claimed(Instant leaseEnds) {
        return new OutboxMessage(
                id,
                ticketNumber,
                audience,
                template,
                language,
                channel,
                recipient,
                subject,
                body,
                urgent,
                messageId,
                OutboxState.SENDING,
                attempts + 1,
                createdAt,
                leaseEnds,
                sentAt,
                lastError);
    }
}
