package io.aftercare.conversation;

/** Where something that came in stands now: its ticket and the line of the timeline that its files hang on. */
public record Received(String ticketNumber, Kind kind, long timelineEntryId) {

    /** What it did. */
    public enum Kind {
        NEW,
        ADDED,
        REOPENED,
        CONTINUED
    }
}
