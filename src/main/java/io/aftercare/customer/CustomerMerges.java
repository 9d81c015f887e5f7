package io.aftercare.customer;

import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TicketMerge;
import io.aftercare.ticket.TicketService;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes one customer of two, after somebody has looked at both, and takes it back (3-08, L14). Both rows are locked in
 * one order first: of merges that race, each sees what the other did.
 */
@Service
@Transactional
public class CustomerMerges {

    private static final int LONGEST_REASON = 2_000;
    private static final String TICKET = "TICKET";
    private static final String ORDER = "ORDER";
    private static final String IDENTITY = "IDENTITY";

    private final MergeMapper merges;
    private final CustomerMapper customers;
    private final TicketService tickets;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CustomerMerges(
            MergeMapper merges,
            CustomerMapper customers,
            TicketService tickets,
            ApplicationEventPublisher events,
            Clock clock) {
        this.merges = merges;
        this.customers = customers;
        this.tickets = tickets;
        this.events = events;
        this.clock = clock;
    }

    /** Everything of {@code source} belongs to {@code target} from now on; what moves is written down. */
    public void merge(String source, @Nullable String target, @Nullable String reason, String actor) {
        String into = Checks.text("into", target, 64).strip();
        String why = Checks.text("reason", reason, LONGEST_REASON).strip();
        new Checks().that(!into.equals(source), "into", "field.itself").refuseIfAny();
        lock(source, into);
        standing(source);
        Customer kept = standing(into);
        MergeMapper.Key key = new MergeMapper.Key();
        merges.insert(key, source, into, why, actor, clock.instant());
        List<String> all = tickets.numbersOf(source);
        release(all);
        for (String number : all) {
            merges.insertPart(key.id(), TICKET, number);
            tickets.moveCustomer(number, source, into, kept.name(), actor);
        }
        for (CustomerOrder order : customers.findOrders(source)) {
            merges.insertPart(key.id(), ORDER, order.orderNo());
            customers.moveOrder(order.orderNo(), source, into);
        }
        for (Identity identity : customers.findIdentities(source)) {
            merges.insertPart(key.id(), IDENTITY, identity.kind() + ":" + identity.value());
            customers.moveIdentity(identity.kind(), identity.value(), source, into);
        }
    }

    /**
     * What the merge of {@code source} moved goes back, as far as it is still where it was moved to; what came since
     * stays, except tickets about an order that goes back and those that continue one that does.
     */
    public void undo(String source, @Nullable String reason, String actor) {
        String why = Checks.text("reason", reason, LONGEST_REASON).strip();
        CustomerMerge found = merges.findActive(source)
                .orElseThrow(() -> customers.findRow(source).isEmpty()
                        ? new ProblemException(ProblemType.NOT_FOUND, "problem.customer-unknown")
                        : new ProblemException(ProblemType.TOO_LATE, "problem.customer-not-merged"));
        String target = found.targetRef();
        lock(source, target);
        CustomerMerge merge = merges.findActive(source)
                .filter(still -> still.id() == found.id())
                .orElseThrow(() -> new ProblemException(ProblemType.TOO_LATE, "problem.customer-not-merged"));
        Customer row = customers.findRow(source).orElseThrow();
        standing(target);
        Set<String> moved = new HashSet<>(merges.findParts(merge.id(), TICKET));
        List<String> orders = merges.findParts(merge.id(), ORDER);
        orders.forEach(order -> moved.addAll(tickets.numbersOf(target, order)));
        moved.addAll(tickets.continuationsOf(moved));
        List<String> back = moved.stream().sorted().toList();
        release(back);
        refuseIfTicketsGrewTogether(moved);
        merges.undo(merge.id(), actor, clock.instant(), why);
        for (String number : back) {
            tickets.moveCustomer(number, target, source, row.name(), actor);
        }
        for (String order : orders) {
            customers.moveOrder(order, target, source);
        }
        for (String identity : merges.findParts(merge.id(), IDENTITY)) {
            int colon = identity.indexOf(':');
            customers.moveIdentity(
                    IdentityKind.valueOf(identity.substring(0, colon)), identity.substring(colon + 1), target, source);
        }
    }

    /** In which the customer took part, newest first. */
    @Transactional(readOnly = true)
    public List<CustomerMerge> of(String ref) {
        return merges.findOf(ref);
    }

    private void lock(String one, String other) {
        Stream.of(one, other).sorted().forEach(ref -> {
            if (customers.lock(ref) == null) {
                throw new ProblemException(ProblemType.NOT_FOUND, "problem.customer-unknown");
            }
        });
    }

    private Customer standing(String ref) {
        Customer customer = customers
                .find(ref)
                .orElseThrow(() -> new ProblemException(ProblemType.TOO_LATE, "problem.customer-merged-already"));
        if (customer.anonymisedAt() != null) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.customer-forgotten");
        }
        return customer;
    }

    /** Locked in one order, so that nothing is merged or signed meanwhile; refused while one has to stay. */
    private void release(List<String> numbers) {
        numbers.stream().sorted().forEach(tickets::lock);
        numbers.forEach(number -> events.publishEvent(new TicketChangesHands(number)));
    }

    /** A ticket that ended in another's would show one person what the other wrote. */
    private void refuseIfTicketsGrewTogether(Set<String> moved) {
        for (String number : moved) {
            Stream<String> others = Stream.concat(
                    tickets.merge(number).map(TicketMerge::targetNumber).stream(),
                    tickets.mergesInto(number).stream().map(TicketMerge::sourceNumber));
            others.filter(other -> !moved.contains(other)).findFirst().ifPresent(other -> {
                throw new ProblemException(ProblemType.RULE_REFUSES, "problem.customer-tickets-merged", number, other);
            });
        }
    }
}
