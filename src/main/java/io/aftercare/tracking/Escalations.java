package io.aftercare.tracking;

import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketProcess.Holder;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Those who stand above are told and may take over: when a clock reaches a level, or because somebody asks (2-09). */
@Service
@Transactional
public class Escalations {

    private static final int LONGEST_REASON = 2_000;
    private static final int URGES_A_STEP = 3;

    private final TicketService tickets;
    private final Timeline timeline;
    private final TicketProcess process;
    private final Notifier notifier;
    private final CurrentUser currentUser;
    private final HouseWords words;
    private final Clock clock;

    Escalations(
            TicketService tickets,
            Timeline timeline,
            TicketProcess process,
            Notifier notifier,
            CurrentUser currentUser,
            HouseWords words,
            Clock clock) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.process = process;
        this.notifier = notifier;
        this.currentUser = currentUser;
        this.words = words;
        this.clock = clock;
    }

    /** Somebody of the house wants the supervisors to look at it; 409 once it is over. */
    public void escalate(String ticketNumber, String reason) {
        String text = Checks.text("reason", reason, LONGEST_REASON);
        Ticket ticket = tickets.lock(ticketNumber);
        if (ticket.status().isFinal()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
        timeline.add(ticketNumber, TimelineKind.ESCALATED_BY_HAND, currentUser.id(), text);
        tickets.markEscalated(ticketNumber);
        String occasion = "hand-" + clock.instant().toEpochMilli();
        tellAndLetTake(
                ticket,
                departmentSupervisors(ticket),
                openToAll(process.holders(ticketNumber)),
                false,
                null,
                Template.MESSAGE,
                occasion,
                Map.of("text", text));
    }

    /**
     * The customer urged again (E-03): every third time somebody further up is told and may take over, first the
     * supervisors, from the sixth time on the heads.
     */
    public void urged(Ticket ticket, int times) {
        process.urged(ticket.number(), times);
        if (times % URGES_A_STEP != 0) {
            return;
        }
        String supervisors = departmentSupervisors(ticket);
        String group = times == URGES_A_STEP ? supervisors : Groups.above(supervisors);
        String text = words.text("tracking.timeline.urged", times, group);
        timeline.add(ticket.number(), TimelineKind.ESCALATED_BY_HAND, Timeline.SYSTEM, text);
        tickets.markEscalated(ticket.number());
        tellAndLetTake(
                ticket,
                group,
                openToAll(process.holders(ticket.number())),
                false,
                null,
                Template.MESSAGE,
                "urged-" + times,
                Map.of("text", text));
    }

    /** A reminder goes to whoever has the work in hand; what is late goes to those above, who may take it over. */
    void climbed(Ticket ticket, TicketClock due, int level) {
        Set<String> served = TaskClocks.servedBy(due.name());
        List<Holder> open = process.holders(ticket.number()).stream()
                .filter(holder -> served.contains(holder.taskKey()))
                .toList();
        Map<String, String> facts = Map.of(
                "clock", due.name().name(),
                "level", String.valueOf(level),
                "dueAt", due.dueAt().toString(),
                "task", open.stream().map(Holder::taskName).distinct().collect(Collectors.joining(", ")));
        String occasion = due.name() + "-" + due.roundNo() + "-" + level;
        if (level < ClockService.DUE) {
            process.showMark(open, mark(due, level));
            remind(ticket, due, level, open, occasion, facts);
        } else {
            handUp(ticket, due, level, open, occasion, facts);
        }
    }

    private void remind(
            Ticket ticket, TicketClock due, int level, List<Holder> open, String occasion, Map<String, String> facts) {
        Set<String> people = new TreeSet<>();
        Set<String> groups = new TreeSet<>();
        for (Holder holder : open) {
            if (holder.assignee() != null) {
                people.add(holder.assignee());
            } else if (holder.groups().contains(Groups.SERVICE_AGENTS) && ticket.owner() != null) {
                people.add(ticket.owner());
            } else {
                groups.addAll(holder.groups().stream().limit(1).toList());
            }
        }
        if (open.isEmpty() && ticket.owner() != null) {
            people.add(ticket.owner());
        }
        timeline.addEscalation(
                ticket.number(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                Timeline.SYSTEM,
                words.text("tracking.timeline.reminded", clockName(due), words.moment(due.dueAt()), level),
                due.name().name(),
                level);
        people.forEach(person -> notifier.toUser(ticket, person, Template.DEADLINE, occasion, facts));
        groups.forEach(group -> notifier.toGroup(ticket, group, Template.DEADLINE, occasion, facts));
    }

    private void handUp(
            Ticket ticket, TicketClock due, int level, List<Holder> open, String occasion, Map<String, String> facts) {
        boolean toHead = level > ClockService.DUE;
        String group = toHead ? heads(due.name(), ticket) : supervisors(due.name(), ticket, open);
        String key = toHead ? "tracking.timeline.escalated-further" : "tracking.timeline.escalated";
        tickets.markEscalated(ticket.number());
        timeline.addEscalation(
                ticket.number(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                Timeline.SYSTEM,
                words.text(key, clockName(due), words.moment(due.dueAt()), group, level),
                due.name().name(),
                level);
        tellAndLetTake(ticket, group, open, toHead, mark(due, level), Template.ESCALATION, occasion, facts);
    }

    private String mark(TicketClock due, int level) {
        return clockName(due) + " " + level + " %";
    }

    private String clockName(TicketClock due) {
        return words.text("clock." + due.name());
    }

    /**
     * Approvals, payment, parts and goods have a line of their own: only those above the group that holds such a task
     * may take it over, so that an escalation never becomes a way around a signature.
     */
    private void tellAndLetTake(
            Ticket ticket,
            String group,
            List<Holder> open,
            boolean toHead,
            @Nullable String mark,
            Template template,
            String occasion,
            Map<String, String> facts) {
        Map<String, Collection<Holder>> takers = new TreeMap<>();
        for (Holder holder : open) {
            boolean ownLine = TaskClocks.hasOwnLine(holder.taskKey());
            String taker = !ownLine ? group : toHead ? Groups.SERVICE_MANAGERS : above(holder);
            takers.computeIfAbsent(taker, unused -> new ArrayList<>()).add(holder);
        }
        notifier.toGroup(ticket, group, template, occasion, facts);
        takers.forEach((taker, holders) -> {
            if (!taker.equals(group)) {
                notifier.toGroup(ticket, taker, template, occasion + "-" + taker, facts);
            }
            process.letGroupTake(holders, taker, mark);
        });
    }

    /** Signatures and trades are not handed on because somebody asks for it, only because their own clock is late. */
    private static List<Holder> openToAll(List<Holder> holders) {
        return holders.stream()
                .filter(holder -> !TaskClocks.hasOwnLine(holder.taskKey()))
                .toList();
    }

    private static String supervisors(ClockName name, Ticket ticket, List<Holder> holders) {
        return switch (name) {
            case REGISTRATION,
                    CLASSIFICATION,
                    FIRST_RESPONSE,
                    CUSTOMER_UPDATE,
                    CONFIRMATION,
                    CALLBACK,
                    PRIVACY_REQUEST,
                    FEEDBACK_CLASSIFICATION,
                    FEEDBACK_DECISION,
                    FEEDBACK_ANSWER -> Groups.SERVICE_SUPERVISORS;
            case HANDLING, PLAN, RESOLUTION -> departmentSupervisors(ticket);
            case FOREIGN_DEADLINE -> Groups.supervisors("complaints");
            case APPROVAL ->
                holders.stream()
                        .filter(holder -> TaskClocks.isDeciding(holder.taskKey()))
                        .findFirst()
                        .map(Escalations::above)
                        .orElse(Groups.SERVICE_MANAGERS);
        };
    }

    /** The head of the department; above the service desk and above signatures stand the service managers. */
    private static String heads(ClockName name, Ticket ticket) {
        String department = ticket.department();
        return switch (name) {
            case HANDLING, PLAN, RESOLUTION -> department == null ? Groups.SERVICE_MANAGERS : Groups.heads(department);
            case FOREIGN_DEADLINE -> Groups.heads("complaints");
            default -> Groups.SERVICE_MANAGERS;
        };
    }

    private static String departmentSupervisors(Ticket ticket) {
        String department = ticket.department();
        return department == null ? Groups.SERVICE_SUPERVISORS : Groups.supervisors(department);
    }

    /** Above the group that was asked first; the ones that were added by an earlier escalation stand above it. */
    private static String above(Holder holder) {
        List<String> groups = holder.groups();
        return groups.stream()
                .filter(asked -> groups.stream()
                        .noneMatch(other ->
                                !other.equals(asked) && Groups.above(other).equals(asked)))
                .findFirst()
                .map(Groups::above)
                .orElse(Groups.SERVICE_MANAGERS);
    }
}
