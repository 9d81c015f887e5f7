package io.aftercare.process;

import java.util.Set;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.jspecify.annotations.Nullable;

/**
 * Keeps where a ticket went and who held it, and nothing that anybody typed: no variables, no form fields, no decision
 * inputs, no operation log. What must be proved later stands in our own tables. Of activities it leaves out exclusive
 * gateways and the starts within subprocesses: nobody stays or works there, what follows tells the way, they are two fifths of
 * all that is passed, and a row costs 2 KB with the ten indexes of the engine's table (P7).
 */
class AftercareHistoryLevel implements HistoryLevel {

    /** Stored in the database with the first start: never change it. */
    static final int ID = 26;

    static final String NAME = "aftercare";

    private static final Set<HistoryEventType> KEPT = Set.of(
            HistoryEventTypes.PROCESS_INSTANCE_START,
            HistoryEventTypes.PROCESS_INSTANCE_UPDATE,
            HistoryEventTypes.PROCESS_INSTANCE_MIGRATE,
            HistoryEventTypes.PROCESS_INSTANCE_END,
            HistoryEventTypes.ACTIVITY_INSTANCE_START,
            HistoryEventTypes.ACTIVITY_INSTANCE_UPDATE,
            HistoryEventTypes.ACTIVITY_INSTANCE_MIGRATE,
            HistoryEventTypes.ACTIVITY_INSTANCE_END,
            HistoryEventTypes.TASK_INSTANCE_CREATE,
            HistoryEventTypes.TASK_INSTANCE_UPDATE,
            HistoryEventTypes.TASK_INSTANCE_MIGRATE,
            HistoryEventTypes.TASK_INSTANCE_COMPLETE,
            HistoryEventTypes.TASK_INSTANCE_DELETE,
            HistoryEventTypes.INCIDENT_CREATE,
            HistoryEventTypes.INCIDENT_MIGRATE,
            HistoryEventTypes.INCIDENT_RESOLVE,
            HistoryEventTypes.INCIDENT_DELETE);

    private static final Set<HistoryEventType> OF_ACTIVITIES =
            Set.of(HistoryEventTypes.ACTIVITY_INSTANCE_START, HistoryEventTypes.ACTIVITY_INSTANCE_END);

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean isHistoryEventProduced(HistoryEventType eventType, @Nullable Object entity) {
        return KEPT.contains(eventType) && !(OF_ACTIVITIES.contains(eventType) && isPassedAtOnce(entity));
    }

    /** Also asked without an entity, when a model is read. */
    private static boolean isPassedAtOnce(@Nullable Object entity) {
        if (!(entity instanceof ExecutionEntity execution) || execution.getActivity() == null) {
            return false;
        }
        ActivityImpl activity = execution.getActivity();
        String type = activity.getProperties().get(BpmnProperties.TYPE);
        return ActivityTypes.GATEWAY_EXCLUSIVE.equals(type)
                || ActivityTypes.START_EVENT.equals(type) && activity.getFlowScope() instanceof ActivityImpl;
    }
}
