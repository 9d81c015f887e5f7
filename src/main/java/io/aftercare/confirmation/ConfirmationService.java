package io.aftercare.confirmation;

import io.aftercare.customer.Customers;
import io.aftercare.notification.Languages;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.CustomerUpdates;
import io.aftercare.tracking.Escalations;
import io.aftercare.tracking.Obstacles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The customer's last word (4-15): solved or not, and what he says before and after it. The ticket's row is locked
 * first, so of his click and the agent's exactly one counts and the other gets a 409.
 */
@Service
@Transactional
public class ConfirmationService {

    /** What a customer or an agent may write at once, in characters. */
    public static final int MAX_TEXT = 5_000;

    /** What is kept of one message that came by mail or from another system, in characters. */
    public static final int LONGEST_HEARD = 20_000;

    /** Taps on "urge" closer together than this are one. */
    static final Duration URGE_PAUSE = Duration.ofMinutes(1);

    /** The same words again within this time are a double click. */
    static final Duration SAME_MESSAGE = Duration.ofMinutes(2);

    /** Who may say that a case which lies elsewhere too is over here (E-06). */
    private static final List<String> ANSWERING_FOR_FOREIGN_CASES =
            List.of(Groups.supervisors("complaints"), Groups.heads("complaints"), Groups.SERVICE_MANAGERS);

    private static final List<String> TOLD_OF_FOREIGN_CASES = List.of(Groups.heads("complaints"), Groups.LEGAL_COUNSEL);

    private final TicketService tickets;
    private final Timeline timeline;
    private final TicketProcess process;
    private final ClockService clocks;
    private final CustomerUpdates updates;
    private final Escalations escalations;
    private final Obstacles obstacles;
    private final SolutionService solutions;
    private final Notifier notifier;
    private final TrackingLinks links;
    private final Customers customers;
    private final FollowOnTickets followOnTickets;
    private final CurrentUser currentUser;
    private final MessageSource messages;
    private final Languages languages;
    private final ConfirmationProperties properties;
    private final Duration surveyEndsAfter;
    private final Clock clock;

    ConfirmationService(
            TicketService tickets,
            Timeline timeline,
            TicketProcess process,
            ClockService clocks,
            CustomerUpdates updates,
            Escalations escalations,
            Obstacles obstacles,
            SolutionService solutions,
            Notifier notifier,
            TrackingLinks links,
            Customers customers,
            FollowOnTickets followOnTickets,
            CurrentUser currentUser,
            MessageSource messages,
            Languages languages,
            ConfirmationProperties properties,
            @Value("${aftercare.callback.survey-ends-after}") Duration surveyEndsAfter,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.process = process;
        this.clocks = clocks;
        this.updates = updates;
        this.escalations = escalations;
        this.obstacles = obstacles;
        this.solutions = solutions;
        this.notifier = notifier;
        this.links = links;
        this.customers = customers;
        this.followOnTickets = followOnTickets;
        this.currentUser = currentUser;
        this.messages = messages;
        this.languages = languages;
        this.properties = properties;
        this.surveyEndsAfter = surveyEndsAfter;
        this.clock = clock;
    }

    /** Task_AskForConfirmation: the work is finished, everything of callback and survey counts from now. */
    public Ticket askForConfirmation(String number, boolean confirmedOnCall) {
        if (tickets.lock(number).status().isResolved()) {
            return tickets.require(number);
        }
        obstacles.clearSilently(number);
        solutions.executed(number);
        Instant now = clock.instant();
        Ticket ticket = tickets.resolve(tickets.require(number), now.plus(surveyEndsAfter));
        timeline.addVisible(number, TimelineKind.RESOLVED, Timeline.SYSTEM, null);
        clocks.resolved(ticket);
        if (confirmedOnCall) {
            ticket = tickets.confirm(ticket);
            timeline.addVisible(number, TimelineKind.CONFIRMED, actorOf(ticket), null);
            clocks.meet(number, ClockName.CONFIRMATION);
            return ticket;
        }
        if (!ticket.isSimple() || ticket.resolutionRound() > 1) {
            // the first answer to a simple question carries the question whether it helped
            notifier.toCustomer(ticket, Template.ASK_CONFIRMATION, round(ticket), outcome(ticket));
        }
        return ticket;
    }

