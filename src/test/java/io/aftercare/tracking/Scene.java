package io.aftercare.tracking;

import static org.mockito.Mockito.clearInvocations;

import io.aftercare.notification.Notifier;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Classification;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.NewTicket;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.annotation.Transactional;

/** Tickets to track. */
class Scene {

    private final TicketService tickets;
    private final ClockService clocks;
    private final MovableClock clock;
    private final RecordedProcess process;
    private final ServiceLevels levels;
    private final Notifier notifier;
    private final JdbcTemplate jdbc;

    Scene(
            TicketService tickets,
            ClockService clocks,
            MovableClock clock,
            RecordedProcess process,
            ServiceLevels levels,
            Notifier notifier,
            JdbcTemplate jdbc) {
        this.tickets = tickets;
        this.clocks = clocks;
        this.clock = clock;
        this.process = process;
        this.levels = levels;
        this.notifier = notifier;
        this.jdbc = jdbc;
    }

    /** Monday, 23 November 2026, at 10 in the morning; the agent is signed in. */
    void begins() {
        clock.set("2026-11-23T10:00");
        process.reset();
        levels.reset();
        clearInvocations(notifier);
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken("agent", "", List.of()));
    }

    void forget() {
        for (String table : List.of(
                "clock_level", "clock_pause", "clock", "ticket_pause", "obstacle", "timeline_entry", "ticket")) {
            jdbc.update("delete from " + table);
        }
    }

    @Transactional
    public Ticket received(boolean suspectedEmergency) {
        jdbc.update(
                "insert into customer (ref, name, tier, created_at) select 'C-1', '王芳', 'STANDARD', ? "
                        + "where not exists (select 1 from customer where ref = 'C-1')",
                java.sql.Timestamp.from(clock.instant()));
        Instant now = clock.instant();
        return tickets.add(new NewTicket(
                tickets.nextNumber(),
                TicketStatus.RECEIVED,
                Channel.WEB,
                null,
                null,
                "C-1",
                null,
                null,
                null,
                null,
                null,
                "It does not start",
                null,
                null,
                null,
                suspectedEmergency,
                null,
                "channel",
                now,
                null,
                null));
    }

    @Transactional
    public Ticket classified(Ticket received, Priority priority, Complexity complexity) {
        Ticket registered = received.registeredAt() == null
                ? tickets.register(received, "agent", "It does not start", null, null, null, null)
                : received;
        Ticket classified = tickets.classify(
                registered,
                new Classification(
                        Category.PRODUCT_FAULT, Impact.NORMAL_USE, Urgency.MEDIUM, complexity, "Press longer", false),
                priority,
                "technical");
        Ticket moved = complexity == Complexity.SIMPLE ? classified : tickets.move(classified, TicketStatus.CLASSIFIED);
        clocks.classified(moved);
        return moved;
    }

    @Transactional
    public Ticket moved(Ticket ticket, TicketStatus... path) {
        Ticket moved = tickets.require(ticket.number());
        for (TicketStatus next : path) {
            moved = tickets.move(moved, next);
        }
        return moved;
    }

    @Transactional
    public Ticket withPriority(Ticket ticket, Priority priority) {
        tickets.changePriority(ticket, priority);
        return tickets.require(ticket.number());
    }

    /** The newest round of a clock. */
    TicketClock clockOf(Ticket ticket, ClockName name) {
        return Objects.requireNonNull(clockOrNull(ticket, name), () -> "no clock " + name);
    }

    @Nullable
    TicketClock clockOrNull(Ticket ticket, ClockName name) {
        TicketClock found = null;
        for (TicketClock candidate : clocks.of(ticket.number())) {
            if (candidate.name() == name && (found == null || candidate.roundNo() > found.roundNo())) {
                found = candidate;
            }
        }
        return found;
    }
}
