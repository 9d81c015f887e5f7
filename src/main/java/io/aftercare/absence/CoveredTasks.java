package io.aftercare.absence;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port to the open tasks that an absent person would have worked on. */
public interface CoveredTasks {

    /** Assigned to him, or to nobody while one of his groups could take them. */
    List<Held> heldBy(String person, Collection<String> groups);

    /** Lets somebody see the task in his list; false when it is finished. */
    boolean show(String taskId, String user);

    /**
     * Takes it out of his list again. If he had taken it over, it goes back to {@code formerAssignee}, or to nobody.
     */
    void hide(String taskId, String user, boolean claimed, @Nullable String formerAssignee);

    record Held(
            String taskId,
            String taskKey,
            String taskName,
            String ticket,
            @Nullable String assignee,
            List<String> groups) {}
}
