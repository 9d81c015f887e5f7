package io.aftercare.desk;

import io.aftercare.security.StaffDirectory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A house without people. */
class Nobody implements StaffDirectory {

    @Override
    public List<Person> members(String group) {
        return List.of();
    }

    @Override
    public @Nullable Person find(String id) {
        return null;
    }
}
