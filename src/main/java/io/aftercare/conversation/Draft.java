package io.aftercare.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is writing on a ticket; kept until it is sent, so that nothing typed is ever lost.
 *
 * @param internal a note for colleagues; else a message to the customer
 * @param sendAt until then it can be taken back; null while it is being written
 * @param failure why it could not be sent, in the house's language
 */
public record Draft(
        long id,
        String ticketNumber,
        String author,
        boolean internal,
        String text,
        Instant updatedAt,
        @Nullable Instant sendAt,
        @Nullable String failure) {}