    /** Task_ConfirmResolution said yes: the agent has it from the customer, with evidence. */
    public void confirm(String number, String actor, @Nullable String evidence) {
        String words = Checks.text("evidence", evidence, MAX_TEXT);
        confirmed(unconfirmed(number), actor, words);
    }

    /** The customer said on his page that it is solved; open until confirmed or closed, during the callback too. */
    public void confirmByCustomer(String number) {
        confirmed(unconfirmed(number), Timeline.CUSTOMER, null);
        process.customerConfirmed(number);
    }

    /** Task_ConfirmResolution said no: back to a proposal. */
    public void dispute(String number, String actor, @Nullable String reason) {
        String words = Checks.text("evidence", reason, MAX_TEXT);
        backToProposal(unconfirmed(number), actor, words);
    }

    /** The customer said on his page that it is not solved; withdraws a planned call. */
    public void disputeByCustomer(String number, @Nullable String reason) {
        String words = Checks.text("reason", reason, MAX_TEXT);
        backToProposal(unconfirmed(number), Timeline.CUSTOMER, words);
        if (!process.customerDisputed(number)) {
            throw tooLate();
        }
    }

    /** In the callback he said that it is not solved, whether confirmed before or not. */
    public void notSolved(String number, String actor, @Nullable String reason) {
        Ticket ticket = tickets.lock(number);
        if (!ticket.status().isResolved()) {
            throw tooLate();
        }
        backToProposal(ticket, actor, reason);
    }

    /** In the callback he said that it is solved; nothing when he had said so before. */
    public Ticket confirmInCallback(String number, String actor) {
        Ticket ticket = tickets.lock(number);
        return ticket.confirmedAt() == null ? confirmed(ticket, actor, null) : ticket;
    }

    /** Ends the ticket before the work is finished; 409 afterwards. By staff or by the customer himself. */
    public void cancel(String number, String actor, @Nullable String reason) {
        String words = Checks.text("reason", reason, MAX_TEXT);
        Ticket open = tickets.lock(number);
        if (!open.status().isOpenWork()) {
            throw tooLate();
        }
        boolean foreign = open.channel().isForeign();
        if (foreign && actor.equals(Timeline.CUSTOMER)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.foreign-case-not-cancelled");
        }
        if (foreign && ANSWERING_FOR_FOREIGN_CASES.stream().noneMatch(currentUser::isIn)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.foreign-case-by-complaints");
        }
        obstacles.clearSilently(number);
        Ticket ticket = tickets.close(tickets.require(number), ClosedBy.CANCELLATION);
        solutions.releaseUnpaid(number);
        timeline.addVisible(number, TimelineKind.CANCELLED, actor, words);
        clocks.stopAll(number);
        if (foreign) {
            tellOfForeignCase(ticket, actor, words);
        }
        notifier.toCustomer(ticket, Template.CANCELLED, "cancelled", Map.of("reason", words));
        links.expire(number, Objects.requireNonNull(ticket.closedAt()).plus(properties.linkLivesAfterClosing()));
        if (!process.cancelled(number)) {
            throw tooLate();
        }
    }

    /**
     * Task_CancelTicket: the tables were written by {@link #cancel}, or by a merge; a ticket that is neither cancelled
     * nor merged is a fault.
     */
    @Transactional(readOnly = true)
    public void cancelled(String number) {
        TicketStatus status = tickets.require(number).status();
        if (status != TicketStatus.CANCELLED && status != TicketStatus.MERGED) {
            throw new IllegalStateException("Ticket " + number + " is " + status + ", not cancelled");
        }
    }

