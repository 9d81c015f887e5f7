package io.aftercare.tracking;

import io.aftercare.calendar.CalendarChanged;
import io.aftercare.calendar.CalendarUse;
import io.aftercare.calendar.Interval;
import io.aftercare.calendar.ServiceCalendar;
import io.aftercare.calendar.ServiceCalendars;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts running clocks anew when their calendar changed, ticket by ticket, each in a transaction of its own. What is
 * left when the caller's patience or the node ends is found again by the version on the row and done by the schedule.
 */
@Component
class CalendarClocks implements CalendarUse {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarClocks.class);
    private static final int AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClockMapper clocks;
    private final ClockService service;
    private final Ladder ladder;
    private final ServiceCalendars calendars;
    private final TrackingProperties properties;
    private final TransactionTemplate ownTransaction;

    CalendarClocks(
            ClockMapper clocks,
            ClockService service,
            Ladder ladder,
            ServiceCalendars calendars,
            TrackingProperties properties,
            PlatformTransactionManager transactions) {
        this.clocks = clocks;
        this.service = service;
        this.ladder = ladder;
        this.calendars = calendars;
        this.properties = properties;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public Moves wouldMove(ServiceCalendar draft, int first) {
        long running = 0;
        List<Move> moves = new ArrayList<>();
        long afterId = 0;
        while (true) {
            List<TicketClock> page = clocks.findRunningBy(draft.name(), null, afterId, AT_ONCE);
            Map<Long, List<Interval>> pauses = pausesOf(page);
            for (TicketClock counted : page) {
                Instant due = Counting.due(
                        counted.startedAt(), counted.limit(), draft, pauses.getOrDefault(counted.id(), List.of()));
                if (!due.equals(counted.dueAt())) {
                    moves.add(new Move(counted.subjectRef(), counted.name().name(), counted.dueAt(), due));
                }
                afterId = counted.id();
            }
            running += page.size();
            if (page.size() < AT_ONCE) {
                List<Move> listed = moves.stream()
                        .sorted(Comparator.comparing(Move::oldDue).thenComparing(Move::subject))
                        .limit(first)
                        .toList();
                return new Moves(running, moves.size(), listed);
            }
        }
    }

    @Override
    public long behind(String name, int version) {
        return clocks.countRunningBy(name, version);
    }

    @Override
    public boolean inUse(String name) {
        return clocks.countRunningBy(name, null) > 0;
    }

    /** Who saves a calendar finds its clocks moved, if they are not too many to wait for. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void changed(CalendarChanged changed) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        recount(changed.name(), () -> System.nanoTime() - until < 0);
    }

    @Scheduled(fixedDelayString = "${aftercare.tracking.recount-interval:PT5S}")
    void continueWhatWasLeft() {
        if (properties.watchEnabled()) {
            try {
                recountAll();
            } catch (RuntimeException failure) {
                LOG.warn("Clocks could not be counted anew, next try follows: {}", failure.toString());
            }
        }
    }

    /** Answers how many tickets were counted anew. */
    int recountAll() {
        int counted = 0;
        for (String calendar : clocks.findCalendarsBehind()) {
            counted += recount(calendar, () -> true);
        }
        return counted;
    }

    private int recount(String calendar, BooleanSupplier goOn) {
        ServiceCalendar newest = calendars.current(calendar).orElse(null);
        if (newest == null) {
            return 0;
        }
        int counted = 0;
        long afterId = 0;
        while (true) {
            List<TicketClock> page = clocks.findRunningBy(calendar, newest.version(), afterId, AT_ONCE);
            Set<Subject> subjects =
                    page.stream().map(TicketClock::subject).collect(Collectors.toCollection(LinkedHashSet::new));
            for (Subject subject : subjects) {
                if (!goOn.getAsBoolean()) {
                    return counted;
                }
                counted += recount(subject, calendar) ? 1 : 0;
            }
            if (page.size() < AT_ONCE) {
                return counted;
            }
            afterId = page.get(page.size() - 1).id();
        }
    }

    private boolean recount(Subject subject, String calendar) {
        try {
            ownTransaction.executeWithoutResult(status -> {
                ClockSubjects.Held held = ladder.of(subject.type()).lock(subject.ref());
                Set<ClockName> moved = service.recount(subject, calendar, held.inputs());
                if (!moved.isEmpty()) {
                    held.moved(moved);
                }
            });
            return true;
        } catch (RuntimeException failure) {
            LOG.warn("Clocks of {} {} are counted anew later: {}", subject.type(), subject.ref(), failure.toString());
            return false;
        }
    }

    private Map<Long, List<Interval>> pausesOf(List<TicketClock> page) {
        if (page.isEmpty()) {
            return Map.of();
        }
        Map<Long, List<Interval>> pauses = new HashMap<>();
        for (ClockPause pause :
                clocks.findPausesOf(page.stream().map(TicketClock::id).toList())) {
            Interval ended = pause.ended();
            if (ended != null) {
                pauses.computeIfAbsent(pause.clockId(), unused -> new ArrayList<>())
                        .add(ended);
            }
        }
        return pauses;
    }
}
