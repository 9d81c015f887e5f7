package io.aftercare.notification;

import io.aftercare.ticket.Ticket;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links to the customer's page: the token is an HMAC of a server secret over ticket and link number, so that a later
 * message can carry it again; the table keeps its hash, expiry and revocation only.
 */
@Service
@Transactional
public class TrackingLinks {

    /** Absolute address of the ticket's page, {@code <base>/t/<token>}; makes the link on first use. */
    public String url(Ticket ticket) {
        throw new UnsupportedOperationException();
    }

    /** The ticket number behind a token; 404 for an unknown, expired or revoked one (no difference to be seen). */
    public String ticketOf(String token) {
        throw new UnsupportedOperationException();
    }

    /** Links of a closed ticket end at {@code at}. */
    public void expire(String ticketNumber, Instant at) {
        throw new UnsupportedOperationException();
    }

    /** A reopened ticket's links live on. */
    public void keep(String ticketNumber) {
        throw new UnsupportedOperationException();
    }
}
