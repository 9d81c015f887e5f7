package io.aftercare.tracking;

import io.aftercare.notification.CustomerTold;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The promise that a customer is told at least every 24 hours (4-13). */
@Service
@Transactional
public class CustomerUpdates {

    private static final Duration PROMISE = Duration.ofHours(24);
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_QUOTE = 600;
    /** Lines of work begin with the code of the step, for example {@code REPAIR: }. */
    private static final Pattern STEP = Pattern.compile("^[A-Z][A-Z_]+(: |$)");

    private final TicketService tickets;
    private final Timeline timeline;
    private final TicketProcess process;
    private final ClockService clocks;
    private final Notifier notifier;
    private final CurrentUser currentUser;
    private final HouseWords words;
    private final TrackingProperties properties;
    private final Clock clock;

    CustomerUpdates(
            TicketService tickets,
            Timeline timeline,
            TicketProcess process,
            ClockService clocks,
            Notifier notifier,
            CurrentUser currentUser,
            HouseWords words,
            TrackingProperties properties,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.process = process;
        this.clocks = clocks;
        this.notifier = notifier;
        this.currentUser = currentUser;
        this.words = words;
        this.properties = properties;
        this.clock = clock;
    }

    /** Whether an update has to be written now: not while the customer is waited for, resolved, or one is open. */
    @Transactional(readOnly = true)
    public boolean needed(String ticketNumber) {
        return isAwake(tickets.require(ticketNumber))
                && process.holders(ticketNumber).stream()
                        .noneMatch(holder -> holder.taskKey().equals(TaskClocks.UPDATE_CUSTOMER));
    }

    /** Task_UpdateCustomer: the owner's words leave as PROGRESS. */
    public void tell(String ticketNumber, String message) {
        String text = Checks.text("message", message, LONGEST_MESSAGE);
        new Checks().says("message", text).refuseIfAny();
        Ticket ticket = tickets.lock(ticketNumber);
        if (ticket.status().isFinal()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        timeline.addVisible(ticketNumber, TimelineKind.CUSTOMER_TOLD, currentUser.id(), text);
        clocks.humanResponded(ticketNumber);
        notifier.toCustomer(
                ticket, Template.PROGRESS, "update-" + clock.instant().toEpochMilli(), Map.of("message", text));
    }

    /** What the next update could say, from the timeline: prefill of the form. Nothing in it is an internal note. */
    @Transactional(readOnly = true)
    public String draft(String ticketNumber) {
        Ticket ticket = tickets.require(ticketNumber);
        List<TimelineEntry> entries = timeline.of(ticketNumber);
        String progress = latest(entries, entry -> entry.kind() == TimelineKind.PROGRESS);
        String obstacle = latest(
                entries,
                entry -> entry.kind() == TimelineKind.OBSTACLE || entry.kind() == TimelineKind.OBSTACLE_CLEARED);
        boolean standing = latestKind(entries, Set.of(TimelineKind.OBSTACLE, TimelineKind.OBSTACLE_CLEARED))
                == TimelineKind.OBSTACLE;
        return Stream.of(
                        words.text("tracking.draft.about", ticketNumber),
                        words.text("tracking.draft.status." + ticket.status()),
                        progress == null ? null : words.text("tracking.draft.progress", progress),
                        standing && obstacle != null ? words.text("tracking.draft.obstacle", obstacle) : null,
                        words.text("tracking.draft.next"))
                .filter(sentence -> sentence != null)
                .collect(Collectors.joining(words.text("tracking.draft.between")));
    }

    /**
     * Whatever is sent keeps the promise for another 24 hours; an update that was about to be written is done with. That
     * another ticket became a part of this one tells nothing about the matter.
     */
    @EventListener
    public void told(CustomerTold told) {
        if (told.template() == Template.MERGED) {
            return;
        }
        Ticket ticket = tickets.lock(told.ticketNumber());
        clocks.told(ticket, isAwake(ticket), clock.instant());
        promiseAnew(ticket);
    }

    /**
     * The customer is no longer the one we wait for (he agreed, objected, answered): the promise counts from now. When
     * we were not waiting for him it goes on counting: what happens inside the house tells him nothing.
     */
    public void resumed(Ticket before, Ticket now) {
        if (before.status().isCustomersTurn()) {
            resumed(now);
        }
    }

    /** A ticket is open again: the promise counts from now. */
    public void resumed(Ticket ticket) {
        clocks.promised(ticket, isAwake(ticket), clock.instant());
        promiseAnew(ticket);
    }

    /** Whether the promise counts at all: not on the customer's turn, and not from resolved on. */
    static boolean isAwake(Ticket ticket) {
        return ticket.status().isOpenWork() && !ticket.status().isCustomersTurn();
    }

    private void promiseAnew(Ticket ticket) {
        if (!ticket.status().isFinal()) {
            process.customerTold(ticket.number(), clock.instant().plus(PROMISE).minus(properties.updateLead()));
        }
    }

    private static @Nullable String latest(List<TimelineEntry> entries, Predicate<TimelineEntry> wanted) {
        String found = null;
        for (TimelineEntry entry : entries) {
            String text = entry.text();
            if (wanted.test(entry) && text != null) {
                String quoted = STEP.matcher(text.strip()).replaceFirst("");
                found = quoted.isBlank() ? found : quoted;
            }
        }
        return found == null || found.length() <= LONGEST_QUOTE ? found : shortened(found);
    }

    private static String shortened(String text) {
        int end = text.offsetByCodePoints(0, Math.min(LONGEST_QUOTE, text.codePointCount(0, text.length())));
        return text.substring(0, end) + (end < text.length() ? "…" : "");
    }

    private static @Nullable TimelineKind latestKind(List<TimelineEntry> entries, Set<TimelineKind> kinds) {
        TimelineKind found = null;
        for (TimelineEntry entry : entries) {
            if (kinds.contains(entry.kind())) {
                found = entry.kind();
            }
        }
        return found;
    }
}
