package io.aftercare.desk;

import io.aftercare.ticket.Ticket;
import java.util.Optional;

/** A feature above the desk adds a card to the ticket's page; one bean per card. */
public interface TicketPagePart {

    /** The template whose fragment {@code part} shows it; the model is its variable {@code part}. */
    String template();

    /** What the card shows; empty where there is nothing to show. */
    Optional<Object> of(Ticket ticket, Words words);
}
