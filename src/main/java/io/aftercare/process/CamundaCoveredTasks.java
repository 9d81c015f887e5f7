package io.aftercare.process;

import io.aftercare.absence.CoveredTasks;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tasks of absent people in the engine; a substitute sees them in Tasklist as a candidate. */
@Component
class CamundaCoveredTasks implements CoveredTasks {

    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<AuthorizationService> authorizations;

    CamundaCoveredTasks(ObjectProvider<TaskService> tasks, ObjectProvider<AuthorizationService> authorizations) {
        this.tasks = tasks;
        this.authorizations = authorizations;
    }

    @Override
    public List<Held> heldBy(String person, Collection<String> groups) {
        Stream<Task> assigned = tasks.getObject().createTaskQuery().taskAssignee(person).list().stream();
        Stream<Task> free = groups.isEmpty()
                ? Stream.empty()
                : tasks.getObject().createTaskQuery().taskCandidateGroupIn(List.copyOf(groups)).list().stream();
        return Stream.concat(assigned, free)
                .map(this::held)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    @Override
    public boolean show(String taskId, String user) {
        if (tasks.getObject().createTaskQuery().taskId(taskId).count() == 0) {
            return false;
        }
        EngineCalls.run(() -> tasks.getObject().addCandidateUser(taskId, user));
        return true;
    }

    @Override
    public void hide(String taskId, String user, boolean claimed, @Nullable String formerAssignee) {
        Task task = tasks.getObject().createTaskQuery().taskId(taskId).singleResult();
        if (task == null) {
            return;
        }
        EngineCalls.run(() -> {
            tasks.getObject().deleteCandidateUser(taskId, user);
            if (claimed && user.equals(task.getAssignee())) {
                tasks.getObject().setAssignee(taskId, formerAssignee);
            }
        });
        // the engine leaves the right to see it
        for (Authorization right : authorizations
                .getObject()
                .createAuthorizationQuery()
                .userIdIn(user)
                .resourceType(Resources.TASK)
                .resourceId(taskId)
                .list()) {
            authorizations.getObject().deleteAuthorization(right.getId());
        }
    }

    private @Nullable Held held(Task task) {
        Object ticket = tasks.getObject().getVariable(task.getId(), Variables.TICKET_NUMBER.name());
        if (ticket == null) {
            return null;
        }
        return new Held(
                task.getId(),
                task.getTaskDefinitionKey(),
                task.getName(),
                ticket.toString(),
                task.getAssignee(),
                tasks.getObject().getIdentityLinksForTask(task.getId()).stream()
                        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                        .map(IdentityLink::getGroupId)
                        .filter(Objects::nonNull)
                        .toList());
    }
}
