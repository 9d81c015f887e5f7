package io.aftercare.process;

import io.aftercare.desk.LiveDiagrams;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The models in which a ticket runs, with the places of its tokens. */
@Component
class CamundaLiveDiagrams implements LiveDiagrams {

    private final RuntimeService runtime;
    private final RepositoryService repository;

    CamundaLiveDiagrams(RuntimeService runtime, RepositoryService repository) {
        this.runtime = runtime;
        this.repository = repository;
    }

    @Override
    public List<LiveDiagram> of(String ticketNumber) {
        List<ProcessInstance> instances = new ArrayList<>(runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(ticketNumber)
                .list());
        if (instances.isEmpty()) {
            ProcessDefinition latest = repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(AfterSalesModel.AFTER_SALES)
                    .latestVersion()
                    .singleResult();
            return List.of(new LiveDiagram(latest.getKey(), xml(latest.getId()), List.of()));
        }
        instances.sort((left, right) -> Boolean.compare(!isMainLine(left), !isMainLine(right)));
        return instances.stream()
                .map(instance -> new LiveDiagram(
                        key(instance), xml(instance.getProcessDefinitionId()), active(instance.getId())))
                .toList();
    }

    private static boolean isMainLine(ProcessInstance instance) {
        return AfterSalesModel.AFTER_SALES.equals(key(instance));
    }

    private static String key(ProcessInstance instance) {
        String definition = instance.getProcessDefinitionId();
        int colon = definition.indexOf(':');
        return colon < 0 ? definition : definition.substring(0, colon);
    }

    private List<String> active(String instanceId) {
        List<String> ids = new ArrayList<>();
        collect(runtime.getActivityInstance(instanceId), ids);
        return ids.stream().distinct().toList();
    }

    private static void collect(@Nullable ActivityInstance instance, List<String> ids) {
        if (instance == null) {
            return;
        }
        if (instance.getChildActivityInstances().length == 0 && instance.getChildTransitionInstances().length == 0) {
            ids.add(instance.getActivityId());
        }
        Arrays.stream(instance.getChildTransitionInstances())
                .forEach(transition -> ids.add(transition.getActivityId()));
        Arrays.stream(instance.getChildActivityInstances()).forEach(child -> collect(child, ids));
    }

    private String xml(String definitionId) {
        try (InputStream stream = repository.getProcessModel(definitionId)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
