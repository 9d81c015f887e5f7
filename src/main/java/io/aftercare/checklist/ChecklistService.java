package io.aftercare.checklist;

import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.TicketService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Process owners say what has to be looked at in each human task; who completes one says what he looked at, and what
 * is required stands in the way until it is ticked (2-06).
 */
@Service
@Transactional
public class ChecklistService {

    private static final int MOST_POINTS = 30;
    private static final int LONGEST_TEXT = 300;

    private final ChecklistMapper checklists;
    private final HumanTasks humanTasks;
    private final TicketService tickets;
    private final CurrentUser currentUser;
    private final Clock clock;

    ChecklistService(
            ChecklistMapper checklists,
            HumanTasks humanTasks,
            TicketService tickets,
            CurrentUser currentUser,
            Clock clock) {
        this.checklists = checklists;
        this.humanTasks = humanTasks;
        this.tickets = tickets;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** Points that are shown in the task, in order; most often few, sometimes none. */
    @Transactional(readOnly = true)
    public List<ChecklistPoint> pointsOf(String taskKey) {
        return checklists.findPoints(taskKey);
    }

    /** 404 for a key that no model has. */
    @Transactional(readOnly = true)
    public Checklist of(String taskKey) {
        known(taskKey);
        List<ChecklistPoint> points = checklists.findPoints(taskKey);
        return checklists
                .findHead(taskKey)
                .map(head -> list(head, points))
                .orElseGet(() -> new Checklist(taskKey, 0, null, null, points));
    }

    /** One per human task of the models, in the order of the line. */
    @Transactional(readOnly = true)
    public List<Checklist> all() {
        Map<String, Checklist.Head> heads =
                checklists.findHeads().stream().collect(Collectors.toMap(Checklist.Head::taskKey, head -> head));
        Map<String, List<ChecklistPoint>> points =
                checklists.findAllPoints().stream().collect(Collectors.groupingBy(ChecklistPoint::taskKey));
        return humanTasks.all().stream()
                .map(task -> {
                    List<ChecklistPoint> own = points.getOrDefault(task.key(), List.of());
                    Checklist.Head head = heads.get(task.key());
                    return head == null ? new Checklist(task.key(), 0, null, null, own) : list(head, own);
                })
                .toList();
    }

    /**
     * Replaces the points of a task. {@code version} is the one that the editor saw: 409 when somebody saved meanwhile.
     * Tasks that are open show the new points when they are opened next.
     */
    public Checklist save(String taskKey, int version, List<ChecklistPoint.Draft> drafts) {
        known(taskKey);
        List<ChecklistPoint.Draft> kept = check(drafts);
        try {
            if (version == 0) {
                checklists.insertHead(taskKey, currentUser.id(), clock.instant());
            } else if (checklists.updateHead(taskKey, version, currentUser.id(), clock.instant()) != 1) {
                throw changedMeanwhile();
            }
        } catch (DuplicateKeyException savedByAnother) {
            throw changedMeanwhile();
        }
        checklists.deletePoints(taskKey);
        int position = 1;
        for (ChecklistPoint.Draft draft : kept) {
            checklists.insertPoint(taskKey, position++, draft);
        }
        return of(taskKey);
    }

    /**
     * A person completes a task: keeps what he ticked, refuses while a required point is not. Ids of points that are
     * no longer in the list count for nothing.
     */
    public void complete(String ticketNumber, String taskId, String taskKey, Collection<String> tickedIds) {
        List<ChecklistPoint> points = checklists.findPoints(taskKey);
        if (points.isEmpty()) {
            return;
        }
        Set<String> ticked = new HashSet<>(tickedIds);
        List<ChecklistMapper.Ticked> answers = points.stream()
                .map(point -> new ChecklistMapper.Ticked(point, ticked.contains(Long.toString(point.id()))))
                .toList();
        String missing = answers.stream()
                .filter(answer -> answer.point().required() && !answer.ticked())
                .map(answer -> answer.point().text(LocaleContextHolder.getLocale()))
                .collect(Collectors.joining("; "));
        new Checks()
                .that(missing.isEmpty(), "checklist", "field.checklist", missing)
                .refuseIfAny();
        int version =
                checklists.findHead(taskKey).map(Checklist.Head::versionNo).orElse(0);
        checklists.insertTicks(ticketNumber, taskId, version, answers, currentUser.id(), clock.instant());
    }

    /** What was looked at on the way, oldest first. */
    @Transactional(readOnly = true)
    public List<Tick> ticks(String ticketNumber) {
        tickets.require(ticketNumber);
        return checklists.findTicks(ticketNumber);
    }

    private static List<ChecklistPoint.Draft> check(List<ChecklistPoint.Draft> drafts) {
        List<ChecklistPoint.Draft> kept = new ArrayList<>();
        for (ChecklistPoint.Draft draft : drafts) {
            if (!draft.isEmpty()) {
                kept.add(new ChecklistPoint.Draft(line(draft.textEn()), line(draft.textZh()), draft.required()));
            }
        }
        Checks checks = new Checks().that(kept.size() <= MOST_POINTS, "points", "field.too-many", MOST_POINTS);
        Set<String> seen = new HashSet<>();
        for (ChecklistPoint.Draft draft : kept) {
            checks.atMost("points.textEn", draft.textEn(), LONGEST_TEXT)
                    .atMost("points.textZh", draft.textZh(), LONGEST_TEXT);
            String text = ChecklistPoint.text(Locale.ENGLISH, draft.textEn(), draft.textZh());
            checks.that(seen.add(text), "points", "field.checklist-twice", text);
        }
        checks.refuseIfAny();
        return kept;
    }

    /** One line, because a form shows it beside a box. */
    private static @Nullable String line(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    private void known(String taskKey) {
        if (humanTasks.all().stream().noneMatch(task -> task.key().equals(taskKey))) {
            throw new ProblemException(ProblemType.NOT_FOUND, "problem.checklist-unknown");
        }
    }

    private static Checklist list(Checklist.Head head, List<ChecklistPoint> points) {
        return new Checklist(head.taskKey(), head.versionNo(), head.changedBy(), head.changedAt(), points);
    }

    private static ProblemException changedMeanwhile() {
        return new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.checklist-changed");
    }
}
