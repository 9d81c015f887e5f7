package io.aftercare.tracking;

import io.aftercare.calendar.Interval;
import io.aftercare.calendar.ServiceCalendar;
import io.aftercare.calendar.ServiceCalendars;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.tracking.ClockMapper.DueClock;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a clock up the ladder: each level once, whoever watches, however often the clock was counted anew (L5). The
 * subject's row is locked first, so two nodes come one after the other and the second finds nothing left to do.
 */
@Service
@Transactional
public class Ladder {

    private final ClockMapper clocks;
    private final PressingClocks pressing;
    private final ServiceCalendars calendars;
    private final LevelTimes times;
    private final ObjectProvider<ClockSubjects> subjects;
    private final TicketService tickets;
    private final TicketProcess process;
    private final Clock clock;
    private volatile Map<String, ClockSubjects> byType = Map.of();

    Ladder(
            ClockMapper clocks,
            PressingClocks pressing,
            ServiceCalendars calendars,
            LevelTimes times,
            ObjectProvider<ClockSubjects> subjects,
            TicketService tickets,
            TicketProcess process,
            Clock clock) {
        this.clocks = clocks;
        this.pressing = pressing;
        this.calendars = calendars;
        this.times = times;
        this.subjects = subjects;
        this.tickets = tickets;
        this.process = process;
        this.clock = clock;
    }

    /**
     * Every level that the clock has reached by now is told. Answers whether one was; not when it was met, moved or
     * taken by another node meanwhile, or when nobody waits for it any more.
     */
    boolean climb(long clockId, Subject subject) {
        ClockSubjects.Held held = of(subject.type()).lock(subject.ref());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        TicketClock due = clocks.findIfDue(clockId, now).orElse(null);
        if (due == null) {
            return false;
        }
        if (!held.waitsFor(due.name())) {
            clocks.stop(clockId, now);
            pressing.changed(due.ticketNumber());
            return false;
        }
        int level = Objects.requireNonNull(due.nextLevel());
        if (level < ClockService.DUE && now.isBefore(due.dueAt())) {
            Instant opens = times.inServiceHours(now, due.dueAt());
            if (opens.isAfter(now)) {
                clocks.reach(clockId, due.state(), due.breachedAt(), level, opens);
                return false;
            }
        }
        List<Integer> told = new ArrayList<>();
        LevelTimes.@Nullable Next next = new LevelTimes.Next(level, now);
        while (next != null && !next.at().isAfter(now)) {
            level = next.level();
            boolean skipped = level < ClockService.DUE && !now.isBefore(due.dueAt());
            if (clocks.insertLevel(clockId, level, now, skipped) == 1 && !skipped) {
                told.add(level);
            }
            next = after(level, due);
        }
        boolean overdue = level >= ClockService.DUE;
        clocks.reach(
                clockId,
                overdue ? ClockState.BREACHED : due.state(),
                overdue ? due.dueAt() : null,
                next == null ? null : next.level(),
                next == null ? null : next.at());
        told.forEach(reached -> held.reached(due, reached));
        return !told.isEmpty();
    }

    /**
     * Several clocks of as many tickets, all or none of those on whose tickets nobody works at this moment: whoever holds
     * many waits for nobody. The others are answered as {@link Together#busy}.
     */
    Together climbTogether(List<DueClock> due) {
        Set<String> locked =
                tickets.lockFree(due.stream().map(DueClock::subjectRef).toList());
        List<DueClock> free = new ArrayList<>(due);
        free.removeIf(next -> !locked.contains(next.subjectRef()));
        List<DueClock> busy = new ArrayList<>(due);
        busy.removeAll(free);
        int[] told = {0};
        if (!free.isEmpty()) {
            process.together(
                    locked,
                    () -> free.forEach(next ->
                            told[0] += climb(next.id(), new Subject(Subject.TICKET, next.subjectRef())) ? 1 : 0));
        }
        return new Together(told[0], busy);
    }

    /** How many were told, and whose ticket somebody else had locked. */
    record Together(int told, List<DueClock> busy) {}

    /** Who says what a level means for a kind of subject. */
    ClockSubjects of(String type) {
        ClockSubjects known = byType.get(type);
        if (known == null) {
            byType = subjects.stream().collect(Collectors.toMap(ClockSubjects::type, Function.identity()));
            known = byType.get(type);
        }
        if (known == null) {
            throw new IllegalStateException("Nobody knows what clocks of " + type + " mean");
        }
        return known;
    }

    private LevelTimes.@Nullable Next after(int level, TicketClock due) {
        if (level < ClockService.DUE || times.isAbove(level)) {
            ServiceCalendar calendar = calendars.version(due.calendar(), due.calendarVersion());
            List<Interval> pauses = clocks.findPauses(due.id()).stream()
                    .map(ClockPause::ended)
                    .filter(Objects::nonNull)
                    .toList();
            return times.after(level, due.startedAt(), due.limit(), calendar, pauses, due.dueAt());
        }
        return null;
    }
}
