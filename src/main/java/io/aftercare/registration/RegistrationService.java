package io.aftercare.registration;

import io.aftercare.classification.ClassificationService;
import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.customer.IdentityKind;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Classification;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.NewTicket;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The desk that takes requests in: one ticket per request, one owner who follows it to the end (0-12, 4-01). */
@Service
@Transactional
public class RegistrationService {

    /** No customer's reference. */
    private static final String NOBODY = "-";

    private static final int LONGEST_DESCRIPTION = 20_000;
    /** Who may have a customer in his care (0-12). */
    private static final List<String> OWNERS =
            List.of(Groups.SERVICE_AGENTS, Groups.SERVICE_SUPERVISORS, Groups.SERVICE_MANAGERS, Groups.SPECIAL_TEAM);

    private static final List<String> TOLD_OF_FOREIGN_CASES = List.of(Groups.heads("complaints"), Groups.LEGAL_COUNSEL);

    private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final TicketService tickets;
    private final Timeline timeline;
    private final TicketProcess process;
    private final Customers customers;
    private final OrderDirectory orders;
    private final ClassificationService classifications;
    private final ClockService clocks;
    private final Notifier notifier;
    private final TrackingLinks links;
    private final CurrentUser currentUser;
    private final StaffDirectory staff;
    private final IdempotencyMapper idempotency;
    private final RegistrationProperties properties;
    private final Clock clock;

    RegistrationService(
            TicketService tickets,
            Timeline timeline,
            TicketProcess process,
            Customers customers,
            OrderDirectory orders,
            ClassificationService classifications,
            ClockService clocks,
            Notifier notifier,
            TrackingLinks links,
            CurrentUser currentUser,
            StaffDirectory staff,
            IdempotencyMapper idempotency,
            RegistrationProperties properties,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.process = process;
        this.customers = customers;
        this.orders = orders;
        this.classifications = classifications;
        this.clocks = clocks;
        this.notifier = notifier;
        this.links = links;
        this.currentUser = currentUser;
        this.staff = staff;
        this.idempotency = idempotency;
        this.properties = properties;
        this.clock = clock;
    }

    /** The ticket that an earlier request with this key made; 422 when that request said something else. */
    @Transactional(readOnly = true)
    public @Nullable Ticket repeated(String key, String bodyHash) {
        return idempotency
                .find(currentUser.id(), key)
                .map(used -> {
                    if (!used.bodyHash().equals(bodyHash)) {
                        throw new ProblemException(
                                ProblemType.IDEMPOTENCY_KEY_REUSED, "problem.idempotency-key-reused");
                    }
                    return tickets.require(used.ticketNumber());
                })
                .orElse(null);
    }

    /** Receives a request and remembers the caller's key in the same transaction. */
    public Ticket receive(Intake intake, String key, String bodyHash) {
        Ticket ticket = receive(intake);
        idempotency.insert(currentUser.id(), key, bodyHash, ticket.number(), clock.instant());
        return ticket;
    }

    /** Receives a request; its caller hears the address of the customer's page too. */
    public Acknowledged acknowledge(Intake intake) {
        return acknowledged(receive(intake));
    }

    /** The same for whoever may ask twice: {@link #repeated}, else {@link #receive(Intake, String, String)}. */
    public Acknowledged acknowledge(Intake intake, String key, String bodyHash) {
        Ticket earlier = repeated(key, bodyHash);
        return acknowledged(earlier == null ? receive(intake, key, bodyHash) : earlier);
    }

    private Acknowledged acknowledged(Ticket ticket) {
        return new Acknowledged(ticket, links.urlGiven(ticket.number()));
    }

    /** What a caller hears of his request: all of it from one transaction (P1). */
    public record Acknowledged(Ticket ticket, String trackingUrl) {}

