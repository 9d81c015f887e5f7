package io.aftercare.checklist;

import java.util.List;

/** Port to the models: which human tasks there are, in the order of the line. */
public interface HumanTasks {

    List<HumanTask> all();

    /** @param name as it stands on the diagram; {@code model} likewise */
    record HumanTask(String key, String name, String model) {}
}
