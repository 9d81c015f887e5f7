package io.aftercare.privacy;

import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerAnonymised;
import io.aftercare.customer.Customers;
import io.aftercare.customer.Reveals;
import io.aftercare.payment.Price;
import io.aftercare.payment.Prices;
import io.aftercare.payment.Reversal;
import io.aftercare.payment.Reversals;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.Subject;
import io.aftercare.tracking.TicketClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes in, checks and decides what customers ask for about their data, in time (E-04). */
@Service
@Transactional
public class PrivacyRequests {

    /** As it stands on the rows of clocks. */
    static final String SUBJECT = "PRIVACY";

    /** An export whose download broke can be fetched again for so long. */
    private static final Duration AGAIN = Duration.ofDays(7);

    private static final int LONGEST = 2_000;
    private static final int MOST_DECIDED = 50;
    private static final String FORGOTTEN = "—";

    private final PrivacyMapper requests;
    private final Customers customers;
    private final PersonalFiles files;
    private final Reveals reveals;
    private final TicketService tickets;
    private final Compensations compensations;
    private final Prices prices;
    private final Reversals reversals;
    private final ClockService clocks;
    private final Clock clock;

    PrivacyRequests(
            PrivacyMapper requests,
            Customers customers,
            PersonalFiles files,
            Reveals reveals,
            TicketService tickets,
            Compensations compensations,
            Prices prices,
            Reversals reversals,
            ClockService clocks,
            Clock clock) {
        this.requests = requests;
        this.customers = customers;
        this.files = files;
        this.reveals = reveals;
        this.tickets = tickets;
        this.compensations = compensations;
        this.prices = prices;
        this.reversals = reversals;
        this.clocks = clocks;
        this.clock = clock;
    }

    /** The wish is on record and its time runs; one of a kind at a time. */
    public PrivacyRequest receive(String customerRef, PrivacyRequest.Kind kind, @Nullable String note, String actor) {
        new Checks().atMost("note", note, LONGEST).refuseIfAny();
        Customer customer = customers.require(customerRef);
        if (customer.anonymisedAt() != null) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.customer-forgotten");
        }
        customers.hold(customer.ref());
        if (requests.findOf(customer.ref()).stream().anyMatch(each -> each.isOpen() && each.kind() == kind)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.privacy-asked-already");
        }
        Instant now = clock.instant();
        PrivacyMapper.Key key = new PrivacyMapper.Key();
        requests.insert(
                key,
                new PrivacyRequest(
                        0,
                        kind,
                        PrivacyRequest.State.RECEIVED,
                        customer.ref(),
                        note == null || note.isBlank() ? null : note.strip(),
                        actor,
                        now,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("tier", customer.tier());
        clocks.start(subject(key.id()), null, ClockName.PRIVACY_REQUEST, now, facts);
        return require(key.id());
    }

    /** Somebody made sure, and says how, that the customer himself asks. */
    public void checkIdentity(long id, @Nullable String proof, String actor) {
        String how = Checks.text("proof", proof, LONGEST).strip();
        lock(id);
        if (requests.check(id, how, actor, clock.instant()) == 0) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
    }

    public void refuse(long id, @Nullable String reason, String actor) {
        String why = Checks.text("reason", reason, LONGEST).strip();
        decide(lock(id), PrivacyRequest.State.REFUSED, actor, why);
    }

    /** Everything that we hold about him, in one archive; that it was made stands in the log of reveals. */
    public byte[] export(long id, String actor) {
        PrivacyRequest request = lock(id);
        boolean again = request.state() == PrivacyRequest.State.DONE
                && request.decidedAt() != null
                && clock.instant().isBefore(request.decidedAt().plus(AGAIN));
        if (request.kind() != PrivacyRequest.Kind.EXPORT || !again && request.state() != PrivacyRequest.State.CHECKED) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.privacy-unchecked");
        }
        byte[] archive = files.archive(customers.require(request.customerRef()).ref());
        reveals.exported(request.customerRef(), actor, "EXPORT " + id);
        if (!again) {
            decide(request, PrivacyRequest.State.DONE, actor, null);
        }
        return archive;
    }

