package io.aftercare.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port to the people of the house and their groups. */
public interface StaffDirectory {

    /** Members of a group that have a mail address. */
    List<Person> members(String group);

    @Nullable
    Person find(String id);

    record Person(String id, String name, @Nullable String email) {}
}
