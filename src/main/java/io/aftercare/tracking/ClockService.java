package io.aftercare.tracking;

import io.aftercare.decision.DecisionTables;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.tracking.ServiceHours.Interval;
import io.aftercare.tracking.TicketClock.Calendar;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starts, meets, recomputes and reads the clocks of tickets (D1, D2, D9). How long each may take is decided by the
 * table {@code service-levels}; every start is a round of its own.
 *
 * <p>REGISTRATION, CLASSIFICATION and, when an emergency is suspected, HANDLING run from receipt; FIRST_RESPONSE,
 * PLAN, RESOLUTION and HANDLING of a P0 are known with the classification and count from receipt too; APPROVAL runs
 * while somebody is asked; CUSTOMER_UPDATE from one telling to the next; CONFIRMATION and CALLBACK from the moment the
 * work is finished.
 */
@Service
@Transactional
public class ClockService {

    /** The level at which a clock is due. */
    static final int DUE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ClockService.class);
    private static final String TABLE = "service-levels";
    private static final Duration A_DAY = Duration.ofHours(24);

    /** What lies before something on the line has happened with it. */
    private static final Map<ClockName, List<ClockName>> BEFORE = Map.of(
            ClockName.CLASSIFICATION, List.of(ClockName.REGISTRATION),
            ClockName.PLAN, List.of(ClockName.HANDLING),
            ClockName.RESOLUTION, List.of(ClockName.FIRST_RESPONSE, ClockName.HANDLING, ClockName.PLAN));

    private final ClockMapper clocks;
    private final ServiceHours hours;
    private final DecisionTables decisions;
    private final TicketService tickets;
    private final TicketProcess process;
    private final HouseWords words;
    private final Clock clock;

    ClockService(
            ClockMapper clocks,
            ServiceHours hours,
            DecisionTables decisions,
            TicketService tickets,
            TicketProcess process,
            HouseWords words,
            Clock clock) {
        this.clocks = clocks;
        this.hours = hours;
        this.decisions = decisions;
        this.tickets = tickets;
        this.process = process;
        this.words = words;
        this.clock = clock;
    }

    /** Starts a clock now or at an earlier moment (D1: receipt); a running clock of that name goes on. */
    public void start(Ticket ticket, ClockName name, Instant from) {
        if (awaited(ticket.number(), name) == null) {
            begin(ticket, name, from);
        }
    }

    /** What the clock waited for has happened; nothing when it does not run. */
    public void meet(String ticketNumber, ClockName name) {
        for (ClockName before : BEFORE.getOrDefault(name, List.of())) {
            settle(ticketNumber, before);
        }
        settle(ticketNumber, name);
    }

    /** What the clock waited for is no longer wanted. */
    public void stop(String ticketNumber, ClockName... names) {
        Instant now = now();
        for (ClockName name : names) {
            TicketClock running = awaited(ticketNumber, name);
            if (running != null) {
                clocks.stop(running.id(), now);
                clocks.endPause(running.id(), now);
            }
        }
    }

    /** The ticket is over. */
    public void stopAll(String ticketNumber) {
        stop(ticketNumber, ClockName.values());
    }

    /**
     * The clocks do not count while {@code reason} lasts; only RESOLUTION, PLAN and CUSTOMER_UPDATE can stand still.
     * One that is late already goes on being late.
     */
    public void pause(String ticketNumber, String reason, ClockName... names) {
        Instant now = now();
        for (ClockName name : names) {
            if (!TaskClocks.pausable().contains(name)) {
                throw new IllegalArgumentException(name + " never stands still");
            }
            TicketClock running = awaited(ticketNumber, name);
            if (running != null
                    && running.state() == ClockState.RUNNING
                    && now.isBefore(running.dueAt())
                    && clocks.pause(running.id()) == 1) {
                clocks.insertPause(running.id(), reason, now);
            }
        }
    }

    /** What the clocks waited for is over: the time they stood still is added, counted in their own calendar. */
    public void resume(Ticket ticket, ClockName... names) {
        Set<ClockName> moved = EnumSet.noneOf(ClockName.class);
        for (ClockName name : names) {
            TicketClock paused = awaited(ticket.number(), name);
            if (paused != null && paused.state() == ClockState.PAUSED) {
                resume(paused, now());
                moved.add(name);
            }
        }
        moveTasks(ticket, moved);
    }

    /** Priority, category or complexity changed: running clocks are computed anew from their start; pauses stay. */
    public void recompute(Ticket ticket) {
        handling(ticket, now());
        moveTasks(ticket, retarget(ticket));
    }

    /**
     * The ticket has its classification, for the first time or again: what counts from receipt is known now. A ticket
     * that is taken over from another department keeps the clocks it has.
     */
    public void classified(Ticket ticket) {
        String number = ticket.number();
        boolean first = last(number, ClockName.RESOLUTION) == null;
        meet(number, ClockName.CLASSIFICATION);
        if (first) {
            TicketClock response = last(number, ClockName.FIRST_RESPONSE);
            if (response == null) {
                begin(ticket, ClockName.FIRST_RESPONSE, ticket.receivedAt());
            } else if (response.metAt() != null) {
                judgeAnew(ticket, response, response.metAt());
            }
        }
        if (ticket.isSimple()) {
            stop(number, ClockName.PLAN);
        } else {
            beginOnce(ticket, ClockName.PLAN, ticket.receivedAt());
        }
        beginOnce(ticket, ClockName.RESOLUTION, ticket.receivedAt());
        handling(ticket, ticket.receivedAt());
        retarget(ticket);
    }

    /**
     * A person has spoken to the customer. Before the classification its limit is not known yet, so the moment is kept
     * and judged then.
     */
    public void humanResponded(String ticketNumber) {
        if (last(ticketNumber, ClockName.FIRST_RESPONSE) == null) {
            Ticket ticket = tickets.require(ticketNumber);
            Rule rule = decide(ticket, ClockName.FIRST_RESPONSE);
            begin(
                    ticket,
                    ClockName.FIRST_RESPONSE,
                    ticket.receivedAt(),
                    rule == null ? new Rule(A_DAY, Calendar.SERVICE_HOURS, 0) : rule);
        }
        settle(ticketNumber, ClockName.FIRST_RESPONSE);
    }

    /** Somebody works on it (a P0 has to be taken up within the hour); a proposal says so too. */
    public void handlingStarted(String ticketNumber) {
        settle(ticketNumber, ClockName.HANDLING);
    }

    /** The work is finished: nothing is promised on the way any more, the customer's answer is waited for. */
    public void resolved(Ticket ticket) {
        Instant resolvedAt = Objects.requireNonNullElseGet(ticket.resolvedAt(), this::now);
        meet(ticket.number(), ClockName.RESOLUTION);
        stop(ticket.number(), ClockName.CUSTOMER_UPDATE, ClockName.APPROVAL);
        start(ticket, ClockName.CONFIRMATION, resolvedAt);
        start(ticket, ClockName.CALLBACK, resolvedAt);
    }

    /** Not solved after all, or back after closing: plan and resolution are due anew, counted from now. */
    public void reopened(Ticket ticket) {
        Instant now = now();
        stop(
                ticket.number(),
                ClockName.CONFIRMATION,
                ClockName.CALLBACK,
                ClockName.APPROVAL,
                ClockName.PLAN,
                ClockName.RESOLUTION);
        begin(ticket, ClockName.PLAN, now);
        begin(ticket, ClockName.RESOLUTION, now);
        start(ticket, ClockName.CUSTOMER_UPDATE, now);
    }

    /** All clocks, oldest first. */
    @Transactional(readOnly = true)
    public List<TicketClock> of(String ticketNumber) {
        return clocks.findByTicket(ticketNumber);
    }

    /** Why a clock is due when it is, in the reader's words. */
    @Transactional(readOnly = true)
    public String explanation(TicketClock shown, Locale locale) {
        String key = shown.isAroundTheClock()
                ? "tracking.explanation.around-the-clock"
                : Duration.parse(shown.target()).compareTo(A_DAY) >= 0
                        ? "tracking.explanation.elapsed"
                        : "tracking.explanation.service-hours";
        String explanation =
                words.text(locale, key, words.duration(locale, Duration.parse(shown.target())), shown.ruleVersion());
        List<ClockPause> pauses = clocks.findPauses(shown.id());
        if (pauses.isEmpty()) {
            return explanation;
        }
        return explanation + " "
                + words.text(
                        locale,
                        "tracking.explanation.paused",
                        pauses.size(),
                        pauses.get(pauses.size() - 1).reason());
    }

    /** When a human task with this key is due: the due time of the clock it serves; never null. */
    public Instant dueFor(Ticket ticket, String taskKey) {
        Instant now = now();
        ClockName name = TaskClocks.of(taskKey);
        if (name == null || taskKey.equals(TaskClocks.FOLLOW_UP_DISSATISFACTION)) {
            return hours.due(now, A_DAY, false);
        }
        if (awaited(ticket.number(), name) == null) {
            switch (name) {
                case APPROVAL -> begin(ticket, name, now);
                case REGISTRATION -> begin(ticket, name, ticket.receivedAt());
                case CLASSIFICATION -> begin(ticket, name, ticket.classifiedAt() == null ? ticket.receivedAt() : now);
                default -> {}
            }
        }
        return due(ticket, taskKey, name, now);
    }

    private Instant due(Ticket ticket, String taskKey, ClockName name, Instant now) {
        TicketClock served = awaited(ticket.number(), name);
        if (name == ClockName.CUSTOMER_UPDATE) {
            Instant soonest = hours.due(now, Duration.ofHours(1), ticket.isUrgent());
            boolean byHand = taskKey.equals(TaskClocks.OFFER_ALTERNATIVE);
            if (served == null || served.dueAt().isBefore(byHand ? soonest : now)) {
                return soonest;
            }
            return served.dueAt();
        }
        Instant due = served == null ? hours.due(now, A_DAY, false) : served.dueAt();
        if (served == null && TaskClocks.isTakingUp(taskKey)) {
            due = earlier(due, awaited(ticket.number(), ClockName.RESOLUTION));
        }
        if (TaskClocks.isTakingUp(taskKey)) {
            TicketClock handling = awaited(ticket.number(), ClockName.HANDLING);
            due = earlier(due, handling != null && handling.breachedAt() == null ? handling : null);
        }
        return due;
    }

    private static Instant earlier(Instant due, @Nullable TicketClock other) {
        return other != null && other.dueAt().isBefore(due) ? other.dueAt() : due;
    }

    /** Whether a P0 still has to be taken up: started or stopped as the priority says. */
    private void handling(Ticket ticket, Instant from) {
        if (!ticket.isUrgent() || ticket.isSimple()) {
            stop(ticket.number(), ClockName.HANDLING);
            return;
        }
        TicketClock handling = last(ticket.number(), ClockName.HANDLING);
        TicketClock plan = last(ticket.number(), ClockName.PLAN);
        boolean takenUp = handling != null && handling.metAt() != null || plan != null && plan.metAt() != null;
        if (ticket.status() == TicketStatus.CLASSIFIED && !takenUp && (handling == null || !handling.isAwaited())) {
            begin(ticket, ClockName.HANDLING, from);
        }
    }

    /** Gives running and standing clocks the limit that holds now; answers which of them moved. */
    private Set<ClockName> retarget(Ticket ticket) {
        Set<ClockName> moved = EnumSet.noneOf(ClockName.class);
        for (TicketClock running : clocks.findByTicket(ticket.number())) {
            boolean fired = running.breachedAt() != null;
            if (!running.isAwaited() || fired) {
                continue;
            }
            Rule rule = decide(ticket, running.name());
            if (rule == null || rule.isOf(running)) {
                continue;
            }
            Instant due = dueWith(rule, running);
            boolean counts = running.state() == ClockState.RUNNING;
            clocks.retarget(
                    running.id(),
                    rule.target().toString(),
                    rule.calendar().name(),
                    rule.version(),
                    running.state(),
                    due,
                    null,
                    counts ? DUE : null,
                    counts ? due : null);
            moved.add(running.name());
        }
        return moved;
    }

    /** A clock that was met before its limit was known. */
    private void judgeAnew(Ticket ticket, TicketClock met, Instant metAt) {
        Rule rule = decide(ticket, met.name());
        if (rule == null) {
            return;
        }
        Instant due = dueWith(rule, met);
        boolean late = metAt.isAfter(due);
        clocks.retarget(
                met.id(),
                rule.target().toString(),
                rule.calendar().name(),
                rule.version(),
                late ? ClockState.BREACHED : ClockState.MET,
                due,
                late ? due : null,
                null,
                null);
    }

    private void moveTasks(Ticket ticket, Set<ClockName> moved) {
        if (moved.isEmpty()) {
            return;
        }
        Instant now = now();
        Map<String, Instant> dues = new HashMap<>();
        for (TicketProcess.Holder holder : process.holders(ticket.number())) {
            String taskKey = holder.taskKey();
            ClockName name = TaskClocks.of(taskKey);
            if (name == null) {
                continue;
            }
            boolean takingUp = moved.contains(ClockName.HANDLING) && TaskClocks.isTakingUp(taskKey);
            if (moved.contains(name) || takingUp) {
                dues.put(taskKey, due(ticket, taskKey, name, now));
            }
        }
        dues.forEach((taskKey, due) -> process.moveDue(ticket.number(), List.of(taskKey), due));
    }

    private void settle(String ticketNumber, ClockName name) {
        TicketClock running = awaited(ticketNumber, name);
        if (running == null) {
            return;
        }
        Instant now = now();
        Instant due = running.state() == ClockState.PAUSED ? resume(running, now) : running.dueAt();
        boolean late = now.isAfter(due);
        clocks.settle(running.id(), late ? ClockState.BREACHED : ClockState.MET, now, late ? due : null);
    }

    private Instant resume(TicketClock paused, Instant now) {
        clocks.endPause(paused.id(), now);
        Instant due = dueWith(
                new Rule(Duration.parse(paused.target()), Calendar.valueOf(paused.calendar()), paused.ruleVersion()),
                paused);
        clocks.resume(paused.id(), due, DUE, due);
        return due;
    }

    private Instant dueWith(Rule rule, TicketClock counted) {
        List<Interval> pauses = clocks.findPauses(counted.id()).stream()
                .filter(pause -> pause.resumedAt() != null)
                .map(pause -> new Interval(pause.pausedAt(), Objects.requireNonNull(pause.resumedAt())))
                .toList();
        return hours.due(counted.startedAt(), rule.target(), rule.isAroundTheClock(), pauses);
    }

    private void beginOnce(Ticket ticket, ClockName name, Instant from) {
        TicketClock former = last(ticket.number(), name);
        boolean wanted = former == null || former.stoppedAt() != null;
        if (wanted) {
            begin(ticket, name, from);
        }
    }

    private void begin(Ticket ticket, ClockName name, Instant from) {
        Rule rule = decide(ticket, name);
        if (rule == null) {
            LOG.warn("Table {} gives no limit for {} of ticket {}", TABLE, name, ticket.number());
            return;
        }
        begin(ticket, name, from, rule);
    }

    private void begin(Ticket ticket, ClockName name, Instant from, Rule rule) {
        TicketClock former = last(ticket.number(), name);
        Instant start = from.truncatedTo(ChronoUnit.SECONDS);
        Instant due = hours.due(start, rule.target(), rule.isAroundTheClock());
        clocks.insert(
                ticket.number(),
                name,
                former == null ? 1 : former.roundNo() + 1,
                rule.target().toString(),
                rule.calendar().name(),
                rule.version(),
                start,
                due,
                DUE,
                due);
    }

    private @Nullable Rule decide(Ticket ticket, ClockName name) {
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("clock", name.name());
        inputs.put("priority", priority(ticket));
        inputs.put(
                "complexity",
                ticket.complexity() == null ? null : ticket.complexity().name());
        DecisionTables.Decided decided = decisions.evaluate(TABLE, inputs);
        String duration = decided.single("duration");
        if (duration == null) {
            return null;
        }
        String calendar = decided.single("calendar");
        return new Rule(
                Duration.parse(duration),
                calendar == null ? Calendar.SERVICE_HOURS : Calendar.valueOf(calendar),
                decided.version());
    }

    private static @Nullable String priority(Ticket ticket) {
        if (ticket.priority() != null) {
            return ticket.priority().name();
        }
        return ticket.suspectedEmergency() ? "P0" : null;
    }

    private @Nullable TicketClock awaited(String ticketNumber, ClockName name) {
        TicketClock newest = last(ticketNumber, name);
        return newest != null && newest.isAwaited() ? newest : null;
    }

    private @Nullable TicketClock last(String ticketNumber, ClockName name) {
        return clocks.findLast(ticketNumber, name).orElse(null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** What the table decided. */
    private record Rule(Duration target, Calendar calendar, int version) {

        boolean isAroundTheClock() {
            return calendar == Calendar.AROUND_THE_CLOCK;
        }

        boolean isOf(TicketClock counted) {
            return target.toString().equals(counted.target())
                    && calendar.name().equals(counted.calendar())
                    && version == counted.ruleVersion();
        }
    }
}
