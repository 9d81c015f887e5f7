package io.aftercare.tracking;

import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Something stands in the way of a ticket (4-14): told in advance, with an alternative, until it is cleared. */
@Service
@Transactional
public class Obstacles {

    private static final int LONGEST_TEXT = 2_000;

    private final ObstacleMapper obstacles;
    private final TicketService tickets;
    private final Timeline timeline;
    private final TicketProcess process;
    private final ClockService clocks;
    private final CustomerUpdates updates;
    private final Notifier notifier;
    private final CurrentUser currentUser;
    private final HouseWords words;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Obstacles(
            ObstacleMapper obstacles,
            TicketService tickets,
            Timeline timeline,
            TicketProcess process,
            ClockService clocks,
            CustomerUpdates updates,
            Notifier notifier,
            CurrentUser currentUser,
            HouseWords words,
            ApplicationEventPublisher events,
            Clock clock) {
        this.obstacles = obstacles;
        this.tickets = tickets;
        this.timeline = timeline;
        this.process = process;
        this.clocks = clocks;
        this.updates = updates;
        this.notifier = notifier;
        this.currentUser = currentUser;
        this.words = words;
        this.events = events;
        this.clock = clock;
    }

    /** EXECUTING (or earlier open work) -> BLOCKED; 409 while another obstacle stands. Tells the process. */
    public void report(String ticketNumber, String reason, @Nullable Instant expectedAt) {
        check(reason, expectedAt);
        Ticket ticket = tickets.lock(ticketNumber);
        if (!ticket.status().isOpenWork()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        if (ticket.status() == TicketStatus.BLOCKED || open(ticketNumber) != null) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.obstacle-stands");
        }
        block(ticket, reason, expectedAt);
        process.obstacleReported(ticketNumber);
    }

    /**
     * The repair found that a part is missing, and waits where it is. While another obstacle stands this one joins it
     * and both are cleared together: whoever keeps the parts must be able to say so at any time.
     *
     * @param missingPart the number of the part; may be blank
     * @return true when it is a new obstacle, of which the caller tells the process
     */
    public boolean reportFromRepair(String ticketNumber, String missingPart, @Nullable Instant expectedAt) {
        String reason = missingPart.isBlank()
                ? words.text("tracking.part-missing")
                : words.text("tracking.part-missing-no", missingPart.strip());
        check(reason, expectedAt);
        Ticket ticket = tickets.lock(ticketNumber);
        if (!ticket.status().isOpenWork()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        Obstacle standing = obstacles.findOpen(ticketNumber).orElse(null);
        if (standing == null) {
            block(ticket, reason, expectedAt);
            return true;
        }
        timeline.add(ticketNumber, TimelineKind.OBSTACLE, currentUser.id(), told(reason, expectedAt));
        if (expectedAt != null && (standing.expectedAt() == null || expectedAt.isAfter(standing.expectedAt()))) {
            obstacles.expect(standing.id(), expectedAt);
        }
        return false;
    }

    /** Back where it stood; 409 when no obstacle stands. */
    public void clear(String ticketNumber, @Nullable String note) {
        new Checks().atMost("note", note, LONGEST_TEXT).refuseIfAny();
        Ticket ticket = tickets.lock(ticketNumber);
        Obstacle standing = standing(ticketNumber);
        end(standing, currentUser.id(), note == null || note.isBlank() ? null : note);
        Ticket back = ticket.status() == TicketStatus.BLOCKED ? tickets.move(ticket, standing.statusBefore()) : ticket;
        process.obstacleCleared(ticketNumber);
        updates.resumed(ticket, back);
    }

    /** What the owner offers; without DELAY_COMPENSATION the notice leaves at {@link #sendNotice}. */
    public void offer(String ticketNumber, Offer offer) {
        new Checks()
                .required("reason", offer.reason())
                .atMost("reason", offer.reason(), LONGEST_TEXT)
                .that(
                        offer.newExpectedCompletionAt().isAfter(clock.instant()),
                        "newExpectedCompletionAt",
                        "field.future")
                .required("message", offer.message())
                .atMost("message", offer.message(), LONGEST_TEXT)
                .says("message", offer.message())
                .refuseIfAny();
        tickets.lock(ticketNumber);
        Obstacle standing = standing(ticketNumber);
        String actor = currentUser.id();
        if (obstacles.offer(standing.id(), offer, actor, clock.instant()) != 1) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
        if (offer.alternative() == Alternative.DELAY_COMPENSATION) {
            timeline.add(ticketNumber, TimelineKind.ALTERNATIVE_OFFERED, actor, words.text("tracking.offer-asked"));
        }
    }

    /** Task_SendObstacleNotice: the customer reads reason, new date and alternative. */
    public void sendNotice(String ticketNumber) {
        Ticket ticket = tickets.lock(ticketNumber);
        Obstacle standing = standing(ticketNumber);
        if (standing.alternative() == null) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.nothing-offered");
        }
        String reason = Objects.requireNonNullElse(standing.offeredReason(), standing.reason());
        String message = Objects.requireNonNullElse(standing.message(), "");
        Instant newDate = Objects.requireNonNull(standing.newExpectedCompletionAt());
        String alternative = words.text("tracking.alternative." + standing.alternative());
        timeline.addVisible(
                ticketNumber,
                TimelineKind.ALTERNATIVE_OFFERED,
                Objects.requireNonNullElse(standing.offeredBy(), Timeline.SYSTEM),
                words.text("tracking.timeline.offer", reason, words.moment(newDate), alternative, message));
        obstacles.told(standing.id(), clock.instant());
        clocks.humanResponded(ticketNumber);
        notifier.toCustomer(
                ticket,
                Template.OBSTACLE,
                "obstacle-" + standing.id(),
                Map.of(
                        "reason",
                        reason,
                        "newDate",
                        newDate.toString(),
                        "alternative",
                        standing.alternative().name(),
                        "message",
                        message));
        events.publishEvent(new ObstacleTold(ticketNumber, standing.id()));
    }

