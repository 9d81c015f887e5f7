package io.aftercare.absence;

import io.aftercare.security.CurrentUser;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** For whom the current user acts while he completes a task; nobody else's rights come with it. */
@Component
public class ActingFor {

    private static final ThreadLocal<@Nullable String> ABSENT = new ThreadLocal<>();

    private final CurrentUser currentUser;

    ActingFor(CurrentUser currentUser) {
        this.currentUser = currentUser;
    }

    /** The absent person, or null when everybody acts for himself. */
    public @Nullable String absent() {
        return ABSENT.get();
    }

    /** Everybody whose hands these are: separation of duties holds for each of them. */
    public Set<String> persons() {
        String absent = ABSENT.get();
        String user = currentUser.id();
        return absent == null || absent.equals(user) ? Set.of(user) : Set.of(user, absent);
    }

    public void during(@Nullable String absent, Runnable action) {
        String before = ABSENT.get();
        ABSENT.set(absent);
        try {
            action.run();
        } finally {
            if (before == null) {
                ABSENT.remove();
            } else {
                ABSENT.set(before);
            }
        }
    }
}
