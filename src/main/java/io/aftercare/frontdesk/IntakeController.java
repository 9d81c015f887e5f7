package io.aftercare.frontdesk;

import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.desk.Wording;
import io.aftercare.desk.Words;
import io.aftercare.frontdesk.CustomerView.OrderRow;
import io.aftercare.frontdesk.CustomerView.TicketRow;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.problem.ProblemType;
import io.aftercare.registration.Intake;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.RequestType;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketFilter;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Urgency;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The agent's screen while the phone rings (4-01): who calls, what he bought, what is open, and one question. A
 * softphone opens it with {@code ?phone=}; nothing is written by that.
 */
@Controller
@RequestMapping("/intake")
@PreAuthorize("hasRole('service-agents')")
class IntakeController {

    private static final String SOMEBODY_ELSE = "else";
    private static final Duration RECENT = Duration.ofDays(30);
    private static final int MOST_CLOSED = 5;
    private static final int MOST_TICKETS = 30;

    private final Customers customers;
    private final OrderDirectory orders;
    private final TicketService tickets;
    private final PhoneDesk desk;
    private final FormRefusals refusals;
    private final Wording wording;
    private final Clock clock;

    IntakeController(
            Customers customers,
            OrderDirectory orders,
            TicketService tickets,
            PhoneDesk desk,
            FormRefusals refusals,
            Wording wording,
            Clock clock) {
        this.customers = customers;
        this.orders = orders;
        this.tickets = tickets;
        this.desk = desk;
        this.refusals = refusals;
        this.wording = wording;
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize("hasRole('service-agents')")
    String page(
            @RequestParam(required = false) @Nullable String phone,
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String called,
            @RequestParam(required = false) @Nullable String made,
            Model model,
            Locale locale) {
        show(phone, customer, Map.of(), null, null, model, locale);
        model.addAttribute("called", number(called));
        model.addAttribute("made", number(made));
        return "frontdesk/intake";
    }

    /** The call is about a ticket that there is. */
    @PostMapping("/called")
    @PreAuthorize("hasRole('service-agents')")
    String called(@RequestParam Map<String, String> typed, Model model, Locale locale, HttpServletResponse response) {
        String customer = typed.getOrDefault("customer", "");
        List<String> stands = new ArrayList<>();
        String error = refusals.of(
                () -> {
                    new Checks().required("ticket", typed.get("ticket")).refuseIfAny();
                    stands.add(desk.called(
                            typed.getOrDefault("ticket", ""),
                            customer,
                            typed.get("note"),
                            typed.containsKey("urge"),
                            typed.containsKey("recorded")));
                },
                response,
                locale);
        if (error == null) {
            return done("called", stands.get(0));
        }
        show(typed.get("phone"), customer, typed, "called", error, model, locale);
        return "frontdesk/intake";
    }

    /** The call is about something new. */
    @PostMapping("/new")
    @PreAuthorize("hasRole('service-agents')")
    String made(@RequestParam Map<String, String> typed, Model model, Locale locale, HttpServletResponse response) {
        List<String> made = new ArrayList<>();
        String error = refusals.of(
                () -> {
                    Intake intake = intake(typed);
                    String key = Checks.text("key", typed.get("key"), 100);
                    made.add(receive(intake, "intake-" + key, typed.containsKey("recorded")));
                },
                response,
                locale);
        if (error == null) {
            return done("made", made.get(0));
        }
        String customer = Checks.present(typed.get("customer"));
        show(typed.get("phone"), customer == null ? SOMEBODY_ELSE : customer, typed, "new", error, model, locale);
        return "frontdesk/intake";
    }

    private String receive(Intake intake, String key, boolean recorded) {
        try {
            return desk.received(intake, key, recorded);
        } catch (DuplicateKeyException secondClick) {
            return desk.received(intake, key, recorded);
        }
    }

    private void show(
            @Nullable String phone,
            @Nullable String customer,
            Map<String, String> typed,
            @Nullable String failed,
            @Nullable String error,
            Model model,
            Locale locale) {
        new Checks().atMost("phone", phone, 40).atMost("customer", customer, 64).refuseIfAny();
        Words words = wording.in(locale);
        List<Caller> callers = customers.withPhone(phone).stream()
                .map(each -> caller(each, words))
                .toList();
        String chosen = Checks.present(customer);
        Caller caller = null;
        if (chosen != null && !chosen.equals(SOMEBODY_ELSE)) {
            caller = caller(customers.require(chosen), words);
        } else if (chosen == null && callers.size() == 1) {
            caller = callers.get(0);
        }
        model.addAttribute("phone", Checks.present(phone));
        model.addAttribute("callers", callers);
        model.addAttribute("caller", caller);
        model.addAttribute("somebodyElse", SOMEBODY_ELSE.equals(chosen));
        model.addAttribute("typed", typed);
        model.addAttribute("failed", failed);
        model.addAttribute("error", error);
        model.addAttribute("words", words);
        model.addAttribute("key", typed.getOrDefault("key", UUID.randomUUID().toString()));
        model.addAttribute("moods", Mood.values());
        model.addAttribute("requestTypes", RequestType.values());
        model.addAttribute("categories", Category.values());
        model.addAttribute("impacts", Impact.values());
        model.addAttribute("urgencies", Urgency.values());
        model.addAttribute("complexities", Complexity.values());
        if (caller != null) {
            model.addAttribute("about", about(caller.ref(), words));
            model.addAttribute(
                    "orders",
                    orders.ofCustomer(caller.ref()).stream()
                            .map(order -> OrderRow.of(order, words))
                            .toList());
        }
    }

    private Caller caller(Customer customer, Words words) {
        long open = tickets.search(new TicketFilter(null, null, null, customer.ref(), null), 0, MOST_TICKETS).stream()
                .filter(ticket -> !ticket.status().isFinal())
                .count();
        return new Caller(
                customer.ref(),
                customer.name(),
                CustomerView.contact(customer),
                words.of("Tier", customer.tier()),
                open);
    }

    /** What is open, then what was closed a short while ago. */
    private List<About> about(String ref, Words words) {
        List<Ticket> all = tickets.search(new TicketFilter(null, null, null, ref, null), 0, MOST_TICKETS);
        List<About> rows = new ArrayList<>();
        for (Ticket ticket : all) {
            if (!ticket.status().isFinal()) {
                rows.add(new About(TicketRow.of(ticket, words), words.person(ticket.owner()), null));
            }
        }
        Instant since = clock.instant().minus(RECENT);
        all.stream()
                .filter(ticket -> ticket.status() == TicketStatus.CLOSED
                        && ticket.closedAt() != null
                        && ticket.closedAt().isAfter(since))
                .limit(MOST_CLOSED)
                .forEach(ticket -> rows.add(new About(
                        TicketRow.of(ticket, words), words.person(ticket.owner()), words.moment(ticket.closedAt()))));
        return rows;
    }

    private Intake intake(Map<String, String> typed) {
        String ref = Checks.present(typed.get("customer"));
        return new Intake(
                Channel.PHONE,
                ref == null
                        ? new Intake.CustomerReference(
                                null,
                                Checks.present(typed.get("name")),
                                Checks.present(typed.get("phone")),
                                Checks.present(typed.get("email")),
                                null)
                        : new Intake.CustomerReference(ref, null, null, null, null),
                Checks.present(typed.get("description")),
                choice(RequestType.class, "requestType", typed),
                Checks.present(typed.get("subject")),
                Checks.present(typed.get("orderNo")),
                Checks.present(typed.get("productSerial")),
                Checks.present(typed.get("serviceAddress")),
                moment("occurredAt", typed),
                moment("expectedResolutionAt", typed),
                choice(Mood.class, "mood", typed),
                typed.containsKey("suspectedEmergency"),
                null,
                null,
                classification(typed));
    }

    /** Only when the agent has begun to classify. */
    private static Intake.@Nullable ClassificationFields classification(Map<String, String> typed) {
        boolean begun = List.of("category", "impact", "urgency", "complexity", "answer").stream()
                .anyMatch(field -> Checks.present(typed.get(field)) != null);
        return begun
                ? new Intake.ClassificationFields(
                        choice(Category.class, "category", typed),
                        choice(Impact.class, "impact", typed),
                        choice(Urgency.class, "urgency", typed),
                        choice(Complexity.class, "complexity", typed),
                        Checks.present(typed.get("answer")),
                        typed.containsKey("confirmedOnCall"))
                : null;
    }

    private static <E extends Enum<E>> @Nullable E choice(Class<E> type, String field, Map<String, String> typed) {
        String value = Checks.present(typed.get(field));
        if (value == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", field));
    }

    /** As browsers send it from a field for date and time, in our zone. */
    private @Nullable Instant moment(String field, Map<String, String> typed) {
        String value = Checks.present(typed.get(field));
        if (value == null) {
            return null;
        }
        try {
            return LocalDateTime.parse(value).atZone(wording.zone()).toInstant();
        } catch (DateTimeParseException unreadable) {
            throw new ProblemException(
                    ProblemType.INVALID_FIELDS, List.of(new FieldProblem(field, "field.instant")), "problem.fields");
        }
    }

    private static String done(String what, String number) {
        Map<String, String> values = new HashMap<>(Map.of("number", number));
        return "redirect:"
                + UriComponentsBuilder.fromPath("/intake")
                        .queryParam(what, "{number}")
                        .encode()
                        .buildAndExpand(values)
                        .toUriString();
    }

    private static @Nullable String number(@Nullable String value) {
        return value != null && value.matches("[0-9]{6}-[0-9]{6}") ? value : null;
    }

    /** Who may be calling; the contact is masked. */
    record Caller(String ref, String name, String contact, String tier, long open) {}

    /** A ticket that the call may be about. */
    record About(TicketRow ticket, String owner, @Nullable String closed) {}
}