    /**
     * What the customer writes on his page; the number of the ticket that continues a long closed one, if there is one.
     */
    public Optional<String> messageFromCustomer(String number, @Nullable String text) {
        Heard heard = hear(number, Checks.text("text", text, MAX_TEXT));
        return heard.ticketNumber().equals(number) ? Optional.empty() : Optional.of(heard.ticketNumber());
    }

    /** Where the customer's words were written down, and what they did to the ticket. */
    public record Heard(String ticketNumber, long timelineEntryId, Effect effect) {

        public enum Effect {
            ADDED,
            REOPENED,
            CONTINUED
        }
    }

    /**
     * The customer's words, whatever way they came: the owner reads them; a ticket closed a short while ago is open
     * again, one closed longer ago is continued by a new ticket. The same words twice within {@link #SAME_MESSAGE} are
     * one line.
     */
    public Heard hear(String number, String text) {
        String words = Checks.text("text", text, LONGEST_HEARD).strip();
        Ticket ticket = tickets.lock(number);
        if (ticket.status() == TicketStatus.MERGED) {
            return hear(tickets.followed(number), words);
        }
        List<TimelineEntry> entries = timeline.of(number);
        Optional<String> continuation = last(entries, TimelineKind.CONTINUED).map(TimelineEntry::text);
        Optional<TimelineEntry> justNow = saidJustNow(entries, words);
        if (justNow.isPresent()) {
            return continuation
                    .map(next -> new Heard(next, first(next), Heard.Effect.CONTINUED))
                    .orElseGet(() -> new Heard(number, justNow.get().id(), Heard.Effect.ADDED));
        }
        long line = timeline.addVisible(number, TimelineKind.MESSAGE_FROM_CUSTOMER, Timeline.CUSTOMER, words);
        if (!ticket.status().isFinal()) {
            tellOwner(ticket, "message-" + entries.size(), "confirmation.told-message", words);
            return new Heard(number, line, Heard.Effect.ADDED);
        }
        if (mayReopen(ticket)) {
            reopen(ticket, words);
            return new Heard(number, line, Heard.Effect.REOPENED);
        }
        if (continuation.isPresent()) {
            return hear(continuation.get(), words);
        }
        String next = followOnTickets.open(ticket, words);
        timeline.addVisible(number, TimelineKind.CONTINUED, Timeline.SYSTEM, next);
        return new Heard(next, first(next), Heard.Effect.CONTINUED);
    }

    private long first(String number) {
        return timeline.of(number).get(0).id();
    }

    /** Whether a message would open this ticket again. */
    public boolean mayReopen(Ticket ticket) {
        Instant closedAt = ticket.closedAt();
        return ticket.status() == TicketStatus.CLOSED
                && closedAt != null
                && !clock.instant().isAfter(closedAt.plus(properties.reopenWithin()));
    }

    /** The customer asks to hurry (E-03): counted once a minute, the owner is told once an hour, others on every third time. */
    public void urge(String number) {
        Ticket ticket = tickets.lock(number);
        if (!ticket.status().isOpenWork()) {
            throw tooLate();
        }
        Instant now = clock.instant();
        boolean justNow = last(timeline.of(number), TimelineKind.URGED)
                .filter(entry -> entry.at().plus(URGE_PAUSE).isAfter(now))
                .isPresent();
        if (justNow) {
            return;
        }
        tickets.countUrge(ticket);
        timeline.addVisible(number, TimelineKind.URGED, Timeline.CUSTOMER, null);
        tellOwner(
                ticket,
                "urged-" + now.truncatedTo(ChronoUnit.HOURS),
                "confirmation.told-urge",
                ticket.urgedCount() + 1);
        escalations.urged(ticket, ticket.urgedCount() + 1);
    }

