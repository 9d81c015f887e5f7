package io.aftercare.notification;

import io.aftercare.ticket.Ticket;
import java.util.Optional;

/** A way to the customer where he is talking with us already: a chat, a shop, a marketplace (0-10, 3-06). */
public interface ConversationWay {

    /** Puts the message on its way, inside the caller's transaction, once per {@code key}. */
    Told tell(Ticket ticket, ChatMessage message);

    /** Whether a message would go this way. */
    boolean reaches(Ticket ticket);

    /** Whether everybody who talks with us about this ticket is known to be its customer; empty when nobody does. */
    Optional<Boolean> isHis(Ticket ticket);

    /** Keeps what is said there waiting until the transaction ends. */
    void hold(String ticketNumber);

    /** What is said there belongs to the other ticket from now on, which this one has become a part of. */
    void handOn(String from, String to);

    /** What became of it. */
    enum Told {
        /** He does not talk with us this way. */
        NOT_HERE,
        NOW,
        BEFORE
    }

    /**
     * Words without greeting and closing.
     *
     * @param key the same for the same message
     */
    record ChatMessage(String key, Template template, String subject, String text) {}
}
