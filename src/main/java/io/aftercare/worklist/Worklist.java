package io.aftercare.worklist;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Port to the human tasks that wait in the process; works for the current user. */
public interface Worklist {

    /** The open tasks of a ticket that the current user may see, earliest due first. */
    List<OpenTask> ofTicket(String ticketNumber);

    /** The open tasks with this key that the current user may see, earliest due first; at most two hundred. */
    List<OpenTask> open(String key);

    /** The decisions that wait for the current user, in his own right or as a substitute, earliest due first. */
    List<Decision> decisions();

    /** One of them; 403 when it is not his, 409 when it was taken meanwhile. */
    Decision decision(String taskId);

    /** Whether the task still waits. */
    boolean isOpen(String taskId);

    /** Makes the task his own; 403 unless he is a candidate, 409 when somebody else has it. */
    void claim(String taskId);

    /** Gives it back to its groups; only who holds it, or a supervisor. */
    void unclaim(String taskId);

    /**
     * Completes a task with the fields of its form: the one road for the API and Tasklist. 403 for who is neither
     * assignee nor candidate, 422 for wrong, missing or foreign fields, 409 when it was finished meanwhile.
     */
    void complete(String taskId, Map<String, @Nullable Object> fields);
}
