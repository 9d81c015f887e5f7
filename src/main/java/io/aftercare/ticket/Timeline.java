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

    /** A line that only staff read. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(String number, TimelineKind kind, String actor, @Nullable String text) {
        entries.insert(number, clock.instant(), kind, actor, text, false, null, null);
        acted(number, actor);
    }

    /** A line that the customer's page shows too. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void addVisible(String number, TimelineKind kind, String actor, @Nullable String text) {
        entries.insert(number, clock.instant(), kind, actor, text, true, null, null);
        acted(number, actor);
    }

    /** A clock reached a level (100 = due); the caller makes sure that it is once per pair. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void addEscalation(
            String number, Instant at, String actor, @Nullable String text, String clockName, int level) {
        entries.insert(number, at, TimelineKind.ESCALATED, actor, text, false, clockName, level);
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

    private void acted(String number, String actor) {
        if (actor.equals(CUSTOMER)) {
            events.publishEvent(new CustomerActed(number));
        }
    }
}
