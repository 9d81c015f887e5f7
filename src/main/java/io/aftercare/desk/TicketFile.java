package io.aftercare.desk;

import io.aftercare.approval.Approval;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.entitlement.Entitlement;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Solution;
import io.aftercare.ticket.Stage;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.ExplanationLine;
import io.aftercare.tracking.TicketClock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that is known of one ticket, read at one moment; {@code explanations} and {@code whys} of clocks by
 * their id. */
record TicketFile(
        Ticket ticket,
        Customer customer,
        @Nullable CustomerOrder order,
        Entitlement entitlement,
        List<TicketProcess.Holder> holders,
        List<TicketClock> clocks,
        Map<Long, String> explanations,
        Map<Long, List<ExplanationLine>> whys,
        @Nullable Solution solution,
        List<CompensationLine> lines,
        List<Approval> approvals,
        @Nullable String obstacle,
        List<TimelineEntry> timeline,
        Measured measured) {

    /** Of the tasks before the work; every other one belongs to it. */
    private static final Map<String, Stage> STAGES = Map.of(
            "Task_RegisterTicket", Stage.RECEIVE,
            "Task_ClassifyTicket", Stage.CLASSIFY,
            "Task_ProposeSolution", Stage.PROPOSE,
            "Task_ReviewLegally", Stage.APPROVE,
            "Task_ApproveSolution", Stage.APPROVE,
            "Task_RecordAgreement", Stage.APPROVE);

    private static final Set<String> BESIDE_THE_LINE = Set.of("Task_UpdateCustomer", "Task_OfferAlternative");

    /** Where it stands; what is held up stands where its open task does. */
    Stage stage() {
        boolean heldUp = ticket.status() == TicketStatus.BLOCKED || ticket.status() == TicketStatus.WAITING_CUSTOMER;
        boolean atWork = holders.stream()
                .map(TicketProcess.Holder::taskKey)
                .anyMatch(key -> !STAGES.containsKey(key) && !BESIDE_THE_LINE.contains(key));
        return heldUp && !atWork
                ? holders.stream()
                        .map(holder -> STAGES.get(holder.taskKey()))
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(ticket.stage())
                : ticket.stage();
    }

    /** When the clock began and why it ends when it ends, in one reader's words. */
    String explanation(TicketClock clock, Words words) {
        return words.text("desk.clock.from", words.moment(clock.startedAt()))
                + words.text("desk.between-sentences")
                + Objects.requireNonNullElse(explanations.get(clock.id()), "");
    }

    /** The same, line by line. */
    List<String> why(TicketClock clock) {
        return explained(clock).stream().map(ExplanationLine::text).toList();
    }

    List<ExplanationLine> explained(TicketClock clock) {
        return whys.getOrDefault(clock.id(), List.of());
    }

    /** Whether the ticket waits for somebody outside and its clocks stand still. */
    boolean isPaused() {
        return clocks.stream().anyMatch(clock -> clock.state() == ClockState.PAUSED);
    }

    /** Who has it: the assignee of the task on the main line, else the group that could take it, else nobody. */
    @Nullable
    String handler() {
        TicketProcess.Holder holder = holders.stream()
                .filter(task -> !BESIDE_THE_LINE.contains(task.taskKey()))
                .findFirst()
                .orElse(holders.isEmpty() ? null : holders.get(0));
        if (holder == null) {
            return null;
        }
        return holder.assignee() != null
                ? holder.assignee()
                : holder.groups().stream().findFirst().orElse(null);
    }

    /** The lines that belong to the newest proposal. */
    List<CompensationLine> solutionLines() {
        Solution newest = solution;
        return newest == null
                ? List.of()
                : lines.stream()
                        .filter(line -> line.solutionId() != null && line.solutionId() == newest.id())
                        .toList();
    }
}
