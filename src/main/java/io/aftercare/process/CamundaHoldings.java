package io.aftercare.process;

import io.aftercare.board.Holdings;
import io.aftercare.process.CandidateMapper.Candidate;
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
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
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
    private final CandidateMapper candidates;

    CamundaHoldings(
            ObjectProvider<TaskService> tasks, ObjectProvider<RuntimeService> runtime, CandidateMapper candidates) {
        this.tasks = tasks;
        this.runtime = runtime;
        this.candidates = candidates;
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
        Map<String, List<Candidate>> candidates = candidates(open);
        Map<String, List<Holding>> held = new LinkedHashMap<>();
        for (Task task : open) {
            String number = tickets.get(task.getProcessInstanceId());
            if (number != null) {
                held.computeIfAbsent(number, none -> new ArrayList<>())
                        .add(holding(task, candidates.getOrDefault(task.getId(), List.of())));
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

    /** Numbers of the tickets by process instance. */
    Map<String, String> tickets(List<Task> open) {
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

    private static Holding holding(Task task, List<Candidate> candidates) {
        return new Holding(
                task.getTaskDefinitionKey(),
                task.getName(),
                task.getAssignee(),
                candidates.stream()
                        .map(Candidate::groupId)
                        .filter(Objects::nonNull)
                        .toList(),
                task.getCreateTime().toInstant(),
                task.getDueDate() == null ? null : task.getDueDate().toInstant());
    }

    /** Of the tasks that nobody has taken. */
    private Map<String, List<Candidate>> candidates(List<Task> open) {
        List<String> free = open.stream()
                .filter(task -> task.getAssignee() == null)
                .map(Task::getId)
                .toList();
        return free.isEmpty()
                ? Map.of()
                : candidates.findByTasks(free).stream().collect(Collectors.groupingBy(Candidate::taskId));
    }
}
