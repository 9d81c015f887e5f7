package io.aftercare.process;

import io.aftercare.checklist.ChecklistService;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.IdentityLink;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Stands at the end of every human task, whatever door it is completed by: only assignee or candidate passes, and only
 * with fields that {@link CamundaWorklist} brought; then the task's {@link Completion} does its work.
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
    private final CurrentUser currentUser;

    CompletionListener(
            ObjectProvider<Map<String, Completion>> completions,
            ObjectProvider<ChecklistService> checklists,
            CurrentUser currentUser) {
        this.completions = completions;
        this.checklists = checklists;
        this.currentUser = currentUser;
    }

    /** The key of the task that this thread is completing, or null. */
    static @Nullable String completing() {
        return COMPLETING.get();
    }

    @Override
    public void notify(DelegateTask task) {
        if (!mayComplete(task)) {
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
            completion.complete(task, new Submitted(fields));
        } finally {
            COMPLETING.remove();
        }
    }

    private boolean mayComplete(DelegateTask task) {
        String user = currentUser.id();
        if (user.equals(task.getAssignee())) {
            return true;
        }
        for (IdentityLink link : task.getCandidates()) {
            if (user.equals(link.getUserId()) || link.getGroupId() != null && currentUser.isIn(link.getGroupId())) {
                return true;
            }
        }
        return false;
    }

    /** What a person submitted for one task. */
    record Submission(String taskId, Map<String, @Nullable Object> fields) {}
}