    /** The work ended although an obstacle was never cleared by hand. */
    public void clearSilently(String ticketNumber) {
        Obstacle standing = obstacles.findOpen(ticketNumber).orElse(null);
        if (standing != null) {
            end(standing, Timeline.SYSTEM, null);
            process.obstacleCleared(ticketNumber);
        }
    }

    /** The open obstacle's id, or null. */
    @Transactional(readOnly = true)
    public @Nullable Long open(String ticketNumber) {
        return obstacles.findOpen(ticketNumber).map(Obstacle::id).orElse(null);
    }

    /** Whether the customer has read what he is offered because of it: only then it is promised. */
    @Transactional(readOnly = true)
    public boolean isTold(long obstacleId) {
        return obstacles.isTold(obstacleId);
    }

    /** What is in the way in the reporter's words with the expected end, for forms and pages; null when nothing is. */
    @Transactional(readOnly = true)
    public @Nullable String describe(String ticketNumber) {
        return obstacles
                .findOpen(ticketNumber)
                .map(standing -> told(standing.reason(), standing.expectedAt()))
                .orElse(null);
    }

    private void check(String reason, @Nullable Instant expectedAt) {
        new Checks()
                .required("reason", reason)
                .atMost("reason", reason, LONGEST_TEXT)
                .that(expectedAt == null || expectedAt.isAfter(clock.instant()), "expectedAt", "field.future")
                .refuseIfAny();
    }

    private void block(Ticket ticket, String reason, @Nullable Instant expectedAt) {
        String actor = currentUser.id();
        obstacles.insert(ticket.number(), reason, expectedAt, actor, clock.instant(), ticket.status());
        if (ticket.status() != TicketStatus.BLOCKED) {
            tickets.move(ticket, TicketStatus.BLOCKED);
        }
        timeline.add(ticket.number(), TimelineKind.OBSTACLE, actor, told(reason, expectedAt));
    }

    private void end(Obstacle standing, String actor, @Nullable String note) {
        if (obstacles.clear(standing.id(), actor, clock.instant(), note) != 1) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
        }
        timeline.add(standing.ticketNumber(), TimelineKind.OBSTACLE_CLEARED, actor, note);
        events.publishEvent(new ObstacleOver(standing.id(), standing.toldAt() != null));
    }

    private Obstacle standing(String ticketNumber) {
        return obstacles
                .findOpen(ticketNumber)
                .orElseThrow(() -> new ProblemException(ProblemType.TOO_LATE, "problem.no-obstacle"));
    }

    private String told(String reason, @Nullable Instant expectedAt) {
        return expectedAt == null ? reason : words.text("tracking.timeline.obstacle", reason, words.moment(expectedAt));
    }

    public enum Alternative {
        LOAN_UNIT,
        DELAY_COMPENSATION,
        OTHER
    }

    public record Offer(String reason, Instant newExpectedCompletionAt, Alternative alternative, String message) {}
}
