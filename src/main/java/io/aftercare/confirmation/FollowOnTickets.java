package io.aftercare.confirmation;

import io.aftercare.ticket.Ticket;

/** Opens a new ticket for somebody who writes long after the former one was over. */
public interface FollowOnTickets {

    /** A ticket that continues {@code former} with the customer's new words; its number. */
    String open(Ticket former, String text);
}
