package io.aftercare.tracking;

import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketMoved;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A ticket waits for somebody outside (L2): its clocks stand still with a reason, and go on by themselves when the
 * customer does anything, or when the work goes on.
 */
@Service
@Transactional
public class Pauses {

    private static final int LONGEST_NOTE = 2_000;
    /** Where the customer's answer is what the work needs; elsewhere somebody of the house is waited for. */
    private static final Set<TicketStatus> MAY_WAIT_FOR_CUSTOMER =
            EnumSet.of(TicketStatus.CLASSIFIED, TicketStatus.EXECUTING);

    private final PauseMapper pauses;
    private final ObstacleMapper obstacles;
    private final ClockService clocks;
    private final CustomerUpdates updates;
    private final TicketService tickets;
    private final Timeline timeline;
    private final CurrentUser currentUser;
    private final HouseWords words;
    private final Clock clock;

    Pauses(
            PauseMapper pauses,
            ObstacleMapper obstacles,
            ClockService clocks,
            CustomerUpdates updates,
            TicketService tickets,
            Timeline timeline,
            CurrentUser currentUser,
            HouseWords words,
            Clock clock) {
        this.pauses = pauses;
        this.obstacles = obstacles;
        this.clocks = clocks;
        this.updates = updates;
        this.tickets = tickets;
        this.timeline = timeline;
        this.currentUser = currentUser;
        this.words = words;
        this.clock = clock;
    }

