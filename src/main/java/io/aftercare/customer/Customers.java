package io.aftercare.customer;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TicketService;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds or adds the one customer behind a way to reach him (3-08); deleting a person is anonymising (E-04). */
@Service
@Transactional
public class Customers {

    public static final String STANDARD_TIER = "STANDARD";

    /** Stands where a name or his words stood. */
    private static final String FORGOTTEN = "—";

    private final CustomerMapper customers;
    private final TicketService tickets;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Customers(CustomerMapper customers, TicketService tickets, ApplicationEventPublisher events, Clock clock) {
        this.customers = customers;
        this.tickets = tickets;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Customer require(String ref) {
        return find(ref).orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.customer-unknown"));
    }

    @Transactional(readOnly = true)
    public Optional<Customer> find(String ref) {
        return customers.find(ref);
    }

    /** The customer who is known by all of the given contacts that we have, else a new one. */
    public Customer findOrAdd(String name, @Nullable String phone, @Nullable String email, @Nullable String channelId) {
        String digits = phone == null ? null : phone.replaceAll("[\\s()-]", "");
        String mail = email == null ? null : email.toLowerCase(Locale.ROOT);
        List<Customer> known = customers.findByContact(digits, mail, channelId);
        for (Customer customer : known) {
            if (customer.name().equals(name)) {
                return customer;
            }
        }
        return add(new Customer(
                "C-" + UUID.randomUUID().toString().substring(0, 13),
                name,
                digits,
                mail,
                channelId,
                STANDARD_TIER,
                clock.instant(),
                null));
    }

    public Customer add(Customer customer) {
        String phone = customer.phone();
        customers.insert(
                customer,
                phone == null ? null : new StringBuilder(phone).reverse().toString());
        return customer;
    }

    public void addOrder(CustomerOrder order) {
        customers.insertOrder(order);
    }

    /** Forgets who he was and what he wrote; tickets, sums and approvals stay auditable. */
    public void anonymise(String ref) {
        Customer customer = require(ref);
        if (customer.anonymisedAt() == null) {
            customers.anonymise(ref, FORGOTTEN, clock.instant());
            tickets.forget(ref, FORGOTTEN);
            events.publishEvent(new CustomerAnonymised(ref));
        }
    }
}
