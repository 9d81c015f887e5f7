package io.aftercare.conversation;

import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.RequestType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a customer sent, as its channel understood it (3-06). The channel has made sure that it comes once.
 *
 * @param ticketNumber set only when the channel's own thread proves that it belongs to this ticket
 * @param text may be blank when files came with it
 * @param attachments ids of kept files that hang on nothing yet
 * @param acknowledge false when no receipt may leave, for example to a machine (RFC 3834)
 */
public record Incoming(
        Channel channel,
        Sender sender,
        @Nullable String ticketNumber,
        @Nullable String subject,
        String text,
        List<String> attachments,
        @Nullable RequestType requestType,
        @Nullable String orderNo,
        @Nullable String productSerial,
        @Nullable String serviceAddress,
        @Nullable Instant occurredAt,
        @Nullable Mood mood,
        boolean suspectedEmergency,
        @Nullable String externalNumber,
        @Nullable Instant externalDueAt,
        boolean acknowledge) {

    /** Words of somebody, and nothing else known. */
    public static Incoming of(Channel channel, Sender sender, String text) {
        return new Incoming(
                channel, sender, null, null, text, List.of(), null, null, null, null, null, null, false, null, null,
                true);
    }

    /** The next words on a ticket that they are known to belong to. */
    public static Incoming on(String ticketNumber, Channel channel, Sender sender, String text, List<String> files) {
        return new Incoming(
                channel,
                sender,
                ticketNumber,
                null,
                text,
                files,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                true);
    }
}
