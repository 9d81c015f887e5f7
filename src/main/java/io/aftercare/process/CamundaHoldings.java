package io.aftercare.process;

import io.aftercare.board.Holdings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Open tasks in the engine, many tickets with a handful of queries. */
@Component
class CamundaHoldings implements Holdings {

    private static final int AT_MOST = 2_000;
    private static final long LATELY_MILLIS = 15_000;

    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<RuntimeService> runtime;

    CamundaHoldings(ObjectProvider<TaskService> tasks, ObjectProvider<RuntimeService> runtime) {
        this.tasks = tasks;
        this.runtime = runtime;
    }

    @Override
    public Map<String, List<Holding>> of(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        List<Task> open = tasks.getObject()
                .createTaskQuery()
                .processInstanceBusinessKeyIn(numbers.toArray(String[]::new))
                .orderByTaskCreateTime()
                .asc()
                .listPage(0, AT_MOST);
        Map<String, String> tickets = tickets(open);
        Map<String, List<Holding>> held = new LinkedHashMap<>();
        for (Task task : open) {
            String number = tickets.get(task.getProcessInstanceId());
            if (number != null) {
                held.computeIfAbsent(number, none -> new ArrayList<>()).add(holding(task));
            }
        }
        return held;
    }

    @Override
    public Set<String> heldBy(String person) {
        List<Task> his =
                tasks.getObject().createTaskQuery().taskAssignee(person).listPage(0, AT_MOST);
        return Set.copyOf(tickets(his).values());
    }

    @Override
    public Set<String> lately() {
        Date since = new Date(ClockUtil.getCurrentTime().getTime() - LATELY_MILLIS);
        return tasks.getObject().createTaskQuery().taskUpdatedAfter(since).listPage(0, AT_MOST).stream()
                .map(task -> task.getId() + "|" + task.getAssignee() + "|" + task.getLastUpdated())
                .collect(Collectors.toSet());
    }

    private Map<String, String> tickets(List<Task> open) {
        Set<String> instances = open.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet());
        Map<String, String> tickets = new HashMap<>();
        if (!instances.isEmpty()) {
            for (ProcessInstance instance : runtime.getObject()
                    .createProcessInstanceQuery()
                    .processInstanceIds(instances)
                    .listPage(0, AT_MOST)) {
                String number = instance.getBusinessKey();
                if (number != null) {
                    tickets.put(instance.getId(), number);
                }
            }
        }
        return tickets;
    }

    private Holding holding(Task task) {
        return new Holding(
                task.getTaskDefinitionKey(),
                task.getName(),
                task.getAssignee(),
                task.getAssignee() == null ? groups(task) : List.of(),
                task.getCreateTime().toInstant(),
                task.getDueDate() == null ? null : task.getDueDate().toInstant());
    }

    /** Nobody's any more when somebody finished it between two looks. */
    private List<String> groups(Task task) {
        try {
            return tasks.getObject().getIdentityLinksForTask(task.getId()).stream()
                    .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                    .map(IdentityLink::getGroupId)
                    .filter(Objects::nonNull)
                    .toList();
        } catch (NullValueException finished) {
            return List.of();
        }
    }
}
