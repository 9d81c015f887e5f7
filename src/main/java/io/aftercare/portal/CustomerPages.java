package io.aftercare.portal;

import io.aftercare.attachment.Attachment;
import io.aftercare.attachment.Attachments;
import io.aftercare.callback.CallbackService;
import io.aftercare.confirmation.ConfirmationProperties;
import io.aftercare.confirmation.ConfirmationService;
import io.aftercare.customer.Customers;
import io.aftercare.notification.Senders;
import io.aftercare.portal.CustomerPage.Benefit;
import io.aftercare.portal.CustomerPage.Event;
import io.aftercare.portal.CustomerPage.May;
import io.aftercare.portal.CustomerPage.Next;
import io.aftercare.portal.CustomerPage.Plan;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Solution;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.TicketClock;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads a ticket with its customer's eyes (4-12, 4-13, D12); writes nothing. */
@Service
@Transactional(readOnly = true)
public class CustomerPages {

    /** Lines whose text was written for the customer, or by him. */
    private static final Set<TimelineKind> TOLD = EnumSet.of(
            TimelineKind.ANSWERED,
            TimelineKind.PLAN_SENT,
            TimelineKind.PROGRESS,
            TimelineKind.CUSTOMER_TOLD,
            TimelineKind.OBSTACLE,
            TimelineKind.ALTERNATIVE_OFFERED,
            TimelineKind.NOTE,
            TimelineKind.CANCELLED,
            TimelineKind.CONTINUED,
            TimelineKind.MERGED,
            TimelineKind.SPLIT,
            TimelineKind.MESSAGE_FROM_CUSTOMER);

    /** Lines whose text is his own when he wrote it on his page, and an agent's note of a call otherwise. */
    private static final Set<TimelineKind> TOLD_BY_HIMSELF = EnumSet.of(TimelineKind.DISPUTED, TimelineKind.OBJECTED);

    private static final Set<TicketStatus> PLAN_CAN_BE_OBJECTED = EnumSet.of(
            TicketStatus.AWAITING_AGREEMENT,
            TicketStatus.EXECUTING,
            TicketStatus.BLOCKED,
            TicketStatus.WAITING_CUSTOMER);

    private final TicketService tickets;
    private final Timeline timeline;
    private final Attachments attachments;
    private final Customers customers;
    private final Senders senders;
    private final ClockService clocks;
    private final SolutionService solutions;
    private final ConfirmationService confirmation;
    private final CallbackService callback;
    private final ConfirmationProperties closing;
    private final Clock clock;

    CustomerPages(
            TicketService tickets,
            Timeline timeline,
            Attachments attachments,
            Customers customers,
            Senders senders,
            ClockService clocks,
            SolutionService solutions,
            ConfirmationService confirmation,
            CallbackService callback,
            ConfirmationProperties closing,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.attachments = attachments;
        this.customers = customers;
        this.senders = senders;
        this.clocks = clocks;
        this.solutions = solutions;
        this.confirmation = confirmation;
        this.callback = callback;
        this.closing = closing;
        this.clock = clock;
    }

    public CustomerPage of(String number) {
        Ticket ticket = tickets.require(number);
        TicketStatus status = ticket.status();
        List<TicketClock> running = clocks.of(number).stream()
                .filter(each -> each.metAt() == null && each.stoppedAt() == null)
                .filter(each -> each.state() == ClockState.RUNNING || each.state() == ClockState.BREACHED)
                .toList();
        Plan plan = plan(ticket);
        May may = may(ticket, plan != null);
        List<TimelineEntry> entries = tickets.withMerged(number).stream()
                .flatMap(each -> timeline.of(each).stream())
                .sorted(Comparator.comparing(TimelineEntry::id))
                .toList();
        return new CustomerPage(
                number,
                ticket.continuesNumber(),
                name(ticket),
                status,
                step(status),
                ticket.description(),
                status.isOpenWork() ? null : ticket.answer(),
                status.isResolved() || status == TicketStatus.CLOSED ? result(ticket) : null,
                next(ticket, running, plan, may),
                status.isOpenWork() && !status.isCustomersTurn() ? due(running, ClockName.CUSTOMER_UPDATE) : null,
                plan,
                events(entries, files(number)),
                may,
                ticket.resolvedAt() != null && callback.answerOf(ticket).isPresent(),
                entries.stream().anyMatch(entry -> entry.kind() == TimelineKind.CONSENTED));
    }

    private May may(Ticket ticket, boolean planTold) {
        TicketStatus status = ticket.status();
        return new May(
                status.isResolved() && ticket.confirmedAt() == null,
                status == TicketStatus.AWAITING_AGREEMENT,
                planTold && PLAN_CAN_BE_OBJECTED.contains(status),
                callback.mayAnswer(ticket),
                status.isOpenWork(),
                status.isOpenWork(),
                status != TicketStatus.MERGED,
                confirmation.mayReopen(ticket));
    }

