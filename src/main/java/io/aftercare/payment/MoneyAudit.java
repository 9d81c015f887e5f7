package io.aftercare.payment;

import io.aftercare.problem.Checks;
import io.aftercare.ticket.TicketService;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who promised, decided, handed out and took back what (Money 6). Read from the tables that are only ever added to, so
 * that there is no second copy of the facts that could say something else.
 */
@Service
@Transactional(readOnly = true)
public class MoneyAudit {

    /** Who may read it. */
    public static final String READERS =
            "hasAnyRole('service-managers', 'compensation-managers', 'finance-staff', 'camunda-admin')";

    /** The most entries of one answer; who needs more narrows the range. */
    public static final int MOST = 20_000;

    private final MoneyAuditMapper entries;
    private final TicketService tickets;

    MoneyAudit(MoneyAuditMapper entries, TicketService tickets) {
        this.entries = entries;
        this.tickets = tickets;
    }

    /** One ticket's entries, oldest first; 404 for an unknown one. */
    public List<Entry> of(String ticketNumber) {
        tickets.require(ticketNumber);
        return entries.find(ticketNumber, null, null, MOST);
    }

    /** All tickets' entries of a range, oldest first; {@code until} is the first moment that is no longer in it. */
    public List<Entry> between(Instant from, Instant until, int most) {
        new Checks().that(from.isBefore(until), "to", "field.after-from").refuseIfAny();
        return entries.find(null, from, until, Math.min(most, MOST));
    }

    /** PROPOSED, APPROVED, REJECTED, PAID, GRANTED, REVERSED, REVERSAL_REQUESTED, REVERSAL_REJECTED, PRICE_PAID. */
    public record Entry(
            String ticketNumber,
            Instant at,
            String event,
            String actor,
            @Nullable String onBehalfOf,
            @Nullable String gate,
            @Nullable Long lineId,
            @Nullable String kind,
            @Nullable String nature,
            @Nullable BigDecimal amount,
            @Nullable String contentHash,
            @Nullable Integer ruleVersion,
            @Nullable String approvals,
            @Nullable String note) {}
}
