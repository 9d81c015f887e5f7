package io.aftercare.notification;

import io.aftercare.ticket.Ticket;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port to the mail that customers wrote: what leaves for them goes where they wrote from, into the same thread (L11). */
public interface MailThreads {

    /** What the customer of this ticket wrote by mail; empty when he did not. */
    Optional<Thread> of(String ticketNumber);

    /** Whether the mail that made this ticket came from an address of its customer; empty when no mail made it. */
    Optional<Boolean> isHis(Ticket ticket);

    /** Where answers to our mail are read; empty when no mailbox is. */
    Optional<String> answersTo();

    /**
     * @param address where he wrote from
     * @param mailbox the address of the mailbox that he wrote to
     * @param messageIds of his mails, oldest first
     */
    record Thread(String address, @Nullable String mailbox, List<String> messageIds) {}
}
