package io.aftercare.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Port to the accounts of people whom an identity provider knows (issue 5.6). */
public interface StaffAccounts {

    /** Longer ids would not fit; these characters are what the engine takes. */
    String ID = "[a-zA-Z0-9._@-]{1,64}";

    boolean exists(String id);

    Set<String> knownGroups();

    /** Creates or renews a person who cannot sign in with a password and belongs to exactly these groups. */
    void put(Account account, Set<String> groups);

    void leaveAllGroups(String id);

    record Account(
            String id,
            String firstName,
            String lastName,
            @Nullable String email) {}
}
