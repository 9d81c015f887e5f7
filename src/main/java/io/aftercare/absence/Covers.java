package io.aftercare.absence;

import io.aftercare.absence.CoveredTasks.Held;
import io.aftercare.notification.Languages;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.transaction.OncePerTransaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which open tasks substitutes see and take over, and the record of what they did for whom. */
@Service
@Transactional
public class Covers {

    private static final Set<String> DECIDING = Set.of("Task_ApproveSolution", "Task_ReviewLegally");

    private final AbsenceMapper absences;
    private final OncePerTransaction<String, List<Cover>> seen;
    private final Absences substitutes;
    private final CoveredTasks tasks;
    private final TicketService tickets;
    private final Timeline timeline;
    private final Notifier notifier;
    private final StaffDirectory staff;
    private final MessageSource messages;
    private final Languages languages;
    private final CurrentUser currentUser;
    private final Clock clock;

    Covers(
            AbsenceMapper absences,
            Absences substitutes,
            CoveredTasks tasks,
            TicketService tickets,
            Timeline timeline,
            Notifier notifier,
            StaffDirectory staff,
            MessageSource messages,
            Languages languages,
            CurrentUser currentUser,
            Clock clock) {
        this.absences = absences;
        this.seen = new OncePerTransaction<>(absences::findTasksOf);
        this.substitutes = substitutes;
        this.tasks = tasks;
        this.tickets = tickets;
        this.timeline = timeline;
        this.notifier = notifier;
        this.staff = staff;
        this.messages = messages;
        this.languages = languages;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** What somebody sees only because others are absent. */
    @Transactional(readOnly = true)
    public List<Cover> of(String substitute) {
        return Objects.requireNonNull(seen.of(substitute));
    }

    /** A new task: the substitutes who have to see it, told and recorded. */
    public List<String> opened(Held task) {
        List<String> shown = new ArrayList<>();
        substitutes.substitutes().forEach((absent, substitute) -> {
            boolean his = absent.equals(task.assignee())
                    || task.assignee() == null && staff.groups(absent).stream().anyMatch(task.groups()::contains);
            if (his && !shown.contains(substitute) && !seesAnyway(substitute, task)) {
                record(task, substitute, absent);
                shown.add(substitute);
            }
        });
        return shown;
    }

    /** A substitute takes a task over from the absent person, or from the group for him. */
    public void claimed(String taskId, String substitute, String absent, @Nullable String formerAssignee) {
        seen.forget();
        if (absences.claimTask(taskId, substitute, absent, formerAssignee) == 0) {
            absences.insertTask(new Cover(taskId, substitute, absent, true, formerAssignee));
        }
    }

    /** He gives it back, and still sees it; answers to whom it goes, or null. */
    public @Nullable String givenBack(String taskId, String substitute) {
        Cover cover = absences.findTasksOf(substitute).stream()
                .filter(each -> each.taskId().equals(taskId) && each.claimed())
                .findFirst()
                .orElse(null);
        if (cover == null) {
            return null;
        }
        seen.forget();
        absences.giveBackTask(taskId, substitute);
        return cover.formerAssignee();
    }

    /** Somebody completed a task for somebody else; the caller's transaction is the task's. */
    public void acted(String ticketNumber, String taskId, String taskKey, String taskName, String absent) {
        String actor = currentUser.id();
        absences.insertAct(ticketNumber, taskId, taskKey, actor, absent, clock.instant());
        timeline.add(
                ticketNumber, TimelineKind.ON_BEHALF, actor, text("absence.timeline.acted", taskName, name(absent)));
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<Act> acts(String ticketNumber) {
        return absences.findActs(ticketNumber);
    }

    /** What substitutes should see now and do not, and what they see and should no longer. */
    @Transactional(readOnly = true)
    public Changes changes() {
        Map<String, String> now = substitutes.substitutes();
        List<Cover> shown = absences.findTasks();
        if (now.isEmpty() && shown.isEmpty()) {
            return new Changes(List.of(), List.of());
        }
        List<Showing> missing = new ArrayList<>();
        List<Cover> rest = new ArrayList<>(shown);
        now.forEach((absent, substitute) -> {
            rest.removeIf(cover -> cover.claimed()
                    && cover.absent().equals(absent)
                    && cover.substitute().equals(substitute));
            for (Held task : tasks.heldBy(absent, staff.groups(absent))) {
                boolean known = shown.stream()
                        .anyMatch(cover -> cover.taskId().equals(task.taskId())
                                && cover.substitute().equals(substitute));
                rest.removeIf(cover -> cover.taskId().equals(task.taskId())
                        && cover.substitute().equals(substitute));
                boolean planned = missing.stream()
                        .anyMatch(each -> each.task().taskId().equals(task.taskId())
                                && each.substitute().equals(substitute));
                if (!known && !planned && !seesAnyway(substitute, task)) {
                    missing.add(new Showing(task, substitute, absent));
                }
            }
        });
        return new Changes(missing, rest);
    }

    /** One task for one substitute, in a transaction of its own. */
    public void show(Showing showing) {
        if (tasks.show(showing.task().taskId(), showing.substitute())) {
            record(showing.task(), showing.substitute(), showing.absent());
        }
    }

    public void hide(Cover cover) {
        seen.forget();
        if (absences.deleteTask(cover.taskId(), cover.substitute()) == 1) {
            tasks.hide(cover.taskId(), cover.substitute(), cover.claimed(), cover.formerAssignee());
        }
    }

    private void record(Held task, String substitute, String absent) {
        seen.forget();
        absences.insertTask(new Cover(task.taskId(), substitute, absent, false, null));
        if (DECIDING.contains(task.taskKey()) || absent.equals(task.assignee())) {
            notifier.toUser(
                    tickets.require(task.ticket()),
                    substitute,
                    Template.MESSAGE,
                    "cover-" + task.taskId(),
                    Map.of("text", text("absence.told-task", task.taskName(), name(absent))));
        }
    }

    private boolean seesAnyway(String person, Held task) {
        return person.equals(task.assignee())
                || task.assignee() == null && staff.groups(person).stream().anyMatch(task.groups()::contains);
    }

    private String text(String key, Object... arguments) {
        return Objects.requireNonNull(messages.getMessage(key, arguments, key, languages.house()));
    }

    private String name(String id) {
        StaffDirectory.Person person = staff.find(id);
        return person == null ? id : person.name();
    }

    /** @param task of {@code absent}, to be shown to {@code substitute} */
    public record Showing(Held task, String substitute, String absent) {}

    /** What has to be shown and hidden. */
    public record Changes(List<Showing> missing, List<Cover> over) {}
}
