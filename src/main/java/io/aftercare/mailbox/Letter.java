package io.aftercare.mailbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mail says, read once: who, what about, which thread, the words and the files. */
record Letter(
        @Nullable String messageId,
        List<String> thread,
        @Nullable Writer from,
        List<String> otherSenders,
        String subject,
        String text,
        @Nullable String html,
        List<Piece> files,
        Nature nature,
        @Nullable Bounce bounce,
        boolean wantsNoAnswer) {

    /** Address in lower case. */
    record Writer(String address, @Nullable String name) {}

    record Piece(
            @Nullable String name,
            String type,
            byte[] content,
            boolean inline,
            @Nullable String contentId) {}

    /** What a machine at the other end reports about a message of ours. */
    record Bounce(boolean failed, List<String> messageIds, String report) {}

    /** Who speaks: a person, or a machine that is not to be answered (RFC 3834). */
    enum Nature {
        PERSONAL,
        AUTOMATIC,
        BOUNCE,
        LIST
    }
}
