package io.aftercare.ticket;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The append-only story of a ticket. The actor is a user id, {@link #CUSTOMER} or {@link #SYSTEM}. */
@Service
public class Timeline {

    public static final String CUSTOMER = "customer";
    public static final String SYSTEM = "system";

    private final TimelineMapper entries;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Timeline(TimelineMapper entries, ApplicationEventPublisher events, Clock clock) {
        this.entries = entries;
        this.events = events;
        this.clock = clock;
    }

    /** A line that only staff read; returns its id. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long add(String number, TimelineKind kind, String actor, @Nullable String text) {
        return write(number, kind, actor, text, false);
    }

    /** A line that the customer's page shows too; returns its id. */
    @Transactional(propagation = Propagation.MANDATORY)
    public long addVisible(String number, TimelineKind kind, String actor, @Nullable String text) {
        return write(number, kind, actor, text, true);
    }

    /** A clock reached a level (100 = due); the caller makes sure that it is once per pair. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void addEscalation(
            String number, Instant at, String actor, @Nullable String text, String clockName, int level) {
        entries.insert(
                new TimelineMapper.Key(), number, at, TimelineKind.ESCALATED, actor, text, false, clockName, level);
    }

    /** The one exception to append-only: a person who is forgotten takes his words with him (E-04). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forgetWords(String customerRef, String text) {
        entries.forgetWords(customerRef, text);
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<TimelineEntry> of(String number) {
        return entries.findByTicket(number);
    }

    private long write(
            String number, TimelineKind kind, String actor, @Nullable String text, boolean visibleToCustomer) {
        TimelineMapper.Key key = new TimelineMapper.Key();
        entries.insert(key, number, clock.instant(), kind, actor, text, visibleToCustomer, null, null);
        acted(number, actor);
        return key.id();
    }

    private void acted(String number, String actor) {
        if (actor.equals(CUSTOMER)) {
            events.publishEvent(new CustomerActed(number));
        }
    }
}
