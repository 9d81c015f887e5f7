package io.aftercare.attachment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that is kept for a ticket (4-01, E-04). {@code type} is what its content says it is, {@code picture} means
 * that a thumbnail made by us exists, {@code broughtBy} is a user id or {@code customer}; without a ticket it was not
 * attached yet.
 */
public record Attachment(
        String id,
        @Nullable String ticketNumber,
        @Nullable Long timelineEntryId,
        String name,
        String type,
        long size,
        boolean picture,
        boolean inline,
        @Nullable String contentId,
        boolean visibleToCustomer,
        String broughtBy,
        Instant keptAt) {

    /** For example {@code 640 kB}, the way people say it. */
    public String shownSize() {
        return FileSize.of(size);
    }
}