    /**
     * Receives a request: stores it, starts its clocks and its process, acknowledges it. An agent who reports it has
     * registered it too and owns it; he may give the classification with it.
     */
    public Ticket receive(Intake intake) {
        boolean byAgent = currentUser.isIn(Groups.SERVICE_AGENTS);
        check(intake);
        if (intake.classification() != null && !byAgent) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.classification-by-agents");
        }
        Classification classification =
                intake.classification() == null ? null : intake.classification().complete();
        Customer customer = customer(intake);
        checkOrder(intake.orderNo(), customer.ref());
        String actor = currentUser.id();
        Ticket ticket = add(intake, customer, byAgent ? actor : null, actor, null);
        if (byAgent) {
            clocks.humanResponded(ticket.number());
        }
        ClassificationService.Outcome outcome = null;
        if (classification != null) {
            outcome = classifications.classify(ticket.number(), classification);
            ticket = tickets.require(ticket.number());
        }
        start(ticket, customer, byAgent, classification, outcome);
        notifier.toCustomer(ticket, Template.RECEIPT, "receipt", Map.of());
        return tickets.require(ticket.number());
    }

    /**
     * Receives what a customer sent himself, whatever way it came. An order that is not his is not taken over: it may
     * be a slip of the pen, and a refusal would tell a stranger that it exists.
     *
     * @param acknowledge false when no receipt may leave, for example to a machine (RFC 3834)
     */
    public Ticket receiveFromCustomer(Intake intake, boolean acknowledge) {
        check(intake);
        Customer customer = customer(intake);
        String orderNo = intake.orderNo();
        boolean foreign = orderNo != null && !isOrderOf(orderNo, customer.ref());
        Ticket ticket = add(foreign ? intake.withoutOrder() : intake, customer, null, Timeline.CUSTOMER, null);
        if (foreign) {
            timeline.add(ticket.number(), TimelineKind.NOTE, Timeline.SYSTEM, orderNo);
        }
        start(ticket, customer, false, null, null);
        if (acknowledge) {
            notifier.toCustomer(ticket, Template.RECEIPT, "receipt", Map.of());
        }
        return tickets.require(ticket.number());
    }

    /** Opens a linked new ticket for a customer who writes about one that is long closed. */
    public Ticket continueAs(Ticket former, String text) {
        Customer customer = customers.require(former.customerRef());
        Intake intake = new Intake(
                Channel.WEB,
                null,
                text,
                former.requestType(),
                former.subject(),
                former.orderNo(),
                former.productSerial(),
                former.serviceAddress(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        Ticket ticket = add(intake, customer, null, Timeline.CUSTOMER, former.number());
        timeline.add(former.number(), TimelineKind.CONTINUED, Timeline.CUSTOMER, ticket.number());
        start(ticket, customer, false, null, null);
        notifier.toCustomer(ticket, Template.RECEIPT, "receipt", Map.of());
        return ticket;
    }

    /**
     * Opens a new ticket for a second matter that stood in {@code former} (L14): the same customer and channel, but no case
     * elsewhere; about
     * the former's order only if the caller says so. An agent who does this owns the new one.
     */
    public Ticket splitFrom(Ticket former, String text, boolean sameOrder) {
        Customer customer = customers.require(former.customerRef());
        if (customer.anonymisedAt() != null) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.customer-forgotten");
        }
        Intake intake = new Intake(
                former.channel().isForeign() ? Channel.PHONE : former.channel(),
                null,
                text,
                null,
                null,
                sameOrder ? former.orderNo() : null,
                sameOrder ? former.productSerial() : null,
                sameOrder ? former.serviceAddress() : null,
                null,
                null,
                former.mood(),
                null,
                null,
                null,
                null);
        boolean byAgent = currentUser.isIn(Groups.SERVICE_AGENTS);
        String actor = currentUser.id();
        Ticket ticket = add(intake, customer, byAgent ? actor : null, actor, former.number());
        start(ticket, customer, byAgent, null, null);
        notifier.toCustomer(ticket, Template.RECEIPT, "receipt", Map.of());
        return ticket;
    }

    /** What the agent found out when he called back or read it together with the customer (4-02, 4-03). */
    public Ticket register(String number, Registration registration) {
        new Checks()
                .required("description", registration.description())
                .atMost("description", registration.description(), LONGEST_DESCRIPTION)
                .refuseIfAny();
        checkDates(registration.occurredAt(), registration.expectedResolutionAt());
        Ticket ticket = tickets.require(number);
        String orderNo = registration.orderNo() == null ? ticket.orderNo() : registration.orderNo();
        checkOrder(orderNo, ticket.customerRef());
        String owner = currentUser.id();
        if (!registration.description().equals(ticket.description())) {
            timeline.add(number, TimelineKind.ORIGINAL_DESCRIPTION, ticket.reportedBy(), ticket.description());
        }
        Ticket registered = tickets.register(
                ticket,
                owner,
                registration.description(),
                registration.mood() == null ? ticket.mood() : registration.mood(),
                orderNo,
                registration.occurredAt() == null ? ticket.occurredAt() : registration.occurredAt(),
                registration.expectedResolutionAt() == null
                        ? ticket.expectedResolutionAt()
                        : registration.expectedResolutionAt());
        timeline.addVisible(number, TimelineKind.REGISTERED, owner, null);
        clocks.meet(number, ClockName.REGISTRATION);
        clocks.humanResponded(number);
        return registered;
    }

    /** Gives the ticket another first-contact owner; supervisors only, with a reason. */
    public void changeOwner(String number, String owner, String reason) {
        if (!currentUser.isSupervisor()) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.owner-by-supervisor");
        }
        Checks.text("reason", reason, 2_000);
        boolean ofTheDesk = OWNERS.stream()
                .flatMap(group -> staff.members(group).stream())
                .anyMatch(person -> person.id().equals(owner));
        new Checks().that(ofTheDesk, "owner", "field.not-of-the-desk").refuseIfAny();
        Ticket ticket = tickets.lock(number);
        if (ticket.status().isFinal()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        tickets.changeOwner(ticket, owner);
        timeline.add(number, TimelineKind.OWNER_CHANGED, currentUser.id(), owner + ": " + reason);
        process.ownerChanged(number, owner);
    }

    private Ticket add(
            Intake intake, Customer customer, @Nullable String owner, String actor, @Nullable String continuesNumber) {
        Instant now = clock.instant();
        String description = Objects.requireNonNull(intake.description());
        Ticket ticket = tickets.add(new NewTicket(
                tickets.nextNumber(),
                owner == null ? TicketStatus.RECEIVED : TicketStatus.REGISTERED,
                Objects.requireNonNull(intake.channel()),
                intake.externalNumber(),
                intake.externalDueAt(),
                customer.ref(),
                intake.orderNo(),
                intake.productSerial(),
                intake.serviceAddress(),
                intake.requestType(),
                intake.subject(),
                description,
                intake.occurredAt(),
                intake.expectedResolutionAt(),
                intake.mood() == null ? Mood.CALM : intake.mood(),
                Boolean.TRUE.equals(intake.suspectedEmergency()) || soundsLikeAnEmergency(description),
                owner,
                actor,
                now,
                owner == null ? null : now,
                continuesNumber));
        timeline.addVisible(ticket.number(), TimelineKind.RECEIVED, actor, null);
        // the row holds its customer from now on; whoever was merged a moment ago is found here
        Customer standing = customers.require(customer.ref());
        if (!standing.ref().equals(customer.ref())) {
            tickets.moveCustomer(ticket.number(), customer.ref(), standing.ref(), standing.name(), Timeline.SYSTEM);
            ticket = tickets.require(ticket.number());
        }
        List<ClockName> running = new ArrayList<>();
        if (owner == null) {
            running.add(ClockName.REGISTRATION);
        }
        running.add(ClockName.CLASSIFICATION);
        if (ticket.suspectedEmergency()) {
            running.add(ClockName.HANDLING);
        }
        clocks.received(ticket, now, running.toArray(ClockName[]::new));
        foreignCase(ticket);
        return ticket;
    }

    /** Also a case elsewhere (E-06): its date runs, and those who answer for it hear of it at once. */
    private void foreignCase(Ticket ticket) {
        clocks.foreignDeadline(ticket, ticket.receivedAt());
        if (!ticket.channel().isForeign()) {
            return;
        }
        timeline.add(ticket.number(), TimelineKind.DISPUTE_REPORTED, Timeline.SYSTEM, ticket.externalNumber());
        Map<String, String> facts = new HashMap<>();
        facts.put("channel", ticket.channel().name());
        if (ticket.externalNumber() != null) {
            facts.put("externalNumber", ticket.externalNumber());
        }
        if (ticket.externalDueAt() != null) {
            facts.put("dueAt", ticket.externalDueAt().toString());
        }
        for (String group : TOLD_OF_FOREIGN_CASES) {
            notifier.toGroup(ticket, group, Template.FOREIGN_CASE, "received", facts);
        }
    }

    private void start(
            Ticket ticket,
            Customer customer,
            boolean registered,
            @Nullable Classification classification,
            ClassificationService.@Nullable Outcome outcome) {
        process.start(new TicketProcess.Start(
                ticket.number(),
                customer.name(),
                ticket.priority(),
                ticket.owner(),
                registered,
                outcome != null,
                outcome != null && outcome.simple(),
                classification != null && classification.confirmedOnCall(),
                outcome == null ? null : outcome.department(),
                outcome != null && outcome.specialTeam()));
    }

    private void check(Intake intake) {
        Intake.CustomerReference customer = intake.customer();
        Checks checks = new Checks()
                .required("channel", intake.channel())
                .required("customer", customer)
                .required("description", intake.description())
                .atMost("description", intake.description(), LONGEST_DESCRIPTION)
                .atMost("subject", intake.subject(), 200)
                .atMost("orderNo", intake.orderNo(), 64)
                .atMost("productSerial", intake.productSerial(), 100)
                .atMost("serviceAddress", intake.serviceAddress(), 500)
                .atMost("externalNumber", intake.externalNumber(), 100);
        if (customer != null && blank(customer.ref())) {
            checks.required("customer.name", customer.name())
                    .atMost("customer.name", customer.name(), 200)
                    .atMost("customer.phone", customer.phone(), 40)
                    .atMost("customer.email", customer.email(), 254)
                    .atMost("customer.channelId", customer.channelId(), 128)
                    .that(
                            !blank(customer.phone()) || !blank(customer.email()) || !blank(customer.channelId()),
                            "customer",
                            "field.contact")
                    .that(fits(customer.phone(), "\\+?[0-9 ()-]{5,40}"), "customer.phone", "field.phone")
                    .that(
                            fits(customer.email(), "[^\\s@<>\",;:]+@[^\\s@<>\"',;:]+\\.[^\\s@<>\"',;:]+"),
                            "customer.email",
                            "field.email");
        }
        checks.refuseIfAny();
        new Checks()
                .that(isDatable(intake.externalDueAt()), "externalDueAt", "field.instant")
                .refuseIfAny();
        checkDates(intake.occurredAt(), intake.expectedResolutionAt());
    }

    /** What a calendar and a database can hold. */
    private static boolean isDatable(@Nullable Instant moment) {
        return moment == null || !moment.isBefore(EARLIEST) && moment.isBefore(LATEST);
    }

    private void checkDates(@Nullable Instant occurredAt, @Nullable Instant expectedResolutionAt) {
        Checks checks = new Checks()
                .that(isDatable(occurredAt), "occurredAt", "field.instant")
                .that(isDatable(expectedResolutionAt), "expectedResolutionAt", "field.instant");
        if (occurredAt != null) {
            checks.that(!occurredAt.isAfter(clock.instant().plus(CLOCK_SKEW)), "occurredAt", "field.past");
            if (expectedResolutionAt != null) {
                checks.that(
                        !expectedResolutionAt.isBefore(occurredAt), "expectedResolutionAt", "field.before-occurred");
            }
        }
        checks.refuseIfAny();
    }

    private void checkOrder(@Nullable String orderNo, String customerRef) {
        if (orderNo == null) {
            return;
        }
        if (!isOrderOf(orderNo, customerRef)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.order-not-of-customer", orderNo);
        }
    }

    private boolean isOrderOf(String orderNo, String customerRef) {
        return orders.find(orderNo)
                .map(order -> order.customerRef().equals(customerRef))
                .orElse(false);
    }

    private Customer customer(Intake intake) {
        Intake.CustomerReference reference = Objects.requireNonNull(intake.customer());
        if (!blank(reference.ref())) {
            String ref = Objects.requireNonNull(reference.ref());
            return customers
                    .find(ref)
                    .orElseThrow(
                            () -> new ProblemException(ProblemType.RULE_REFUSES, "problem.customer-ref-unknown", ref));
        }
        String phone = blank(reference.phone()) ? null : reference.phone();
        String email = blank(reference.email()) ? null : reference.email();
        if (intake.orderNo() != null) {
            // one look in any case, so that the time does not tell whether the order exists (S13)
            Customer buyer = orders.find(intake.orderNo())
                    .map(order -> customers.find(order.customerRef()))
                    .orElseGet(() -> customers.row(NOBODY))
                    .orElse(null);
            if (buyer != null
                    && (same(IdentityKind.PHONE, phone, buyer.phone())
                            || same(IdentityKind.MAIL, email, buyer.email()))) {
                return buyer;
            }
        }
        return customers.findOrAdd(
                Objects.requireNonNull(reference.name()).strip(),
                phone,
                email,
                blank(reference.channelId()) ? null : reference.channelId());
    }

    private boolean soundsLikeAnEmergency(String description) {
        String text = description.toLowerCase(Locale.ROOT);
        return properties.emergencyWords().stream().anyMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
    }

    private static boolean same(IdentityKind kind, @Nullable String given, @Nullable String known) {
        String normalised = kind.normalised(given);
        return normalised != null && normalised.equals(known);
    }

    private static boolean fits(@Nullable String text, String pattern) {
        return text == null || text.isBlank() || text.matches(pattern);
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
