package io.aftercare.board;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Port to the open tasks of many tickets at once: who holds what, and whether that changed (3-11). */
public interface Holdings {

    /** The open tasks of these tickets by ticket number, the oldest first; tickets without one are left out. */
    Map<String, List<Holding>> of(Collection<String> numbers);

    /** Numbers of tickets of which this person holds a task now. */
    Set<String> heldBy(String person);

    /** Something for each task that was opened, taken or given back in the last seconds; equal while nothing happens. */
    Set<String> lately();

    /** An open task; {@code assignee} is null while only {@code groups} could take it. */
    record Holding(
            String taskKey,
            String taskName,
            @Nullable String assignee,
            List<String> groups,
            Instant since,
            @Nullable Instant dueAt) {}
}
