package io.aftercare.tracking;

import io.aftercare.calendar.Interval;
import io.aftercare.calendar.ServiceCalendars;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.tracking.ServiceLevelRules.Rule;
import io.aftercare.transaction.OncePerTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
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

    private static final Duration A_DAY = Duration.ofHours(24);

    /** What lies before something on the line has happened with it. */
    private static final Map<ClockName, List<ClockName>> BEFORE = Map.of(
            ClockName.CLASSIFICATION, List.of(ClockName.REGISTRATION),
            ClockName.PLAN, List.of(ClockName.HANDLING),
            ClockName.RESOLUTION, List.of(ClockName.FIRST_RESPONSE, ClockName.HANDLING, ClockName.PLAN));

    private final ClockMapper clocks;
    private final ServiceHours hours;
    private final ServiceCalendars calendars;
    private final ServiceLevelRules rules;
    private final LevelTimes levels;
    private final PressingClocks pressing;
    private final OncePerTransaction<Subject, List<TicketClock>> newest;
    private final TicketService tickets;
    private final TicketProcess process;
    private final HouseWords words;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ClockService(
            ClockMapper clocks,
            ServiceHours hours,
            ServiceCalendars calendars,
            ServiceLevelRules rules,
            LevelTimes levels,
            PressingClocks pressing,
            TicketService tickets,
            TicketProcess process,
            HouseWords words,
            ApplicationEventPublisher events,
            Clock clock) {
        this.clocks = clocks;
        this.hours = hours;
        this.calendars = calendars;
        this.rules = rules;
        this.levels = levels;
        this.pressing = pressing;
        this.newest = new OncePerTransaction<>(subject -> clocks.findNewest(subject.type(), subject.ref()));
        this.tickets = tickets;
        this.process = process;
        this.words = words;
        this.events = events;
        this.clock = clock;
    }

    /** Starts a clock now or at an earlier moment (D1: receipt); a running clock of that name goes on. */
    public void start(Ticket ticket, ClockName name, Instant from) {
        TicketClock former = last(ticket.number(), name);
        if (awaited(former) == null) {
            begin(ticket, former, name, from);
        }
    }

    /** Starts clocks of a ticket that has just been received, and so has none yet. */
    public void received(Ticket ticket, Instant from, ClockName... names) {
        beginTogether(ticket, new Line(List.of()), from, names);
    }

    /** What the clock waited for has happened; nothing when it does not run. */
    public void meet(String ticketNumber, ClockName name) {
        if (BEFORE.containsKey(name)) {
            meet(line(Subject.ticket(ticketNumber)), name);
        } else {
            settle(Subject.ticket(ticketNumber), name);
        }
    }

    private void meet(Line line, ClockName name) {
        for (ClockName before : BEFORE.getOrDefault(name, List.of())) {
            settle(line.awaited(before));
        }
        settle(line.awaited(name));
    }

    /** What the clock waited for is no longer wanted. */
    public void stop(String ticketNumber, ClockName... names) {
        stop(Subject.ticket(ticketNumber), names);
    }

    /** The same for whatever has clocks. */
    public void stop(Subject subject, ClockName... names) {
        if (names.length == 1) {
            stop(awaited(last(subject, names[0])));
        } else {
            stop(line(subject), names);
        }
    }

    private void stop(Line line, ClockName... names) {
        for (ClockName name : names) {
            stop(line.awaited(name));
        }
    }

    private void stop(@Nullable TicketClock running) {
        if (running != null) {
            Instant now = now();
            clocks.stop(running.id(), now);
            changed(running.ticketNumber());
            if (running.state() == ClockState.PAUSED) {
                clocks.endPause(running.id(), Timeline.SYSTEM, now);
            }
        }
    }

    /**
     * Starts a clock of something that is no ticket; a running clock of that name goes on. {@code facts} are what the
     * table of service levels is asked with.
     */
    public void start(
            Subject subject,
            @Nullable String ticketNumber,
            ClockName name,
            Instant from,
            Map<String, @Nullable Object> facts) {
        TicketClock former = last(subject, name);
        if (awaited(former) == null) {
            insert(List.of(begun(
                    subject, ticketNumber, former, name, from, StartedWhy.OTHER, rules.decide(name, from, facts))));
        }
    }

    /** What a clock of something that is no ticket waited for has happened. */
    public void meet(Subject subject, ClockName name) {
        settle(subject, name);
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
        pause(ticketNumber, reason, null, Timeline.SYSTEM, now(), names);
    }

    /** The same since an earlier moment, at the earliest since the start of the clock; answers which stand still now. */
    Set<ClockName> pause(
            String ticketNumber, String reason, @Nullable String note, String by, Instant from, ClockName... names) {
        Set<ClockName> paused = EnumSet.noneOf(ClockName.class);
        Line line = line(Subject.ticket(ticketNumber));
        for (ClockName name : names) {
            if (!TaskClocks.pausable().contains(name)) {
                throw new IllegalArgumentException(name + " never stands still");
            }
            TicketClock running = line.awaited(name);
            if (running != null
                    && running.state() == ClockState.RUNNING
                    && now().isBefore(running.dueAt())
                    && clocks.pause(running.id()) == 1) {
                Instant since = from.isBefore(running.startedAt()) ? running.startedAt() : from;
                changed(running.ticketNumber());
                clocks.insertPause(running.id(), reason, note, by, since.truncatedTo(ChronoUnit.SECONDS));
                paused.add(name);
            }
        }
        return paused;
    }

    /** What the clocks waited for is over: the time they stood still is added, counted in their own calendar. */
    public void resume(Ticket ticket, ClockName... names) {
        resume(ticket, Timeline.SYSTEM, names);
    }

    void resume(Ticket ticket, String by, ClockName... names) {
        Set<ClockName> moved = EnumSet.noneOf(ClockName.class);
        Line line = line(Subject.ticket(ticket.number()));
        for (ClockName name : names) {
            TicketClock paused = line.awaited(name);
            if (paused != null && paused.state() == ClockState.PAUSED) {
                resume(paused, by, now());
                moved.add(name);
            }
        }
        moveTasks(ticket, moved);
    }

    /** Ends the pauses that this reason made, and no other. */
    void resumeFrom(Ticket ticket, String reason, String by) {
        Line line = line(Subject.ticket(ticket.number()));
        List<ClockName> paused = TaskClocks.pausable().stream()
                .filter(name -> {
                    TicketClock standing = line.awaited(name);
                    return standing != null
                            && standing.state() == ClockState.PAUSED
                            && clocks.findPauses(standing.id()).stream()
                                    .anyMatch(pause -> pause.resumedAt() == null
                                            && pause.reason().equals(reason));
                })
                .toList();
        resume(ticket, by, paused.toArray(ClockName[]::new));
    }

    /** Priority, category or complexity changed: running clocks are computed anew from their start; pauses stay. */
    public void recompute(Ticket ticket) {
        handling(ticket, line(Subject.ticket(ticket.number())), now());
        moveTasks(ticket, retarget(ticket));
    }

    /**
     * The ticket has its classification, for the first time or again: what counts from receipt is known now. A ticket
     * that is taken over from another department keeps the clocks it has.
     */
    public void classified(Ticket ticket) {
        Line line = line(Subject.ticket(ticket.number()));
        meet(line, ClockName.CLASSIFICATION);
        List<ClockName> wanted = new ArrayList<>();
        if (line.last(ClockName.RESOLUTION) == null) {
            TicketClock response = line.last(ClockName.FIRST_RESPONSE);
            if (response == null) {
                wanted.add(ClockName.FIRST_RESPONSE);
            } else if (response.metAt() != null) {
                judgeAnew(ticket, response, response.metAt());
            }
        }
        if (ticket.isSimple()) {
            stop(line, ClockName.PLAN);
        } else if (line.isWantedOnce(ClockName.PLAN)) {
            wanted.add(ClockName.PLAN);
        }
        if (line.isWantedOnce(ClockName.RESOLUTION)) {
            wanted.add(ClockName.RESOLUTION);
        }
        beginTogether(ticket, line, ticket.receivedAt(), wanted.toArray(ClockName[]::new));
        handling(ticket, line, ticket.receivedAt());
        retarget(ticket);
    }

    /**
     * A person has spoken to the customer. Before the classification its limit is not known yet, so the moment is kept
     * and judged then.
     */
    public void humanResponded(String ticketNumber) {
        TicketClock response = last(ticketNumber, ClockName.FIRST_RESPONSE);
        if (response == null) {
            Ticket ticket = tickets.require(ticketNumber);
            begin(ticket, null, ClockName.FIRST_RESPONSE, ticket.receivedAt());
            response = last(ticketNumber, ClockName.FIRST_RESPONSE);
        }
        settle(awaited(response));
        events.publishEvent(new HumanResponded(ticketNumber));
    }

    /** Somebody works on it (a P0 has to be taken up within the hour); a proposal says so too. */
    public void handlingStarted(String ticketNumber) {
        settle(Subject.ticket(ticketNumber), ClockName.HANDLING);
    }

    /** The work is finished: nothing is promised on the way any more, the customer's answer is waited for. */
    public void resolved(Ticket ticket) {
        Instant resolvedAt = Objects.requireNonNullElseGet(ticket.resolvedAt(), this::now);
        Line line = line(Subject.ticket(ticket.number()));
        meet(line, ClockName.RESOLUTION);
        stop(line, ClockName.CUSTOMER_UPDATE, ClockName.APPROVAL);
        beginTogether(ticket, line, resolvedAt, line.notAwaited(ClockName.CONFIRMATION, ClockName.CALLBACK));
    }

    /** Not solved after all, or back after closing: plan and resolution are due anew, counted from now. */
    public void reopened(Ticket ticket) {
        Instant now = now();
        Line line = line(Subject.ticket(ticket.number()));
        stop(
                line,
                ClockName.CONFIRMATION,
                ClockName.CALLBACK,
                ClockName.APPROVAL,
                ClockName.PLAN,
                ClockName.RESOLUTION);
        beginTogether(ticket, line, now, ClockName.PLAN, ClockName.RESOLUTION);
        beginTogether(ticket, line, now, line.notAwaited(ClockName.CUSTOMER_UPDATE));
        foreignDeadline(ticket, now);
    }

    /** The customer was told something: the promise of the next telling is kept, and counts anew while it counts. */
    void told(Ticket ticket, boolean goesOn, Instant now) {
        TicketClock promise = last(ticket.number(), ClockName.CUSTOMER_UPDATE);
        settle(awaited(promise));
        if (goesOn) {
            begin(ticket, promise, ClockName.CUSTOMER_UPDATE, now);
        }
    }

    /** Nobody had promised anything while the customer was waited for: the promise counts from now. */
    void promised(Ticket ticket, boolean goesOn, Instant now) {
        TicketClock promise = last(ticket.number(), ClockName.CUSTOMER_UPDATE);
        stop(awaited(promise));
        if (goesOn) {
            begin(ticket, promise, ClockName.CUSTOMER_UPDATE, now);
        }
    }

    /** Somebody outside has set a date (E-06): it runs until the case is closed there, whatever happens here. */
    public void foreignDeadline(Ticket ticket, Instant from) {
        if (ticket.externalDueAt() != null) {
            start(ticket, ClockName.FOREIGN_DEADLINE, from);
        }
    }

    /** All clocks, oldest first. */
    @Transactional(readOnly = true)
    public List<TicketClock> of(String ticketNumber) {
        return clocks.findBySubject(Subject.TICKET, ticketNumber);
    }

    /** The same of anything that has clocks. */
    @Transactional(readOnly = true)
    public List<TicketClock> of(Subject subject) {
        return clocks.findBySubject(subject.type(), subject.ref());
    }

    /** Why a clock is due when it is, in the reader's words and one sentence. */
    @Transactional(readOnly = true)
    public String explanation(TicketClock shown, Locale locale) {
        return words.explanation(locale, shown, clocks.findPauses(shown.id()));
    }

    /** When a human task with this key is due: the due time of the clock it serves; never null. */
    public Instant dueFor(Ticket ticket, String taskKey) {
        Instant now = now();
        ClockName name = TaskClocks.of(taskKey);
        if (name == null || taskKey.equals(TaskClocks.FOLLOW_UP_DISSATISFACTION)) {
            return hours.due(now, A_DAY, false);
        }
        Line line = line(Subject.ticket(ticket.number()));
        if (line.awaited(name) == null) {
            Instant from =
                    switch (name) {
                        case APPROVAL -> now;
                        case REGISTRATION -> ticket.receivedAt();
                        case CLASSIFICATION -> ticket.classifiedAt() == null ? ticket.receivedAt() : now;
                        default -> null;
                    };
            if (from != null) {
                begin(ticket, line.last(name), name, from);
                line = line(Subject.ticket(ticket.number()));
            }
        }
        return due(ticket, taskKey, name, line, now);
    }

    private Instant due(Ticket ticket, String taskKey, ClockName name, Line line, Instant now) {
        TicketClock served = line.awaited(name);
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
            due = earlier(due, line.awaited(ClockName.RESOLUTION));
        }
        if (TaskClocks.isTakingUp(taskKey)) {
            TicketClock handling = line.awaited(ClockName.HANDLING);
            due = earlier(due, handling != null && handling.breachedAt() == null ? handling : null);
        }
        return due;
    }

    private static Instant earlier(Instant due, @Nullable TicketClock other) {
        return other != null && other.dueAt().isBefore(due) ? other.dueAt() : due;
    }

    /** Whether a P0 still has to be taken up: started or stopped as the priority says. */
    private void handling(Ticket ticket, Line line, Instant from) {
        if (!ticket.isUrgent() || ticket.isSimple()) {
            stop(line, ClockName.HANDLING);
            return;
        }
        TicketClock handling = line.last(ClockName.HANDLING);
        TicketClock plan = line.last(ClockName.PLAN);
        boolean takenUp = handling != null && handling.metAt() != null || plan != null && plan.metAt() != null;
        if (ticket.status() == TicketStatus.CLASSIFIED && !takenUp && (handling == null || !handling.isAwaited())) {
            begin(ticket, handling, ClockName.HANDLING, from);
        }
    }

    /** Gives running and standing clocks the limit that holds now; answers which of them moved. */
    private Set<ClockName> retarget(Ticket ticket) {
        return retarget(Subject.ticket(ticket.number()), rules.inputs(ticket), name -> true);
    }

    /** Counts the clocks of a calendar anew after it changed. */
    Set<ClockName> recount(Subject subject, String calendar, Map<String, @Nullable Object> facts) {
        return retarget(subject, facts, counted -> counted.calendar().equals(calendar));
    }

    private Set<ClockName> retarget(
            Subject subject, Map<String, @Nullable Object> facts, Predicate<TicketClock> wanted) {
        Set<ClockName> moved = EnumSet.noneOf(ClockName.class);
        for (TicketClock running : newest(subject)) {
            boolean fired = running.breachedAt() != null;
            if (!running.isAwaited() || fired || !wanted.test(running)) {
                continue;
            }
            Rule rule = rules.decide(running.name(), running.startedAt(), facts);
            if (rule.isOf(running)) {
                continue;
            }
            retarget(running, rule);
            moved.add(running.name());
        }
        return moved;
    }

    private void retarget(TicketClock running, Rule rule) {
        List<Interval> pauses = ended(running);
        Instant due = Counting.due(running.startedAt(), rule.target(), rule.calendar(), pauses);
        LevelTimes.@Nullable Next next = running.state() == ClockState.RUNNING
                ? levels.after(
                        clocks.highestLevel(running.id()),
                        running.startedAt(),
                        rule.target(),
                        rule.calendar(),
                        pauses,
                        due)
                : null;
        write(running, rule, running.state(), due, null, next);
    }

    /** A clock that was met before its limit was known. */
    private void judgeAnew(Ticket ticket, TicketClock met, Instant metAt) {
        Rule rule = rules.decide(met.name(), met.startedAt(), rules.inputs(ticket));
        Instant due = Counting.due(met.startedAt(), rule.target(), rule.calendar(), ended(met));
        boolean late = metAt.isAfter(due);
        write(met, rule, late ? ClockState.BREACHED : ClockState.MET, due, late ? due : null, null);
    }

    private void write(
            TicketClock counted,
            Rule rule,
            ClockState state,
            Instant due,
            @Nullable Instant breachedAt,
            LevelTimes.@Nullable Next next) {
        clocks.retarget(
                counted.id(),
                rule.target().toString(),
                rule.calendar().name(),
                rule.calendar().version(),
                rule.version(),
                rule.inputs(),
                state,
                due,
                breachedAt,
                next == null ? null : next.level(),
                next == null ? null : next.at());
        changed(counted.ticketNumber());
    }

    void moveTasks(Ticket ticket, Set<ClockName> moved) {
        if (moved.isEmpty()) {
            return;
        }
        Instant now = now();
        Map<String, Instant> dues = new HashMap<>();
        Line line = line(Subject.ticket(ticket.number()));
        for (TicketProcess.Holder holder : process.holders(ticket.number())) {
            String taskKey = holder.taskKey();
            ClockName name = TaskClocks.of(taskKey);
            if (name == null) {
                continue;
            }
            boolean takingUp = moved.contains(ClockName.HANDLING) && TaskClocks.isTakingUp(taskKey);
            if (moved.contains(name) || takingUp) {
                dues.put(taskKey, due(ticket, taskKey, name, line, now));
            }
        }
        dues.forEach((taskKey, due) -> process.moveDue(ticket.number(), List.of(taskKey), due));
    }

    private void settle(Subject subject, ClockName name) {
        settle(awaited(last(subject, name)));
    }

    private void settle(@Nullable TicketClock running) {
        if (running == null) {
            return;
        }
        Instant now = now();
        Instant due = running.state() == ClockState.PAUSED ? resume(running, Timeline.SYSTEM, now) : running.dueAt();
        boolean late = now.isAfter(due);
        clocks.settle(running.id(), late ? ClockState.BREACHED : ClockState.MET, now, late ? due : null);
        changed(running.ticketNumber());
    }

    private Instant resume(TicketClock paused, String by, Instant now) {
        clocks.endPause(paused.id(), by, now);
        var calendar = calendars.version(paused.calendar(), paused.calendarVersion());
        List<Interval> pauses = ended(paused);
        Instant due = Counting.due(paused.startedAt(), paused.limit(), calendar, pauses);
        LevelTimes.@Nullable Next next = levels.after(
                clocks.highestLevel(paused.id()), paused.startedAt(), paused.limit(), calendar, pauses, due);
        clocks.resume(paused.id(), due, next == null ? null : next.level(), next == null ? null : next.at());
        changed(paused.ticketNumber());
        return due;
    }

    private List<Interval> ended(TicketClock counted) {
        return clocks.findPauses(counted.id()).stream()
                .map(ClockPause::ended)
                .filter(Objects::nonNull)
                .toList();
    }

    private void begin(Ticket ticket, @Nullable TicketClock former, ClockName name, Instant from) {
        insert(List.of(begun(ticket, former, name, from, rules.inputs(ticket))));
    }

    private void beginTogether(Ticket ticket, Line line, Instant from, ClockName... names) {
        if (names.length > 0) {
            Map<String, @Nullable Object> facts = rules.inputs(ticket);
            insert(Stream.of(names)
                    .map(name -> begun(ticket, line.last(name), name, from, facts))
                    .toList());
        }
    }

    private void insert(List<ClockMapper.NewClock> begun) {
        clocks.insert(begun);
        begun.forEach(each -> changed(Objects.requireNonNullElse(each.ticketNumber(), "")));
    }

    private ClockMapper.NewClock begun(
            Ticket ticket,
            @Nullable TicketClock former,
            ClockName name,
            Instant from,
            Map<String, @Nullable Object> facts) {
        Rule rule = rules.decide(name, from, facts);
        return begun(
                Subject.ticket(ticket.number()), ticket.number(), former, name, from, why(ticket, name, from), rule);
    }

    private ClockMapper.NewClock begun(
            Subject subject,
            @Nullable String ticketNumber,
            @Nullable TicketClock former,
            ClockName name,
            Instant from,
            StartedWhy why,
            Rule rule) {
        Instant start = from.truncatedTo(ChronoUnit.SECONDS);
        Instant due = Counting.due(start, rule.target(), rule.calendar(), List.of());
        LevelTimes.@Nullable Next next = levels.after(0, start, rule.target(), rule.calendar(), List.of(), due);
        return new ClockMapper.NewClock(
                subject,
                ticketNumber,
                name,
                former == null ? 1 : former.roundNo() + 1,
                rule.target().toString(),
                rule.calendar().name(),
                rule.calendar().version(),
                rule.version(),
                rule.inputs(),
                why,
                start,
                due,
                next == null ? null : next.level(),
                next == null ? null : next.at());
    }

    private static StartedWhy why(Ticket ticket, ClockName name, Instant from) {
        return switch (name) {
            case CUSTOMER_UPDATE -> StartedWhy.CUSTOMER_TOLD;
            case CONFIRMATION, CALLBACK -> StartedWhy.RESOLVED;
            case APPROVAL -> StartedWhy.ASKED;
            default -> {
                if (from.truncatedTo(ChronoUnit.SECONDS)
                        .equals(ticket.receivedAt().truncatedTo(ChronoUnit.SECONDS))) {
                    yield StartedWhy.RECEIPT;
                }
                yield switch (name) {
                    case REGISTRATION, CLASSIFICATION -> StartedWhy.CLASSIFIED_AGAIN;
                    case HANDLING -> StartedWhy.PRIORITY;
                    case PLAN, RESOLUTION -> StartedWhy.PLANNED_AGAIN;
                    default -> StartedWhy.OTHER;
                };
            }
        };
    }

    private static @Nullable TicketClock awaited(@Nullable TicketClock newest) {
        return newest != null && newest.isAwaited() ? newest : null;
    }

    private @Nullable TicketClock last(String ticketNumber, ClockName name) {
        return last(Subject.ticket(ticketNumber), name);
    }

    private @Nullable TicketClock last(Subject subject, ClockName name) {
        return line(subject).last(name);
    }

    private Line line(Subject subject) {
        return new Line(newest(subject));
    }

    /** Read once while the ticket is held, else anew each time: nobody reads past a lock. */
    private List<TicketClock> newest(Subject subject) {
        return subject.type().equals(Subject.TICKET) && tickets.isHeld(subject.ref())
                ? Objects.requireNonNull(newest.of(subject))
                : clocks.findNewest(subject.type(), subject.ref());
    }

    /** What was read of this transaction's clocks stands no longer; the ticket they belong to may be pressed otherwise. */
    private void changed(String ticketNumber) {
        newest.forget();
        pressing.changed(ticketNumber);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** The newest round of each clock of one subject, as it was at one look. */
    private static final class Line {

        private final Map<ClockName, TicketClock> newest = new EnumMap<>(ClockName.class);

        Line(List<TicketClock> newest) {
            newest.forEach(each -> this.newest.put(each.name(), each));
        }

        @Nullable
        TicketClock last(ClockName name) {
            return newest.get(name);
        }

        @Nullable
        TicketClock awaited(ClockName name) {
            return ClockService.awaited(newest.get(name));
        }

        ClockName[] notAwaited(ClockName... names) {
            return Stream.of(names).filter(name -> awaited(name) == null).toArray(ClockName[]::new);
        }

        /** Not again after it was met; a stopped one is wanted again. */
        boolean isWantedOnce(ClockName name) {
            TicketClock former = newest.get(name);
            return former == null || former.stoppedAt() != null;
        }
    }
}
