package io.aftercare.channel;

import io.aftercare.problem.Checks;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.RequestType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source brings: one message of a customer with what is known about it (src/docs/channels.md).
 *
 * @param messageId what the source calls it: the same again is answered as before
 * @param ticketNumber only together with the conversation that belongs to it
 */
record ChannelMessage(
        @Nullable String messageId,
        @Nullable Instant sentAt,
        @Nullable Person sender,
        @Nullable Conversation conversation,
        @Nullable String subject,
        @Nullable String text,
        @Nullable List<File> attachments,
        @Nullable RequestType requestType,
        @Nullable String orderNo,
        @Nullable String productSerial,
        @Nullable Mood mood,
        @Nullable Boolean suspectedEmergency,
        @Nullable String externalNumber,
        @Nullable Instant externalDueAt,
        @Nullable String ticketNumber) {

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_CHANNEL_ID = 64;
    private static final int LONGEST_TEXT = 20_000;
    private static final int MOST_LINES = 200;
    private static final int LONGEST_LINE = 2_000;
    private static final int MOST_FILES = 10;

    /** Who wrote it; {@code channelId} is his id in the source's own world. */
    record Person(
            @Nullable String channelId,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email) {}

    /** Which conversation it is part of, and what was said there before that we have not heard (3-10). */
    record Conversation(@Nullable String id, @Nullable List<Line> transcript) {}

    record Line(
            @Nullable Author author,
            @Nullable String text,
            @Nullable Instant at) {}

    enum Author {
        CUSTOMER,
        BOT,
        AGENT
    }

    /** A small file in base64. */
    record File(@Nullable String name, @Nullable String type, byte @Nullable [] content) {}

    /** Refuses what is missing or too long; all at once. */
    void check() {
        Checks checks = new Checks()
                .required("messageId", messageId)
                .atMost("messageId", messageId, LONGEST_ID)
                .required("sender", sender)
                .atMost("subject", subject, LONGEST_ID)
                .atMost("text", text, LONGEST_TEXT)
                .atMost("ticketNumber", ticketNumber, 20)
                .atMost("orderNo", orderNo, 64)
                .atMost("productSerial", productSerial, 100)
                .atMost("externalNumber", externalNumber, 100);
        if (files().isEmpty()) {
            checks.required("text", text);
        }
        if (sender != null) {
            checks.that(
                            said(sender.channelId()) || said(sender.phone()) || said(sender.email()),
                            "sender",
                            "field.contact")
                    .atMost("sender.channelId", sender.channelId(), LONGEST_CHANNEL_ID)
                    .atMost("sender.name", sender.name(), 200)
                    .atMost("sender.phone", sender.phone(), 40)
                    .atMost("sender.email", sender.email(), 254);
        }
        if (conversation != null) {
            checks.required("conversation.id", conversation.id())
                    .atMost("conversation.id", conversation.id(), LONGEST_ID);
        }
        checks.that(transcript().size() <= MOST_LINES, "conversation.transcript", "field.too-many", MOST_LINES);
        for (Line line : transcript()) {
            checks.required("conversation.transcript.author", line.author())
                    .required("conversation.transcript.text", line.text())
                    .atMost("conversation.transcript.text", line.text(), LONGEST_LINE);
        }
        checks.that(files().size() <= MOST_FILES, "attachments", "field.too-many", MOST_FILES);
        for (File file : files()) {
            checks.required("attachments.content", file.content()).atMost("attachments.name", file.name(), LONGEST_ID);
        }
        checks.refuseIfAny();
    }

    List<Line> transcript() {
        return conversation == null || conversation.transcript() == null ? List.of() : conversation.transcript();
    }

    List<File> files() {
        return attachments == null ? List.of() : attachments;
    }

    private static boolean said(@Nullable String text) {
        return text != null && !Checks.isBlank(text);
    }
}
