package io.aftercare.tracking;

import io.aftercare.calendar.ServiceCalendar;
import io.aftercare.calendar.ServiceCalendars;
import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.decision.DecisionTables;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Ticket;
import io.aftercare.transaction.OncePerTransaction;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the table {@code service-levels} how long a clock may take and by which calendar (D2); what it cannot answer is
 * refused in words, never passed over.
 */
@Component
class ServiceLevelRules {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceLevelRules.class);
    private static final String TABLE = "service-levels";
    private static final String FOREIGN_DUE = "externalDueAt";

    /** What is late already when it arrives is due at once. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final DecisionTables decisions;
    private final ServiceCalendars calendars;
    private final OncePerTransaction<String, String> tiers;

    ServiceLevelRules(DecisionTables decisions, ServiceCalendars calendars, Customers customers) {
        this.decisions = decisions;
        this.calendars = calendars;
        this.tiers = new OncePerTransaction<>(
                ref -> customers.find(ref).map(Customer::tier).orElse(null));
    }

    /** What is known of a ticket. */
    Map<String, @Nullable Object> inputs(Ticket ticket) {
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("priority", priority(ticket));
        inputs.put("complexity", name(ticket.complexity()));
        inputs.put("category", name(ticket.category()));
        inputs.put(FOREIGN_DUE, ticket.externalDueAt());
        inputs.put("tier", tiers.of(ticket.customerRef()));
        return inputs;
    }

    Rule decide(ClockName name, Instant from, Map<String, @Nullable Object> facts) {
        if (name == ClockName.FOREIGN_DEADLINE && facts.get(FOREIGN_DUE) instanceof Instant due) {
            return foreign(from, due);
        }
        Map<String, @Nullable Object> inputs = new HashMap<>();
        for (String input : new String[] {"priority", "complexity", "category", "tier"}) {
            inputs.put(input, facts.get(input));
        }
        inputs.put("clock", name.name());
        inputs.put(
                "season",
                calendars
                        .current(ServiceCalendars.SERVICE_HOURS)
                        .flatMap(hours -> hours.season(from))
                        .orElse(null));
        DecisionTables.Decided decided = decisions.evaluate(TABLE, inputs);
        String duration = decided.single("duration");
        String asked = asked(inputs);
        if (duration == null || duration.isBlank()) {
            throw refusal("problem.service-level-none", name, decided.version(), asked);
        }
        Duration target = target(duration, name, decided.version());
        String wanted = decided.single("calendar");
        String calendar = wanted == null || wanted.isBlank() ? ServiceCalendars.SERVICE_HOURS : wanted.strip();
        ServiceCalendar found = calendars
                .current(calendar)
                .orElseThrow(() -> refusal("problem.service-level-calendar", name, decided.version(), calendar));
        return new Rule(target, found, decided.version(), asked);
    }

    /** Not our table's: somebody else has set the moment, and nights and holidays do not move it. */
    private static Rule foreign(Instant from, Instant due) {
        Duration left = Duration.between(from.truncatedTo(ChronoUnit.SECONDS), due.truncatedTo(ChronoUnit.SECONDS));
        return new Rule(left.compareTo(SHORTEST) < 0 ? SHORTEST : left, ServiceCalendar.AROUND_THE_CLOCK, 0, "");
    }

    private static Duration target(String duration, ClockName name, int version) {
        try {
            Duration target = Duration.parse(duration.strip());
            if (!target.isNegative() && !target.isZero() && target.compareTo(Duration.ofDays(366)) <= 0) {
                return target;
            }
        } catch (DateTimeException unreadable) {
            LOG.debug("{}", unreadable.toString());
        }
        throw refusal("problem.service-level-duration", name, version, duration);
    }

    private static ProblemException refusal(String key, ClockName name, int version, String what) {
        LOG.error("Table {} version {} fails for clock {} ({}): {}", TABLE, version, name, key, what);
        return new ProblemException(ProblemType.RULE_REFUSES, key, name.name(), version, what);
    }

    private static String asked(Map<String, @Nullable Object> inputs) {
        String asked = new TreeMap<>(inputs)
                .entrySet().stream()
                        .filter(input ->
                                input.getValue() != null && !input.getKey().equals("clock"))
                        .map(input -> input.getKey() + "=" + input.getValue())
                        .collect(Collectors.joining(", "));
        return asked.length() <= 400 ? asked : asked.substring(0, 400);
    }

    private static @Nullable String priority(Ticket ticket) {
        if (ticket.priority() != null) {
            return ticket.priority().name();
        }
        return ticket.suspectedEmergency() ? "P0" : null;
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    /** What the table decided. */
    record Rule(Duration target, ServiceCalendar calendar, int version, String inputs) {

        boolean isOf(TicketClock counted) {
            return target.toString().equals(counted.target())
                    && calendar.name().equals(counted.calendar())
                    && calendar.version() == counted.calendarVersion()
                    && version == counted.ruleVersion()
                    && inputs.equals(counted.ruleInputs());
        }
    }
}