    private Next next(Ticket ticket, List<TicketClock> running, @Nullable Plan plan, May may) {
        TicketStatus status = ticket.status();
        return switch (status) {
            case RECEIVED, REGISTERED -> ours(status, due(running, ClockName.FIRST_RESPONSE, ClockName.HANDLING));
            case CLASSIFIED, PROPOSED -> ours(status, due(running, ClockName.PLAN));
            case AWAITING_APPROVAL -> ours(status, due(running, ClockName.APPROVAL, ClockName.PLAN));
            case AWAITING_AGREEMENT, WAITING_CUSTOMER, CALLED_BACK, CANCELLED, MERGED -> yours(status.name(), null);
            case EXECUTING -> ours(status, plan == null ? due(running, ClockName.RESOLUTION) : plan.expectedAt());
            case BLOCKED -> ours(status, due(running, ClockName.CUSTOMER_UPDATE));
            case AWAITING_CONFIRMATION -> asked(ticket, may);
            case CONFIRMED -> thanked(ticket, may);
            case CLOSED ->
                may.reopen()
                        ? yours(
                                "CLOSED",
                                Objects.requireNonNull(ticket.closedAt()).plus(closing.reopenWithin()))
                        : yours("CLOSED_FOR_GOOD", null);
        };
    }

    private Next asked(Ticket ticket, May may) {
        CallbackService.Dates dates = callback.dates(ticket.number());
        if (may.survey()) {
            return yours("SURVEY", dates.surveyEndsAt());
        }
        return yours("AWAITING_CONFIRMATION", dates.closesAt());
    }

    private Next thanked(Ticket ticket, May may) {
        CallbackService.Dates dates = callback.dates(ticket.number());
        if (may.survey()) {
            return yours("SURVEY", dates.surveyEndsAt());
        }
        return clock.instant().isBefore(dates.callbackOpensAt())
                ? yours("CONFIRMED", dates.callbackOpensAt())
                : yours("CLOSING", null);
    }

    /** What we owe him: it can be late. */
    private Next ours(TicketStatus status, @Nullable Instant by) {
        return new Next(status.name(), by, by != null && by.isBefore(clock.instant()));
    }

    private static Next yours(String key, @Nullable Instant by) {
        return new Next(key, by, false);
    }

    private static @Nullable Instant due(List<TicketClock> running, ClockName... names) {
        return running.stream()
                .filter(each -> Arrays.asList(names).contains(each.name()))
                .map(TicketClock::dueAt)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private @Nullable Plan plan(Ticket ticket) {
        Solution solution = solutions.latest(ticket.number()).orElse(null);
        if (solution == null
                || solution.planSentAt() == null
                || !solution.state().isInForce()) {
            return null;
        }
        List<Benefit> benefits =
                solutions.linesOf(solution).stream().map(CustomerPages::benefit).toList();
        return new Plan(
                solution.versionNo(),
                solution.remedy().name(),
                solution.steps(),
                solution.expectedCompletionAt(),
                solution.needsAgreement() ? solution.priceToCustomer() : null,
                benefits);
    }

    private static Benefit benefit(CompensationLine line) {
        return new Benefit(line.kind(), line.amount().signum() == 0 ? null : line.amount());
    }

    /** What he was told when the work was finished. */
    private static @Nullable String result(Ticket ticket) {
        return ticket.outcome() == null ? ticket.resolutionSummary() : ticket.outcome();
    }

    /** Newest first. */
    private static List<Event> events(List<TimelineEntry> entries, Map<Long, List<Attachment>> files) {
        List<Event> events = new ArrayList<>();
        for (TimelineEntry entry : entries) {
            if (entry.visibleToCustomer()) {
                boolean byCustomer = entry.actor().equals(Timeline.CUSTOMER);
                boolean told = TOLD.contains(entry.kind()) || (byCustomer && TOLD_BY_HIMSELF.contains(entry.kind()));
                events.add(new Event(
                        entry.at(),
                        entry.kind(),
                        byCustomer,
                        told ? entry.text() : null,
                        files.getOrDefault(entry.id(), List.of())));
            }
        }
        Collections.reverse(events);
        return events;
    }

    /** By the line that they came with; only what he may see. */
    private Map<Long, List<Attachment>> files(String number) {
        Map<Long, List<Attachment>> files = new HashMap<>();
        for (Attachment file : attachments.ofTicket(number)) {
            Long line = file.timelineEntryId();
            if (line != null && file.visibleToCustomer()) {
                files.computeIfAbsent(line, first -> new ArrayList<>()).add(file);
            }
        }
        return files;
    }

    private @Nullable String name(Ticket ticket) {
        boolean fromAForm = ticket.channel() == Channel.WEB && !senders.isCertain(ticket);
        return fromAForm ? null : customers.require(ticket.customerRef()).name();
    }

    private static int step(TicketStatus status) {
        return switch (status) {
            case RECEIVED, REGISTERED -> 1;
            case CLASSIFIED, PROPOSED, AWAITING_APPROVAL, AWAITING_AGREEMENT -> 2;
            case EXECUTING, BLOCKED, WAITING_CUSTOMER -> 3;
            case AWAITING_CONFIRMATION -> 4;
            case CONFIRMED, CALLED_BACK, CLOSED -> 5;
            case CANCELLED, MERGED -> 0;
        };
    }
}
