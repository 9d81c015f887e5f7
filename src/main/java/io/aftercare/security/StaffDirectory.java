package io.aftercare.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port to the people of the house and their groups. */
public interface StaffDirectory {

    /** Members of a group that have a mail address. */
    List<Person> members(String group);

    @Nullable
    Person find(String id);

    /** The groups that a person belongs to; none for somebody unknown. */
    default List<String> groups(String id) {
        return List.of();
    }

    /** Whether mail from this address claims to come from one of the house. */
    default boolean hasAddress(String email) {
        return false;
    }

    record Person(String id, String name, @Nullable String email) {}
}
