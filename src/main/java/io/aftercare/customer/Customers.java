package io.aftercare.customer;

import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TicketFilter;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import java.text.Normalizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds or adds the one customer behind a way to reach him (3-08); deleting a person is anonymising (E-04). */
@Service
@Transactional
public class Customers {

    public static final String STANDARD_TIER = "STANDARD";

    /** Stands where a name or his words stood. */
    private static final String FORGOTTEN = "—";

    private static final int MOST_FOUND = 50;
    private static final int SHORTEST_PHONE_END = 4;
    private static final int WHOLE_PHONE = 11;
    private static final int LONGEST_CHAIN = 1_000;

    private final CustomerMapper customers;
    private final MergeMapper merges;
    private final TicketService tickets;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Customers(
            CustomerMapper customers,
            MergeMapper merges,
            TicketService tickets,
            ApplicationEventPublisher events,
            Clock clock) {
        this.customers = customers;
        this.merges = merges;
        this.tickets = tickets;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Customer require(String ref) {
        return find(ref).orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.customer-unknown"));
    }

    /** The customer; for one who was merged into another, that one (L14). */
    @Transactional(readOnly = true)
    public Optional<Customer> find(String ref) {
        String current = ref;
        for (int step = 0; step < LONGEST_CHAIN; step++) {
            Optional<Customer> standing = customers.find(current);
            if (standing.isPresent()) {
                return standing;
            }
            Optional<String> target = customers.findMergedInto(current);
            if (target.isEmpty()) {
                return Optional.empty();
            }
            current = target.get();
        }
        throw new IllegalStateException("Customer " + ref + " was merged in a circle");
    }

    /** Holds the customer's row until the transaction ends, so that whoever decides about him decides alone. */
    public void hold(String ref) {
        customers.lock(ref);
    }

    /** The row of this very reference, although it was merged into another. */
    @Transactional(readOnly = true)
    public Optional<Customer> row(String ref) {
        return customers.findRow(ref);
    }

    /**
     * The customer who is known by one of these contacts and by this name, else a new one. A channel's account is
     * enough alone: the channel has checked it. A phone or an address with another name is another person of the house:
     * nobody gets to another's tickets, or hears another's name, by giving a number that he knows.
     */
    public Customer findOrAdd(String name, @Nullable String phone, @Nullable String email, @Nullable String channelId) {
        Map<IdentityKind, String> given = given(phone, email, channelId);
        Optional<Customer> known = recognised(name, given);
        if (known.isPresent()) {
            return known.get();
        }
        Customer added = new Customer(
                "C-" + UUID.randomUUID().toString().substring(0, 13),
                name,
                given.get(IdentityKind.PHONE),
                given.get(IdentityKind.MAIL),
                given.get(IdentityKind.CHANNEL),
                STANDARD_TIER,
                clock.instant(),
                null);
        insert(added);
        if (claim(added.ref(), given)) {
            return added;
        }
        // somebody owns one of them: perhaps the same person, who came by another way at the same moment
        Optional<Customer> meanwhile =
                recognised(name, given).filter(other -> !other.ref().equals(added.ref()));
        if (meanwhile.isPresent()) {
            customers.delete(added.ref());
            return meanwhile.get();
        }
        return added;
    }

    /** Whom the value recognises, for callers who know for certain who speaks to them. */
    @Transactional(readOnly = true)
    public Optional<Customer> owner(IdentityKind kind, @Nullable String value) {
        String normalised = kind.normalised(value);
        return normalised == null
                ? Optional.empty()
                : customers.findOwner(kind, normalised).flatMap(this::find);
    }

    /** Whether this is his, and nobody else is recognised by it. */
    @Transactional(readOnly = true)
    public boolean isKnownBy(String ref, IdentityKind kind, @Nullable String value) {
        return owner(kind, value).filter(known -> known.ref().equals(ref)).isPresent();
    }

    public Customer add(Customer customer) {
        Map<IdentityKind, String> given = given(customer.phone(), customer.email(), customer.channelId());
        Customer kept = new Customer(
                customer.ref(),
                customer.name(),
                given.get(IdentityKind.PHONE),
                given.get(IdentityKind.MAIL),
                given.get(IdentityKind.CHANNEL),
                customer.tier(),
                customer.createdAt(),
                customer.anonymisedAt());
        insert(kept);
        claim(kept.ref(), given);
        return kept;
    }

    /** What he is recognised by. */
    @Transactional(readOnly = true)
    public List<Identity> identities(String ref) {
        return customers.findIdentities(ref);
    }

    /**
     * He can be recognised by this from now on, and reached by it where there was nothing yet; 422 when it is somebody
     * else's. An agent does this who has asked him.
     */
    public void addIdentity(String ref, IdentityKind kind, @Nullable String value, String actor) {
        Customer customer = lockStanding(ref);
        String normalised = kind.normalised(value);
        new Checks()
                .required("value", value)
                .that(
                        value == null
                                || value.isBlank()
                                || normalised != null
                                        && (kind != IdentityKind.PHONE || normalised.matches("[+]?[0-9]{5,20}"))
                                        && (kind != IdentityKind.MAIL
                                                || normalised.matches("[^\\s@]+@[^\\s@]+\\.[^\\s@]+")),
                        "value",
                        "field.identity")
                .refuseIfAny();
        String kept = Objects.requireNonNull(normalised);
        String owner = customers.findOwner(kind, kept).orElse(null);
        if (owner == null) {
            try {
                customers.insertIdentity(kind, kept, reversed(kind, kept), ref, actor, clock.instant());
            } catch (DuplicateKeyException takenMeanwhile) {
                throw new ProblemException(ProblemType.RULE_REFUSES, "problem.identity-taken");
            }
        } else if (!owner.equals(ref)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.identity-taken");
        }
        if (contact(customer, kind) == null) {
            customers.changeContact(ref, kind, kept, reversed(kind, kept));
        }
    }

    /** He is not recognised by this any more. */
    public void removeIdentity(String ref, IdentityKind kind, String value) {
        lockStanding(ref);
        if (customers.deleteIdentity(kind, value, ref) == 0) {
            throw new ProblemException(ProblemType.NOT_FOUND, "problem.identity-unknown");
        }
    }

    /** By name, reference, order number, whole mail address, account, or the last digits of a phone. */
    @Transactional(readOnly = true)
    public List<Customer> search(String text) {
        String wanted = text.strip();
        if (wanted.isEmpty()) {
            return List.of();
        }
        String pattern = "%" + wanted.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
        String mail = wanted.indexOf('@') > 0 ? IdentityKind.MAIL.normalised(wanted) : null;
        return customers.search(wanted, pattern, mail, phoneEnd(wanted), MOST_FOUND);
    }

    /** Everybody whose phone ends like this one: it is not always told with its area code. */
    @Transactional(readOnly = true)
    public List<Customer> withPhone(@Nullable String phone) {
        String end = phone == null ? null : phoneEnd(phone);
        return end == null ? List.of() : customers.findByPhoneEnd(end, MOST_FOUND);
    }

    /** Who might be the same person: the same phone, mail or account; or the same name and the same purchase. */
    @Transactional(readOnly = true)
    public List<Duplicate> duplicates(String ref) {
        Map<String, Duplicate> found = new LinkedHashMap<>();
        for (Customer each : customers.findWithSameContact(ref, 20)) {
            found.put(each.ref(), new Duplicate(each, Duplicate.Why.CONTACT));
        }
        for (Customer each : customers.findWithSameNameAndOrder(ref, 20)) {
            found.putIfAbsent(each.ref(), new Duplicate(each, Duplicate.Why.NAME_AND_ORDER));
        }
        return List.copyOf(found.values());
    }

    public void addOrder(CustomerOrder order) {
        customers.insertOrder(order);
    }

    /** Forgets who he was and what he wrote; tickets, sums and approvals stay auditable. */
    public void anonymise(String ref) {
        Customer customer = require(ref);
        if (customer.anonymisedAt() == null) {
            List<String> refs = withMerged(customer.ref());
            customers.deleteIdentities(refs);
            for (String each : refs) {
                customers.anonymise(each, FORGOTTEN, clock.instant());
                merges.forgetIdentities(each);
                merges.forgetReasons(each, FORGOTTEN);
                tickets.forget(each, FORGOTTEN);
                events.publishEvent(new CustomerAnonymised(each));
            }
        }
    }

    /** The reference, first, and those that were merged into it. */
    @Transactional(readOnly = true)
    public List<String> withMerged(String ref) {
        List<String> all = new ArrayList<>(List.of(ref));
        for (int next = 0; next < all.size(); next++) {
            all.addAll(merges.findSources(all.get(next)));
        }
        return all;
    }

    private Customer lockStanding(String ref) {
        if (customers.lock(ref) == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "problem.customer-unknown");
        }
        Customer customer = customers
                .find(ref)
                .orElseThrow(() -> new ProblemException(ProblemType.TOO_LATE, "problem.customer-merged-already"));
        if (customer.anonymisedAt() != null) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.customer-forgotten");
        }
        return customer;
    }

    private Optional<Customer> recognised(String name, Map<IdentityKind, String> given) {
        for (Map.Entry<IdentityKind, String> each : given.entrySet()) {
            Optional<Customer> owner =
                    customers.findOwner(each.getKey(), each.getValue()).flatMap(this::find);
            if (owner.isPresent()
                    && (each.getKey() == IdentityKind.CHANNEL
                            || sameName(owner.get().name(), name))) {
                return owner;
            }
        }
        String phone = given.get(IdentityKind.PHONE);
        String mail = given.get(IdentityKind.MAIL);
        if (phone == null && mail == null) {
            return Optional.empty();
        }
        return customers.findByContact(phone, mail, null).stream()
                .filter(each -> sameName(each.name(), name))
                .findFirst()
                .flatMap(each -> find(each.ref()));
    }

    private void insert(Customer customer) {
        String phone = customer.phone();
        customers.insert(customer, phone == null ? null : reversed(phone));
    }

    /** What nobody is recognised by yet is his; false when something was somebody else's. */
    private boolean claim(String ref, Map<IdentityKind, String> given) {
        boolean all = true;
        for (Map.Entry<IdentityKind, String> each : given.entrySet()) {
            IdentityKind kind = each.getKey();
            String value = each.getValue();
            if (customers.findOwner(kind, value).isPresent()) {
                all = false;
                continue;
            }
            try {
                customers.insertIdentity(kind, value, reversed(kind, value), ref, Timeline.SYSTEM, clock.instant());
            } catch (DuplicateKeyException takenMeanwhile) {
                all = false;
            }
        }
        return all;
    }

    /** In the order in which locks are taken. */
    private static Map<IdentityKind, String> given(
            @Nullable String phone, @Nullable String email, @Nullable String channelId) {
        Map<IdentityKind, String> given = new EnumMap<>(IdentityKind.class);
        put(given, IdentityKind.CHANNEL, channelId);
        put(given, IdentityKind.MAIL, email);
        put(given, IdentityKind.PHONE, phone);
        return given;
    }

    private static void put(Map<IdentityKind, String> given, IdentityKind kind, @Nullable String value) {
        String normalised = kind.normalised(value);
        if (normalised != null) {
            given.put(kind, normalised);
        }
    }

    private static @Nullable String contact(Customer customer, IdentityKind kind) {
        return switch (kind) {
            case PHONE -> customer.phone();
            case MAIL -> customer.email();
            case CHANNEL -> customer.channelId();
        };
    }

    private static @Nullable String phoneEnd(String text) {
        if (!text.matches("[0-9+ ()-]{1,40}")) {
            return null;
        }
        // a whole number may begin with our country's code, the end of one just with noughts
        String digits = text.replaceAll("[^0-9]", "");
        String whole = digits.length() < WHOLE_PHONE ? digits : IdentityKind.PHONE.normalised(text);
        if (whole == null || whole.length() < SHORTEST_PHONE_END) {
            return null;
        }
        String end = whole.replace("+", "");
        return reversed(end) + (TicketFilter.isPhoneEnd(end.length()) ? "%" : "");
    }

    private static String reversed(IdentityKind kind, String value) {
        return kind == IdentityKind.PHONE ? reversed(value) : "";
    }

    private static String reversed(String value) {
        return new StringBuilder(value).reverse().toString();
    }

    private static boolean sameName(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }

    /** Somebody who might be the same person, and what speaks for it. */
    public record Duplicate(Customer customer, Why why) {

        public enum Why {
            CONTACT,
            NAME_AND_ORDER
        }
    }
}
