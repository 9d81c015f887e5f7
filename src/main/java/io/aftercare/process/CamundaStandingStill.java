package io.aftercare.process;

import io.aftercare.operation.StandingStill;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Incidents where they arose; what the engine repeats for each process above is left out. */
@Component
class CamundaStandingStill implements StandingStill {

    private final ObjectProvider<RuntimeService> runtime;
    private final ObjectProvider<ManagementService> management;
    private final ObjectProvider<RepositoryService> repository;

    CamundaStandingStill(
            ObjectProvider<RuntimeService> runtime,
            ObjectProvider<ManagementService> management,
            ObjectProvider<RepositoryService> repository) {
        this.runtime = runtime;
        this.management = management;
        this.repository = repository;
    }

    @Override
    public List<StandingStill.Work> oldest(int limit) {
        return told(runtime.getObject()
                .createIncidentQuery()
                .orderByIncidentTimestamp()
                .asc()
                .listPage(0, limit));
    }

    @Override
    public Optional<StandingStill.Work> find(String id) {
        return told(runtime.getObject().createIncidentQuery().incidentId(id).list()).stream()
                .findFirst();
    }

    /** The one who repeats is asked for by the page; the engine is called as itself, as for background work. */
    @Override
    public boolean retry(StandingStill.Work incident) {
        Incident known = runtime.getObject()
                .createIncidentQuery()
                .incidentId(incident.id())
                .singleResult();
        if (known == null || !isJob(known)) {
            return false;
        }
        Job job = management
                .getObject()
                .createJobQuery()
                .jobId(known.getConfiguration())
                .singleResult();
        if (job == null || job.getRetries() > 0) {
            return false;
        }
        EngineCalls.run(() -> management.getObject().setJobRetries(job.getId(), 1));
        return true;
    }

    private List<StandingStill.Work> told(List<Incident> incidents) {
        List<Incident> causes = incidents.stream()
                .filter(incident -> incident.getId().equals(incident.getCauseIncidentId()))
                .toList();
        Map<String, String> tickets = tickets(causes);
        return causes.stream()
                .map(incident -> new StandingStill.Work(
                        incident.getId(),
                        incident.getProcessInstanceId() == null ? null : tickets.get(incident.getProcessInstanceId()),
                        step(incident),
                        incident.getIncidentTimestamp().toInstant(),
                        Objects.requireNonNullElse(incident.getIncidentMessage(), ""),
                        isJob(incident)))
                .toList();
    }

    private Map<String, String> tickets(List<Incident> incidents) {
        Set<String> instances = incidents.stream()
                .map(Incident::getProcessInstanceId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<String, String> tickets = new HashMap<>();
        if (!instances.isEmpty()) {
            for (ProcessInstance instance : runtime.getObject()
                    .createProcessInstanceQuery()
                    .processInstanceIds(instances)
                    .list()) {
                String number = instance.getBusinessKey();
                if (number != null) {
                    tickets.put(instance.getId(), number);
                }
            }
        }
        return tickets;
    }

    private String step(Incident incident) {
        String id = incident.getActivityId();
        @Nullable String definition = incident.getProcessDefinitionId();
        if (id == null || definition == null) {
            return incident.getIncidentType();
        }
        ModelElementInstance element =
                repository.getObject().getBpmnModelInstance(definition).getModelElementById(id);
        // what begins by itself says when it does; what it does says the part of the model that it begins
        boolean begins = element instanceof StartEvent && element.getParentElement() instanceof SubProcess;
        String name =
                (begins ? element.getParentElement() : element) instanceof FlowElement step ? step.getName() : null;
        return name == null || name.isBlank() ? id : name;
    }

    private static boolean isJob(Incident incident) {
        return Incident.FAILED_JOB_HANDLER_TYPE.equals(incident.getIncidentType());
    }
}