    /**
     * The clocks that may stand still do so from now, or from an earlier moment that no other pause has touched; 409
     * while another pause lasts or once the work is done.
     */
    public void pause(String ticketNumber, @Nullable String reason, @Nullable String note, @Nullable Instant from) {
        PauseReason why = PauseReason.of(reason).filter(PauseReason::isByHand).orElse(null);
        new Checks()
                .required("reason", reason)
                .that(reason == null || reason.isBlank() || why != null, "reason", "field.choice", byHand())
                .atMost("note", note, LONGEST_NOTE)
                .refuseIfAny();
        Ticket ticket = tickets.lock(ticketNumber);
        if (!ticket.status().isOpenWork()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        if (pauses.findOpen(ticketNumber).isPresent()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.pause-stands");
        }
        PauseReason given = Objects.requireNonNull(why);
        if (given.isCustomersTurn() && !MAY_WAIT_FOR_CUSTOMER.contains(ticket.status())) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.pause-not-the-customer");
        }
        Instant now = now();
        Instant since = from == null ? now : from.truncatedTo(ChronoUnit.SECONDS);
        checkStart(ticket, since, now);
        String actor = currentUser.id();
        String told = note == null || note.isBlank() ? null : note.strip();
        Set<ClockName> standing = clocks.pause(ticketNumber, given.name(), told, actor, since, clocksOf(given));
        if (standing.isEmpty()) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.pause-nothing");
        }
        pauses.insert(ticketNumber, given, told, since, actor, now, given.isCustomersTurn() ? ticket.status() : null);
        timeline.add(ticketNumber, TimelineKind.PAUSED, actor, told(given, told, since, now));
        if (given.isCustomersTurn()) {
            tickets.move(ticket, TicketStatus.WAITING_CUSTOMER);
        }
    }

    /** Back where it stood; 409 when it does not wait. */
    public void resume(String ticketNumber, @Nullable String note) {
        new Checks().atMost("note", note, LONGEST_NOTE).refuseIfAny();
        Ticket ticket = tickets.lock(ticketNumber);
        TicketPause open = pauses.findOpen(ticketNumber)
                .orElseThrow(() -> new ProblemException(ProblemType.TOO_LATE, "problem.no-pause"));
        end(ticket, open, currentUser.id(), note == null || note.isBlank() ? null : note.strip());
    }

    /** The pause that lasts, if the ticket waits. */
    @Transactional(readOnly = true)
    public @Nullable TicketPause open(String ticketNumber) {
        return pauses.findOpen(ticketNumber).orElse(null);
    }

    /** All pauses that persons made, oldest first. */
    @Transactional(readOnly = true)
    public List<TicketPause> of(String ticketNumber) {
        return pauses.findByTicket(ticketNumber);
    }

    /** Whatever the customer does, he is no longer the one we wait for. */
    void customerActed(String ticketNumber) {
        if (pauses.findOpen(ticketNumber).isEmpty()) {
            return;
        }
        Ticket ticket = tickets.lock(ticketNumber);
        TicketPause open = pauses.findOpen(ticketNumber).orElse(null);
        if (open != null && open.reason().isCustomersTurn()) {
            end(ticket, open, Timeline.CUSTOMER, null);
        }
    }

    /** The resolution waits while he has to agree; a pause ends when the work goes on without anybody ending it. */
    @EventListener
    public void moved(TicketMoved moved) {
        Ticket ticket = moved.ticket();
        String number = ticket.number();
        if (moved.from() == TicketStatus.AWAITING_AGREEMENT) {
            clocks.resumeFrom(ticket, PauseReason.WAITING_FOR_AGREEMENT.name(), Timeline.SYSTEM);
        }
        if (ticket.status() == TicketStatus.AWAITING_AGREEMENT) {
            waitForAgreement(number);
        }
        boolean goesOn = moved.from() == TicketStatus.WAITING_CUSTOMER && ticket.status() != TicketStatus.BLOCKED;
        if (goesOn || !ticket.status().isOpenWork()) {
            TicketPause open = pauses.findOpen(number).orElse(null);
            if (open != null
                    && (open.reason().isCustomersTurn() || !ticket.status().isOpenWork())) {
                end(ticket, open, Timeline.SYSTEM, null);
            }
        }
    }

    private void waitForAgreement(String number) {
        clocks.pause(
                number, PauseReason.WAITING_FOR_AGREEMENT.name(), null, Timeline.SYSTEM, now(), ClockName.RESOLUTION);
    }

    private void end(Ticket ticket, TicketPause open, String by, @Nullable String note) {
        String number = ticket.number();
        if (pauses.end(open.id(), by, now(), note) != 1) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
        timeline.add(number, TimelineKind.RESUMED, by.equals(Timeline.CUSTOMER) ? Timeline.SYSTEM : by, note);
        Ticket back = ticket;
        TicketStatus before = open.statusBefore();
        if (before != null && ticket.status() == TicketStatus.WAITING_CUSTOMER) {
            back = tickets.move(ticket, before);
        } else if (before != null && ticket.status() == TicketStatus.BLOCKED) {
            obstacles.goBackTo(number, TicketStatus.WAITING_CUSTOMER, before);
        }
        clocks.resumeFrom(back, open.reason().name(), by);
        if (back.status() == TicketStatus.AWAITING_AGREEMENT) {
            waitForAgreement(number);
        }
        if (open.reason().isCustomersTurn() && back.status().isOpenWork()) {
            updates.resumed(back);
        }
    }

    private void checkStart(Ticket ticket, Instant since, Instant now) {
        if (since.isAfter(now)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.pause-future");
        }
        if (since.isBefore(ticket.receivedAt().truncatedTo(ChronoUnit.SECONDS))) {
            throw new ProblemException(
                    ProblemType.RULE_REFUSES, "problem.pause-before-start", words.moment(ticket.receivedAt()));
        }
        Instant earlier = pauses.lastEnd(ticket.number());
        if (earlier != null && since.isBefore(earlier)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.pause-overlap", words.moment(earlier));
        }
    }

    private String told(PauseReason reason, @Nullable String note, Instant since, Instant now) {
        String text = words.pauseReason(reason.name());
        if (since.isBefore(now)) {
            text = words.text("tracking.timeline.paused-since", text, words.moment(since));
        }
        return note == null ? text : text + ": " + note;
    }

    private static ClockName[] clocksOf(PauseReason reason) {
        // who waits for a part still keeps the customer informed
        return reason.isCustomersTurn()
                ? new ClockName[] {ClockName.RESOLUTION, ClockName.PLAN, ClockName.CUSTOMER_UPDATE}
                : new ClockName[] {ClockName.RESOLUTION, ClockName.PLAN};
    }

    private static String byHand() {
        return Arrays.stream(PauseReason.values())
                .filter(PauseReason::isByHand)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
