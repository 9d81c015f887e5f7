package io.aftercare.process;

import io.aftercare.operation.EngineStanding;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Jobs and incidents as the engine counts them. */
@Component
class CamundaEngineStanding implements EngineStanding {

    private final ObjectProvider<ManagementService> management;
    private final ObjectProvider<RuntimeService> runtime;

    CamundaEngineStanding(ObjectProvider<ManagementService> management, ObjectProvider<RuntimeService> runtime) {
        this.management = management;
        this.runtime = runtime;
    }

    @Override
    public Jobs jobs() {
        ManagementService jobs = management.getObject();
        List<Job> first = jobs.createJobQuery()
                .executable()
                .active()
                .timers()
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1);
        Instant oldest = first.isEmpty() || first.get(0).getDuedate() == null
                ? null
                : first.get(0).getDuedate().toInstant();
        return new Jobs(
                jobs.createJobQuery().executable().active().count(),
                oldest,
                jobs.createJobQuery().noRetriesLeft().count(),
                runtime.getObject().createIncidentQuery().count());
    }
}
