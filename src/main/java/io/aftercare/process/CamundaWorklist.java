package io.aftercare.process;

import io.aftercare.absence.Covers;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.process.CandidateMapper.Candidate;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.ticket.TicketService;
import io.aftercare.worklist.Decision;
import io.aftercare.worklist.OpenTask;
import io.aftercare.worklist.Worklist;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Human tasks in the engine. Rights are checked here and in {@link CompletionListener}, not by the engine. */
@Component
class CamundaWorklist implements Worklist {

    private static final List<String> DECIDING = List.of("Task_ApproveSolution", "Task_ReviewLegally");

    private static final int MOST_OPEN = 200;

    private final ObjectProvider<ProcessEngine> engine;
    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<HistoryService> history;
    private final ObjectProvider<IdentityService> identity;
    private final CamundaHoldings holdings;
    private final CandidateMapper candidates;
    private final TicketService tickets;
    private final TaskRights rights;
    private final Covers covers;
    private final CurrentUser currentUser;

    CamundaWorklist(
            ObjectProvider<ProcessEngine> engine,
            ObjectProvider<TaskService> tasks,
            ObjectProvider<HistoryService> history,
            ObjectProvider<IdentityService> identity,
            CamundaHoldings holdings,
            CandidateMapper candidates,
            TicketService tickets,
            TaskRights rights,
            Covers covers,
            CurrentUser currentUser) {
        this.engine = engine;
        this.tasks = tasks;
        this.history = history;
        this.identity = identity;
        this.holdings = holdings;
        this.candidates = candidates;
        this.tickets = tickets;
        this.rights = rights;
        this.covers = covers;
        this.currentUser = currentUser;
    }

    @Override
    public List<OpenTask> ofTicket(String ticketNumber) {
        tickets.require(ticketNumber);
        TaskRights.Reading reading = rights.ofCurrentUser();
        return seen(tasks.getObject()
                        .createTaskQuery()
                        .processInstanceBusinessKey(ticketNumber)
                        .initializeFormKeys()
                        .orderByDueDate()
                        .asc()
                        .list())
                .stream()
                .filter(seen -> seesEverything() || rightOn(seen, reading) != null)
                .map(seen -> open(seen, ticketNumber, rightOn(seen, reading)))
                .toList();
    }

    @Override
    public List<OpenTask> open(String key) {
        TaskRights.Reading reading = rights.ofCurrentUser();
        List<Seen> his = seen(tasks.getObject()
                        .createTaskQuery()
                        .taskDefinitionKey(key)
                        .initializeFormKeys()
                        .orderByDueDate()
                        .asc()
                        .listPage(0, MOST_OPEN))
                .stream()
                .filter(seen -> seesEverything() || rightOn(seen, reading) != null)
                .toList();
        Map<String, String> numbers =
                holdings.tickets(his.stream().map(Seen::task).toList());
        return his.stream()
                .map(seen -> open(seen, numbers.get(seen.task().getProcessInstanceId()), rightOn(seen, reading)))
                .toList();
    }

