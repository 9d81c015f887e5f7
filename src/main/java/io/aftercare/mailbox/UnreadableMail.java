package io.aftercare.mailbox;

/** A mail that no further try would make readable; it waits for a person. */
class UnreadableMail extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Why why;

    UnreadableMail(Why why) {
        super(why.name());
        this.why = why;
    }

    Why why() {
        return why;
    }

    /** Words in messages/mailbox.properties. */
    enum Why {
        TOO_BIG,
        HEADERS,
        DEPTH,
        PARTS,
        NO_SENDER,
        STAFF_SENDER,
        OWN_ADDRESS,
        SPAM_SENDER,
        REFUSED,
        FAILED
    }
}
