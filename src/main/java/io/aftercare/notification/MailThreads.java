package io.aftercare.notification;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port to the mail that customers wrote: what leaves for them goes where they wrote from, into the same thread (L11). */
public interface MailThreads {

    /** What the customer of this ticket wrote by mail; empty when he did not. */
    Optional<Thread> of(String ticketNumber);

    /** Where answers to our mail are read; empty when no mailbox is. */
    Optional<String> answersTo();

    /**
     * @param address where he wrote from
     * @param mailbox the address of the mailbox that he wrote to
     * @param messageIds of his mails, oldest first
     */
    record Thread(String address, @Nullable String mailbox, List<String> messageIds) {}
}
