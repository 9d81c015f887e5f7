package io.aftercare.mailbox;

/** What became of a mail; nothing that came in is without one of these. */
public enum MailState {
    /** Stored, and next to be worked on. */
    WAITING,
    /** Opened a ticket. */
    TICKET,
    /** A line on a ticket that was there. */
    MESSAGE,
    /** A machine wrote it: noted, never answered. */
    AUTOMATIC,
    /** Says that a message of ours did not arrive. */
    BOUNCE,
    /** Written to a list, not to us. */
    LIST,
    /** The same mail once more. */
    DUPLICATE,
    /** Waits for a person. */
    QUARANTINED,
    /** A person looked and put it aside. */
    DISCARDED
}
