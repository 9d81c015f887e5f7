package io.aftercare.desk;

import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.tracking.PauseReason;
import java.util.Arrays;
import java.util.List;

/** What this member of staff can do with this ticket now; the services check it again. */
record Actions(
        String number,
        boolean escalate,
        List<TicketListPage.Choice> priorities,
        boolean transfer,
        List<TicketListPage.Choice> departments,
        List<TicketListPage.Choice> categories,
        boolean obstacle,
        boolean clear,
        List<TicketListPage.Choice> pauseReasons,
        boolean resume,
        boolean cancel,
        List<TicketListPage.Choice> owners) {

    static final List<String> DEPARTMENTS = List.of("technical", "operations", "product", "complaints");

    static Actions of(Ticket ticket, CurrentUser user, StaffDirectory staff, Words words, boolean paused) {
        TicketStatus status = ticket.status();
        boolean supervisor = user.isSupervisor();
        boolean mayChangePriority = !status.isFinal()
                && ticket.priority() != null
                && (supervisor || user.id().equals(ticket.owner()));
        return new Actions(
                ticket.number(),
                !status.isFinal(),
                mayChangePriority
                        ? Arrays.stream(Priority.values())
                                .filter(priority -> priority != ticket.priority())
                                .filter(priority -> supervisor || raises(ticket, priority))
                                .map(priority -> new TicketListPage.Choice(priority.name(), words.of(priority), false))
                                .toList()
                        : List.of(),
                status.isBeforeExecution(),
                DEPARTMENTS.stream()
                        .filter(department -> !department.equals(ticket.department()))
                        .map(department ->
                                new TicketListPage.Choice(department, words.of("Department", department), false))
                        .toList(),
                Arrays.stream(Category.values())
                        .filter(category -> category != ticket.category())
                        .map(category -> new TicketListPage.Choice(category.name(), words.of(category), false))
                        .toList(),
                status.isOpenWork() && status != TicketStatus.BLOCKED,
                status == TicketStatus.BLOCKED,
                status.isOpenWork() && !paused
                        ? Arrays.stream(PauseReason.values())
                                .filter(PauseReason::isByHand)
                                .map(reason -> new TicketListPage.Choice(
                                        reason.name(), words.text("pause-reason." + reason.name()), false))
                                .toList()
                        : List.of(),
                status.isOpenWork() && paused && status != TicketStatus.AWAITING_AGREEMENT,
                status.isOpenWork(),
                supervisor && !status.isFinal()
                        ? staff.members(Groups.SERVICE_AGENTS).stream()
                                .filter(person -> !person.id().equals(ticket.owner()))
                                .map(person -> new TicketListPage.Choice(
                                        person.id(), person.name() + " (" + person.id() + ")", false))
                                .toList()
                        : List.of());
    }

    private static boolean raises(Ticket ticket, Priority priority) {
        Priority now = ticket.priority();
        return now != null && priority.compareTo(now) < 0;
    }
}
