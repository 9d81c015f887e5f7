package io.aftercare.notification;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.Fingerprint;
import io.aftercare.security.Signature;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.transaction.OncePerTransaction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links to the customer's page: the token is an HMAC of a server secret over ticket and link number, so that a later
 * message can carry it again; the table keeps its hash, expiry and revocation only.
 */
@Service
@Transactional
public class TrackingLinks {

    private static final int SHORTEST_SECRET = 16;

    private final TrackingLinkMapper links;
    private final OncePerTransaction<String, Optional<TrackingLinkMapper.Link>> latest;
    private final TicketService tickets;
    private final String secret;
    private final String base;
    private final Clock clock;

    TrackingLinks(
            TrackingLinkMapper links,
            TicketService tickets,
            @Value("${aftercare.tracking-secret}") String secret,
            @Value("${aftercare.public-url}") String publicUrl,
            Clock clock) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "aftercare.tracking-secret needs at least " + SHORTEST_SECRET + " characters");
        }
        this.links = links;
        this.latest = new OncePerTransaction<>(links::findLatest);
        this.tickets = tickets;
        this.secret = secret;
        this.base = publicUrl.replaceFirst("/+$", "");
        this.clock = clock;
    }

    /** Absolute address of the ticket's page, {@code <base>/t/<token>}; makes the link on first use. */
    public String url(Ticket ticket) {
        return url(ticket.number());
    }

    /** As {@link #url(Ticket)}. After a revocation, or under a new secret, it is a new link. */
    String url(String ticketNumber) {
        Optional<TrackingLinkMapper.Link> known = latest(ticketNumber);
        int linkNo = 1;
        if (known.isPresent()) {
            TrackingLinkMapper.Link link = known.get();
            String token = token(ticketNumber, link.linkNo());
            if (link.revokedAt() == null && link.tokenHash().equals(hash(token))) {
                return base + "/t/" + token;
            }
            if (link.revokedAt() != null && tickets.merge(ticketNumber).isPresent()) {
                return base + "/t/" + token;
            }
            linkNo = link.linkNo() + 1;
        }
        String token = token(ticketNumber, linkNo);
        try {
            links.insert(ticketNumber, linkNo, hash(token));
        } catch (DuplicateKeyException sameLinkMadeMeanwhile) {
            // the token depends on ticket and number alone, so the other one made just this link
        }
        latest.keep(ticketNumber, Optional.of(new TrackingLinkMapper.Link(linkNo, hash(token), null)));
        return base + "/t/" + token;
    }

    /** What whoever sent the ticket in was given then; it does not become a new one after a revocation. */
    public String urlGiven(String ticketNumber) {
        String first = token(ticketNumber, 1);
        return latest(ticketNumber)
                        .filter(link -> link.revokedAt() != null
                                || link.linkNo() > 1
                                || link.tokenHash().equals(hash(first)))
                        .isPresent()
                ? base + "/t/" + first
                : url(ticketNumber);
    }

    /** Whoever has a link of this very ticket reads no further from now on; nothing of what became part of it. */
    public void endOf(String ticketNumber) {
        url(ticketNumber);
        links.revoke(ticketNumber, clock.instant());
        latest.forget();
    }

    /**
     * The number of the ticket behind a token, or of the one that it became part of; 404 for an unknown, expired or
     * revoked one (no difference to be seen).
     */
    @Transactional(readOnly = true)
    public String ticketOf(String token) {
        return links.findTicket(hash(token), clock.instant())
                .map(tickets::followed)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.link-unknown"));
    }

    /** Links of a closed ticket, and of what became part of it, end at {@code at}. */
    public void expire(String ticketNumber, Instant at) {
        tickets.withMerged(ticketNumber).forEach(number -> links.changeExpiry(number, at));
    }

    /** A reopened ticket's links live on. */
    public void keep(String ticketNumber) {
        tickets.withMerged(ticketNumber).forEach(number -> links.changeExpiry(number, null));
    }

    /** Links given out so far lead nowhere from now on; the next message carries a new one. */
    public void revoke(String ticketNumber) {
        tickets.withMerged(ticketNumber).forEach(number -> links.revoke(number, clock.instant()));
        latest.forget();
    }

    /** Where a member of staff sees what waits for his decision. */
    String deskUrl() {
        return base + "/approvals";
    }

    /** Address of any other page of ours. */
    String pageUrl(String path) {
        return base + path;
    }

    /** Address of the ticket's page for staff. */
    String staffUrl(String ticketNumber) {
        return base + "/tickets/" + ticketNumber;
    }

    /** Always the same for a message, and nobody can guess it: who names it has read our mail (S11). */
    String messageId(String key) {
        byte[] signature = Signature.of(secret, ("message:" + key).getBytes(StandardCharsets.UTF_8));
        return "<" + HexFormat.of().formatHex(signature).substring(0, 32) + "@aftercare>";
    }

    private Optional<TrackingLinkMapper.Link> latest(String ticketNumber) {
        return Objects.requireNonNull(latest.of(ticketNumber));
    }

    private String token(String ticketNumber, int linkNo) {
        byte[] signature = Signature.of(secret, (ticketNumber + ":" + linkNo).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String hash(String token) {
        return Fingerprint.of(token);
    }
}
