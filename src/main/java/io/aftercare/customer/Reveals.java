package io.aftercare.customer;

import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TicketService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows whole contacts to whoever says why, writes it down, and stops who looks at too many (E-04). Counted in the
 * table, so that all nodes count together.
 */
@Service
@Transactional
public class Reveals {

    public static final Duration WINDOW = Duration.ofHours(1);

    private static final int LONGEST_REASON = 500;
    private static final int MOST_SHOWN = 200;
    private static final Duration A_DAY = Duration.ofDays(1);

    private final RevealMapper reveals;
    private final Customers customers;
    private final TicketService tickets;
    private final int perHour;
    private final Clock clock;

    Reveals(
            RevealMapper reveals,
            Customers customers,
            TicketService tickets,
            @Value("${aftercare.privacy.reveals-per-hour:20}") int perHour,
            Clock clock) {
        this.reveals = reveals;
        this.customers = customers;
        this.tickets = tickets;
        this.perHour = perHour;
        this.clock = clock;
    }

    /** What he can be reached and recognised by, whole; 429 when this user has seen enough for an hour. */
    public Contacts reveal(String ref, @Nullable String ticketNumber, @Nullable String reason, String actor) {
        String why = Checks.text("reason", reason, LONGEST_REASON).strip();
        new Checks().says("reason", why).refuseIfAny();
        Customer customer = customers.require(ref);
        if (ticketNumber != null && !tickets.require(ticketNumber).customerRef().equals(customer.ref())) {
            throw new ProblemException(ProblemType.NOT_FOUND, "problem.ticket-unknown");
        }
        Instant now = clock.instant();
        if (reveals.countSince(actor, now.minus(WINDOW)) >= perHour) {
            throw new ProblemException(ProblemType.TOO_MANY_REQUESTS, "problem.too-many-reveals", perHour);
        }
        reveals.insert(customer.ref(), ticketNumber, why, actor, now);
        return new Contacts(
                customer.ref(),
                customer.phone(),
                customer.email(),
                customer.channelId(),
                customers.identities(customer.ref()));
    }

    /** Everything about him left the house at his own wish: that stands in the log too, without a limit. */
    public void exported(String ref, String actor, String reason) {
        reveals.insert(customers.require(ref).ref(), null, reason, actor, clock.instant());
    }

    /** Who looked at this customer or at whoever was merged into him. */
    @Transactional(readOnly = true)
    public List<Reveal> of(String ref) {
        return customers.withMerged(ref).stream()
                .flatMap(each -> reveals.find(each, MOST_SHOWN).stream())
                .sorted((one, other) -> Long.compare(other.id(), one.id()))
                .toList();
    }

    /** The newest, of one user or of all. */
    @Transactional(readOnly = true)
    public List<Reveal> newest(@Nullable String actor) {
        return reveals.findNewest(actor, MOST_SHOWN);
    }

    /** How often each user looked within a day, most first. */
    @Transactional(readOnly = true)
    public List<Use> uses() {
        return reveals.findUses(clock.instant().minus(A_DAY), MOST_SHOWN);
    }

    public int perHour() {
        return perHour;
    }

    /** Whoever is forgotten is not named in a reason either. */
    @EventListener
    public void forget(CustomerAnonymised customer) {
        reveals.forgetReasons(customer.ref(), "—");
    }

    /** How often one user looked, and at how many customers. */
    public record Use(String revealedBy, long times, long customers) {}

    /** Unmasked; only for the eyes of who gave a reason. */
    public record Contacts(
            String ref,
            @Nullable String phone,
            @Nullable String email,
            @Nullable String channelId,
            List<Identity> identities) {}
}
