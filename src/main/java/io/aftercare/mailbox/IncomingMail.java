package io.aftercare.mailbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A mail that came in and what became of it. {@code attempts} counts the tries begun. */
public record IncomingMail(
        long id,
        String mailbox,
        @Nullable String messageId,
        @Nullable String sender,
        @Nullable String senderName,
        @Nullable String subject,
        long sizeBytes,
        boolean whole,
        MailState state,
        int attempts,
        Instant nextAttemptAt,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Long duplicateOf,
        @Nullable String ticketNumber,
        @Nullable Long timelineEntryId,
        boolean trusted,
        boolean spam,
        @Nullable String acceptedBy,
        @Nullable String settledBy,
        Instant receivedAt,
        @Nullable Instant settledAt) {

    /** The same mail as its new holder sees it. */
    IncomingMail claimed(Instant leaseEnds) {
        return new IncomingMail(
                id,
                mailbox,
                messageId,
                sender,
                senderName,
                subject,
                sizeBytes,
                whole,
                state,
                attempts + 1,
                leaseEnds,
                reason,
                detail,
                duplicateOf,
                ticketNumber,
                timelineEntryId,
                trusted,
                spam,
                acceptedBy,
                settledBy,
                receivedAt,
                settledAt);
    }

    /** A person has said that it is to be taken in, whoever it seems to come from. */
    boolean isAccepted() {
        return acceptedBy != null;
    }
}