    @Override
    public List<Decision> decisions() {
        TaskRights.Reading reading = rights.ofCurrentUser();
        Map<String, Decision> found = new LinkedHashMap<>();
        seen(Stream.concat(
                                deciding().taskAssignee(currentUser.id()).list().stream(),
                                reading.reachableGroups().isEmpty()
                                        ? Stream.empty()
                                        : deciding()
                                                .taskCandidateGroupIn(reading.reachableGroups())
                                                .includeAssignedTasks()
                                                .list()
                                                .stream())
                        .toList())
                .forEach(seen -> {
                    TaskRights.Right right = rightOn(seen, reading);
                    if (right != null) {
                        found.putIfAbsent(seen.task().getId(), decision(seen, right));
                    }
                });
        return found.values().stream()
                .sorted(Comparator.comparing(Decision::dueAt, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    @Override
    public Decision decision(String taskId) {
        Seen seen = seen(taskId);
        TaskRights.Right right = rightOn(seen, rights.ofCurrentUser());
        if (right == null) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.not-your-task");
        }
        if (!DECIDING.contains(seen.task().getTaskDefinitionKey())) {
            throw new ProblemException(ProblemType.NOT_FOUND, "problem.task-unknown");
        }
        return decision(seen, right);
    }

    @Override
    public boolean isOpen(String taskId) {
        return tasks.getObject().createTaskQuery().taskId(taskId).count() == 1;
    }

    private TaskQuery deciding() {
        return tasks.getObject().createTaskQuery().taskDefinitionKeyIn(DECIDING.toArray(String[]::new));
    }

    private Decision decision(Seen seen, TaskRights.Right right) {
        Task task = seen.task();
        Map<String, Object> variables = tasks.getObject()
                .getVariables(
                        task.getId(),
                        List.of(
                                Variables.TICKET_NUMBER.name(),
                                Variables.APPROVAL_GATE.name(),
                                Variables.APPROVAL_SUBJECT.name()));
        boolean legal = task.getTaskDefinitionKey().equals("Task_ReviewLegally");
        return new Decision(
                task.getId(),
                task.getTaskDefinitionKey(),
                String.valueOf(variables.get(Variables.TICKET_NUMBER.name())),
                legal ? "LEGAL" : String.valueOf(variables.get(Variables.APPROVAL_GATE.name())),
                legal ? "SOLUTION" : String.valueOf(variables.get(Variables.APPROVAL_SUBJECT.name())),
                task.getCreateTime().toInstant(),
                task.getDueDate() == null ? null : task.getDueDate().toInstant(),
                task.getAssignee(),
                right.onBehalfOf());
    }

    @Override
    public void claim(String taskId) {
        Seen seen = seen(taskId);
        String user = currentUser.id();
        TaskRights.Right right = rightOn(seen, rights.ofCurrentUser());
        if (right == null) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.not-your-task");
        }
        String assignee = seen.task().getAssignee();
        if (user.equals(assignee)) {
            return;
        }
        String absent = right.onBehalfOf();
        if (absent != null && (assignee == null || assignee.equals(absent))) {
            covers.claimed(taskId, user, absent, assignee);
            unchecked(() -> tasks.getObject().setAssignee(taskId, user));
            return;
        }
        if (assignee != null) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.task-taken", assignee);
        }
        unchecked(() -> tasks.getObject().claim(taskId, user));
    }

    @Override
    public void unclaim(String taskId) {
        Seen seen = seen(taskId);
        TaskRights.Right right = rightOn(seen, rights.ofCurrentUser());
        String assignee = seen.task().getAssignee();
        boolean holds = currentUser.id().equals(assignee)
                || right != null && assignee != null && assignee.equals(right.onBehalfOf());
        if (!holds && !(currentUser.isSupervisor() && right != null)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.not-your-task");
        }
        if (right != null && assignee != null && assignee.equals(right.onBehalfOf())) {
            // who stands in takes it over instead: when the absence ends it goes back to whose it is
            claim(taskId);
            return;
        }
        String former = covers.givenBack(taskId, currentUser.id());
        unchecked(() -> tasks.getObject().setAssignee(taskId, former));
    }

    @Override
    public void complete(String taskId, Map<String, @Nullable Object> fields) {
        try {
            // one command: what the checks have read, the completion does not read again
            EngineCalls.inOneCommand(engine.getObject(), () -> completeHis(taskId, fields));
        } catch (ProblemException refused) {
            // who waited for the ticket while somebody else finished the task is refused for what that one did: he
            // reads why
            throw refused.type() == ProblemType.RULE_REFUSES && isFinished(taskId) ? finished() : refused;
        }
    }

    private boolean isFinished(String taskId) {
        AtomicBoolean finished = new AtomicBoolean();
        unchecked(() -> finished.set(history.getObject()
                        .createHistoricTaskInstanceQuery()
                        .taskId(taskId)
                        .finished()
                        .count()
                > 0));
        return finished.get();
    }