    /** Forgets him; refused while a ticket or money is open. */
    public void delete(long id, String actor) {
        PrivacyRequest request = lock(id);
        if (request.kind() != PrivacyRequest.Kind.DELETION || request.state() != PrivacyRequest.State.CHECKED) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.privacy-unchecked");
        }
        customers.hold(request.customerRef());
        List<Blocker> blockers = blockers(request.customerRef());
        if (!blockers.isEmpty()) {
            throw new ProblemException(
                    ProblemType.RULE_REFUSES,
                    "problem.privacy-open",
                    String.join(
                            ", ",
                            blockers.stream()
                                    .map(Blocker::ticketNumber)
                                    .distinct()
                                    .toList()));
        }
        decide(request, PrivacyRequest.State.DONE, actor, null);
        customers.anonymise(request.customerRef());
    }

    /** Forgets him without a request on record; refused while money is open, which could then be paid to nobody (E-04). */
    public void forget(String customerRef) {
        String ref = customers.require(customerRef).ref();
        customers.hold(ref);
        List<String> owing = blockers(ref).stream()
                .filter(blocker -> blocker.why() == Blocker.Why.MONEY)
                .map(Blocker::ticketNumber)
                .toList();
        if (!owing.isEmpty()) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.privacy-open", String.join(", ", owing));
        }
        customers.anonymise(ref);
    }

    /** What stands in the way of forgetting him: open tickets, promised and unpaid money, payments owed or reversed. */
    @Transactional(readOnly = true)
    public List<Blocker> blockers(String customerRef) {
        List<Blocker> found = new ArrayList<>();
        for (String number : tickets.numbersOf(customerRef)) {
            Ticket ticket = tickets.require(number);
            if (!ticket.status().isFinal()) {
                found.add(new Blocker(number, Blocker.Why.TICKET));
            }
            boolean promised =
                    compensations.of(number).stream().anyMatch(line -> line.state() == CompensationLine.State.PROPOSED);
            boolean owed = ticket.status() != TicketStatus.CANCELLED
                    && prices.of(number)
                            .filter(price -> price.isDue() || isInvoiceAsked(price))
                            .isPresent();
            boolean reversed = reversals.ofTicket(number).stream().anyMatch(PrivacyRequests::isPending);
            if (promised || owed || reversed) {
                found.add(new Blocker(number, Blocker.Why.MONEY));
            }
        }
        return found;
    }

    @Transactional(readOnly = true)
    public PrivacyRequest require(long id) {
        return requests.find(id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.privacy-unknown"));
    }

    /** What has to be decided, oldest first. */
    @Transactional(readOnly = true)
    public List<PrivacyRequest> open() {
        return requests.findOpen();
    }

    /** What was decided, newest first. */
    @Transactional(readOnly = true)
    public List<PrivacyRequest> decided() {
        return requests.findDecided(MOST_DECIDED);
    }

    /** By when it has to be decided; null once it is. */
    @Transactional(readOnly = true)
    public @Nullable TicketClock clockOf(long id) {
        return clocks.of(subject(id)).stream().reduce((first, second) -> second).orElse(null);
    }

    /** What he wrote with his request goes with him. */
    @EventListener
    public void forget(CustomerAnonymised customer) {
        requests.forget(customer.ref(), FORGOTTEN);
    }

    PrivacyRequest lock(long id) {
        return requests.findForUpdate(id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.privacy-unknown"));
    }

    private void decide(PrivacyRequest request, PrivacyRequest.State state, String actor, @Nullable String refusal) {
        if (requests.decide(request.id(), state, actor, clock.instant(), refusal) == 0) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        clocks.meet(subject(request.id()), ClockName.PRIVACY_REQUEST);
    }

    static Subject subject(long id) {
        return new Subject(SUBJECT, Long.toString(id));
    }

    private static boolean isInvoiceAsked(Price price) {
        Price.Invoice invoice = price.invoice();
        return invoice != null && invoice.state() == Price.Invoice.State.REQUESTED;
    }

    private static boolean isPending(Reversal reversal) {
        return reversal.state() == Reversal.State.PENDING;
    }

    /** A ticket that keeps a customer from being forgotten. */
    public record Blocker(String ticketNumber, Why why) {

        public enum Why {
            TICKET,
            MONEY
        }
    }
}
