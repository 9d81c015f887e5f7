package io.aftercare.security;

import java.util.Collection;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which sessions still go on, on whatever node they ended: the library tells nobody when a row is deleted. */
@Component
public class OpenSessions {

    private final SessionMapper sessions;

    OpenSessions(SessionMapper sessions) {
        this.sessions = sessions;
    }

    public Set<String> among(Collection<String> ids) {
        return ids.isEmpty() ? Set.of() : sessions.findOpen(ids);
    }
}