    private void completeHis(String taskId, Map<String, @Nullable Object> fields) {
        Task task = Context.getCommandContext().getTaskManager().findTaskById(taskId);
        // what is not found by its id alone is asked for once more, to say why
        Seen seen = task == null ? seen(taskId) : stillThere(task).orElseThrow(CamundaWorklist::finished);
        if (!isHis(seen)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.not-your-task");
        }
        VariableMap submission = org.camunda.bpm.engine.variable.Variables.createVariables()
                .putValueTyped(
                        CompletionListener.SUBMISSION,
                        org.camunda.bpm.engine.variable.Variables.untypedValue(
                                new CompletionListener.Submission(taskId, fields), true));
        unchecked(() -> tasks.getObject().complete(taskId, submission));
    }

    /** The engine's own checks know nothing of what a completion sets off: ours stand before it. */
    private void unchecked(Runnable engineCall) {
        var authentication = identity.getObject().getCurrentAuthentication();
        identity.getObject().clearAuthentication();
        try {
            EngineCalls.run(engineCall);
        } finally {
            if (authentication != null) {
                identity.getObject().setAuthentication(authentication);
            }
        }
    }

    private Seen seen(String taskId) {
        Task task = taskId.length() > 64
                ? null
                : tasks.getObject().createTaskQuery().taskId(taskId).singleResult();
        if (task == null) {
            boolean finished = taskId.length() <= 64
                    && history.getObject()
                                    .createHistoricTaskInstanceQuery()
                                    .taskId(taskId)
                                    .count()
                            > 0;
            throw finished ? finished() : new ProblemException(ProblemType.NOT_FOUND, "problem.task-unknown");
        }
        return stillThere(task).orElseThrow(CamundaWorklist::finished);
    }

    private static ProblemException finished() {
        return new ProblemException(ProblemType.TOO_LATE, "problem.task-finished");
    }

    /** Many at once; what somebody finished between two looks is nobody's any more. */
    private List<Seen> seen(List<Task> open) {
        if (open.isEmpty()) {
            return List.of();
        }
        Map<String, List<IdentityLink>> links = candidates
                .findByTasks(open.stream().map(Task::getId).toList())
                .stream()
                .collect(Collectors.groupingBy(
                        Candidate::taskId, Collectors.mapping(link -> link, Collectors.toList())));
        return open.stream()
                .map(task -> new Seen(task, links.getOrDefault(task.getId(), List.of())))
                .toList();
    }

    /** Empty when somebody finished it between two looks. */
    private Optional<Seen> stillThere(Task task) {
        try {
            return Optional.of(new Seen(task, links(task)));
        } catch (NullValueException finished) {
            return Optional.empty();
        }
    }

    private List<IdentityLink> links(Task task) {
        return tasks.getObject().getIdentityLinksForTask(task.getId()).stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                .toList();
    }

    private boolean isHis(Seen seen) {
        return rightOn(seen, rights.ofCurrentUser()) != null;
    }

    private static TaskRights.@Nullable Right rightOn(Seen seen, TaskRights.Reading reading) {
        return reading.on(seen.task().getId(), seen.task().getAssignee(), seen.candidates());
    }

    private boolean seesEverything() {
        return currentUser.isSupervisor() || currentUser.isIn(Groups.ADMIN);
    }

    private OpenTask open(Seen seen, @Nullable String ticketNumber, TaskRights.@Nullable Right right) {
        Task task = seen.task();
        return new OpenTask(
                task.getId(),
                task.getTaskDefinitionKey(),
                task.getName(),
                ticketNumber,
                task.getAssignee(),
                seen.candidates().stream()
                        .map(IdentityLink::getGroupId)
                        .filter(Objects::nonNull)
                        .toList(),
                task.getDueDate() == null ? null : task.getDueDate().toInstant(),
                task.getCamundaFormRef() == null
                        ? null
                        : task.getCamundaFormRef().getKey(),
                right == null ? null : right.onBehalfOf());
    }

    private record Seen(Task task, List<IdentityLink> candidates) {}
}
