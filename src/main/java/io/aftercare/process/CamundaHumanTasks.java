package io.aftercare.process;

import io.aftercare.checklist.HumanTasks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads the human tasks from the newest models, left to right as they stand on the diagram. */
@Component
class CamundaHumanTasks implements HumanTasks {

    private final ObjectProvider<RepositoryService> repository;
    /** A deployed model never changes, so what was read of it stays right. */
    private final Map<String, List<HumanTask>> read = new ConcurrentHashMap<>();

    CamundaHumanTasks(ObjectProvider<RepositoryService> repository) {
        this.repository = repository;
    }

    @Override
    public List<HumanTask> all() {
        List<HumanTask> tasks = new ArrayList<>();
        for (String process : AfterSalesModel.PROCESSES) {
            ProcessDefinition latest = repository
                    .getObject()
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(process)
                    .latestVersion()
                    .singleResult();
            if (latest != null) {
                tasks.addAll(read.computeIfAbsent(latest.getId(), id -> tasks(latest)));
            }
        }
        return tasks;
    }

    private List<HumanTask> tasks(ProcessDefinition definition) {
        BpmnModelInstance model = repository.getObject().getBpmnModelInstance(definition.getId());
        return model.getModelElementsByType(UserTask.class).stream()
                .sorted(Comparator.comparingDouble(CamundaHumanTasks::left))
                .map(task -> new HumanTask(task.getId(), named(task.getName(), task.getId()), nameOf(definition)))
                .toList();
    }

    private static double left(UserTask task) {
        return task.getDiagramElement() == null || task.getDiagramElement().getBounds() == null
                ? Double.MAX_VALUE
                : task.getDiagramElement().getBounds().getX();
    }

    private static String nameOf(ProcessDefinition definition) {
        return named(definition.getName(), definition.getKey());
    }

    private static String named(@Nullable String name, String otherwise) {
        return name == null || name.isBlank() ? otherwise : name.replaceAll("\\s+", " ");
    }
}
