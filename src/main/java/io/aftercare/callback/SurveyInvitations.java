package io.aftercare.callback;

import io.aftercare.ticket.Ticket;
import java.time.Instant;

/** Whoever keeps the surveys makes the personal link of a round of work (L10). */
public interface SurveyInvitations {

    /** The number of the round's one invitation: the same for a second asking. */
    long invite(Ticket ticket, Instant endsAt);
}
