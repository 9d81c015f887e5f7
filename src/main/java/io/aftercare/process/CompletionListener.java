package io.aftercare.process;

import io.aftercare.absence.ActingFor;
import io.aftercare.absence.Covers;
import io.aftercare.checklist.ChecklistService;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Stands at the end of every human task, whatever door it is completed by: only assignee, candidate or who stands in for
 * one of them passes, and only with fields that {@link CamundaWorklist} brought; then the task's {@link Completion} does its work.
 */
@Component
class CompletionListener implements TaskListener {

    /** The transient variable that carries the fields: nothing a person typed is stored in the engine. */
    static final String SUBMISSION = "submission";

    private static final ThreadLocal<@Nullable String> COMPLETING = new ThreadLocal<>();

    /** Ids of the points that were ticked; a field of every form beside the task's own (2-06). */
    private static final String CHECKLIST = "checklist";

    private final ObjectProvider<Map<String, Completion>> completions;
    private final ObjectProvider<ChecklistService> checklists;
    private final ObjectProvider<TaskRights> rights;
    private final ObjectProvider<Covers> covers;
    private final ActingFor actingFor;

    CompletionListener(
            ObjectProvider<Map<String, Completion>> completions,
            ObjectProvider<ChecklistService> checklists,
            ObjectProvider<TaskRights> rights,
            ObjectProvider<Covers> covers,
            ActingFor actingFor) {
        this.completions = completions;
        this.checklists = checklists;
        this.rights = rights;
        this.covers = covers;
        this.actingFor = actingFor;
    }

    /** The key of the task that this thread is completing, or null. */
    static @Nullable String completing() {
        return COMPLETING.get();
    }

    @Override
    public void notify(DelegateTask task) {
        TaskRights.Right right =
                rights.getObject().ofCurrentUser().on(task.getId(), task.getAssignee(), task.getCandidates());
        if (right == null) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.not-your-task");
        }
        if (!(task.getVariable(SUBMISSION) instanceof Submission submission)
                || !submission.taskId().equals(task.getId())) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.complete-by-form");
        }
        Completion completion =
                completions.getObject().get(AfterSalesModel.beanStem(task.getTaskDefinitionKey()) + "Completion");
        if (completion == null) {
            throw new IllegalStateException("No completion for " + task.getTaskDefinitionKey());
        }
        COMPLETING.set(task.getTaskDefinitionKey());
        try {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>(submission.fields());
            List<String> ticked = Submitted.ticks(CHECKLIST, fields.remove(CHECKLIST));
            checklists
                    .getObject()
                    .complete(Completion.ticketOf(task), task.getId(), task.getTaskDefinitionKey(), ticked);
            String absent = right.onBehalfOf();
            actingFor.during(absent, () -> completion.complete(task, new Submitted(fields)));
            if (absent != null) {
                covers.getObject()
                        .acted(
                                Completion.ticketOf(task),
                                task.getId(),
                                task.getTaskDefinitionKey(),
                                task.getName(),
                                absent);
            }
        } finally {
            COMPLETING.remove();
        }
    }

    /** What a person submitted for one task. */
    record Submission(String taskId, Map<String, @Nullable Object> fields) {}
}