    /** 409 unless he may still say whether it is solved; asked before anything of his is stored. */
    @Transactional(readOnly = true)
    public void refuseUnlessUnconfirmed(String number) {
        Ticket ticket = tickets.require(number);
        if (!ticket.status().isResolved() || ticket.confirmedAt() != null) {
            throw tooLate();
        }
    }

    private Ticket unconfirmed(String number) {
        Ticket ticket = tickets.lock(number);
        if (!ticket.status().isResolved() || ticket.confirmedAt() != null) {
            throw tooLate();
        }
        return ticket;
    }

    private Ticket confirmed(Ticket ticket, String actor, @Nullable String evidence) {
        Ticket confirmed = tickets.confirm(ticket);
        timeline.addVisible(ticket.number(), TimelineKind.CONFIRMED, actor, evidence);
        clocks.meet(ticket.number(), ClockName.CONFIRMATION);
        return confirmed;
    }

    private void backToProposal(Ticket ticket, String actor, @Nullable String reason) {
        Ticket open = tickets.backToProposal(ticket);
        solutions.replaced(ticket.number(), reason);
        timeline.addVisible(ticket.number(), TimelineKind.DISPUTED, actor, reason);
        clocks.reopened(open);
        updates.resumed(open);
    }

    private void reopen(Ticket closed, String words) {
        Ticket open = tickets.backToProposal(closed);
        tickets.countReopening(open);
        solutions.replaced(open.number(), words);
        timeline.addVisible(open.number(), TimelineKind.REOPENED, Timeline.CUSTOMER, null);
        links.keep(open.number());
        clocks.reopened(open);
        process.start(new TicketProcess.Start(
                open.number(),
                customers.require(open.customerRef()).name(),
                open.priority(),
                open.owner(),
                true,
                true,
                false,
                false,
                open.department(),
                open.complexity() == Complexity.HARD));
        String occasion = "reopened-" + (closed.reopenedCount() + 1);
        notifier.toCustomer(open, Template.REOPENED, occasion, Map.of());
        tellOwner(open, occasion, "confirmation.told-reopened", words);
    }

    private void tellOfForeignCase(Ticket ticket, String actor, String reason) {
        String text = messages.getMessage(
                "confirmation.told-foreign-cancelled", new Object[] {actor, reason}, languages.house());
        for (String group : TOLD_OF_FOREIGN_CASES) {
            notifier.toGroup(ticket, group, Template.MESSAGE, "foreign-cancelled", Map.of("text", text));
        }
    }

    private void tellOwner(Ticket ticket, String occasion, String key, Object fact) {
        String text = messages.getMessage(key, new Object[] {fact}, languages.house());
        Map<String, String> facts = Map.of("text", text);
        String owner = ticket.owner();
        if (owner == null) {
            notifier.toGroup(ticket, Groups.SERVICE_AGENTS, Template.MESSAGE, occasion, facts);
        } else {
            notifier.toUser(ticket, owner, Template.MESSAGE, occasion, facts);
        }
    }

    private static Map<String, String> outcome(Ticket ticket) {
        String outcome = ticket.outcome() == null ? ticket.resolutionSummary() : ticket.outcome();
        return outcome == null ? Map.of() : Map.of("outcome", outcome);
    }

    private Optional<TimelineEntry> saidJustNow(List<TimelineEntry> entries, String words) {
        return last(entries, TimelineKind.MESSAGE_FROM_CUSTOMER)
                .filter(entry -> words.equals(entry.text())
                        && entry.at().plus(SAME_MESSAGE).isAfter(clock.instant()));
    }

    private static Optional<TimelineEntry> last(List<TimelineEntry> entries, TimelineKind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).reduce((first, second) -> second);
    }

    private static String actorOf(Ticket ticket) {
        String owner = ticket.owner();
        return owner == null ? Timeline.SYSTEM : owner;
    }

    /** Names the round of a message: what is asked again after a dispute is another message. */
    private static String round(Ticket ticket) {
        return "round-" + ticket.resolutionRound();
    }

    private static ProblemException tooLate() {
        return new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
    }
}
