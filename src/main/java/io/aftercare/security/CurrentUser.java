package io.aftercare.security;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who acts now: the signed-in member of staff. Authorities are {@code ROLE_<group>}. */
@Component
public class CurrentUser {

    /** The user's id; 401 when nobody is signed in. */
    public String id() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !authentication.isAuthenticated()
                || "anonymousUser".equals(authentication.getName())) {
            throw new ProblemException(ProblemType.NOT_SIGNED_IN, "problem.not-signed-in");
        }
        return authentication.getName();
    }

    public boolean isIn(String group) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.getAuthorities().stream()
                        .anyMatch(authority -> authority.getAuthority().equals("ROLE_" + group));
    }

    /** The groups that he signed in with. */
    public List<String> groups() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null
                ? List.of()
                : authentication.getAuthorities().stream()
                        .map(authority -> authority.getAuthority())
                        .filter(role -> role.startsWith("ROLE_"))
                        .map(role -> role.substring("ROLE_".length()))
                        .toList();
    }

    /** Any supervisor, head or service manager. */
    public boolean isSupervisor() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.getAuthorities().stream()
                        .map(authority -> authority.getAuthority())
                        .anyMatch(role -> role.endsWith("-supervisors")
                                || role.endsWith("-heads")
                                || role.equals("ROLE_" + Groups.SERVICE_MANAGERS));
    }
}
