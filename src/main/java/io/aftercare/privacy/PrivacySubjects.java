package io.aftercare.privacy;

import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.security.Groups;
import io.aftercare.security.StaffDirectory;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockSubjects;
import io.aftercare.tracking.TicketClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Privacy requests as subjects of clocks: supervisors hear of one that has not been decided, managers of a late one. */
@Component
class PrivacySubjects implements ClockSubjects {

    private static final int DUE = 100;

    private final PrivacyRequests requests;
    private final Notifier notifier;
    private final StaffDirectory staff;

    PrivacySubjects(PrivacyRequests requests, Notifier notifier, StaffDirectory staff) {
        this.requests = requests;
        this.notifier = notifier;
        this.staff = staff;
    }

    @Override
    public String type() {
        return PrivacyRequests.SUBJECT;
    }

    @Override
    public Held lock(String ref) {
        PrivacyRequest request = requests.lock(Long.parseLong(ref));
        return new Held() {
            @Override
            public boolean waitsFor(ClockName name) {
                return request.isOpen();
            }

            @Override
            public Map<String, @Nullable Object> inputs() {
                return new HashMap<>();
            }

            @Override
            public void reached(TicketClock clock, int level) {
                List<String> groups = level < DUE
                        ? List.of(Groups.SERVICE_SUPERVISORS)
                        : List.of(Groups.SERVICE_SUPERVISORS, Groups.SERVICE_MANAGERS);
                groups.stream()
                        .flatMap(group -> staff.members(group).stream())
                        .map(StaffDirectory.Person::id)
                        .distinct()
                        .forEach(user -> notifier.toColleague(
                                user,
                                Template.PRIVACY_LATE,
                                "privacy-" + ref + "-" + level,
                                Map.of("dueAt", clock.dueAt().toString(), "level", Integer.toString(level))));
            }

            @Override
            public void moved(Set<ClockName> names) {
                // nobody's task carries this due time
            }
        };
    }
}
