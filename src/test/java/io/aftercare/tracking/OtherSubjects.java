package io.aftercare.tracking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something else than a ticket that has clocks. */
class OtherSubjects implements ClockSubjects {

    final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Override
    public String type() {
        return "ORDER";
    }

    @Override
    public Held lock(String ref) {
        return new Held() {
            @Override
            public boolean waitsFor(ClockName name) {
                return true;
            }

            @Override
            public Map<String, @Nullable Object> inputs() {
                return new HashMap<>();
            }

            @Override
            public void reached(TicketClock clock, int level) {
                told.add(ref + " " + clock.name() + " " + level);
            }

            @Override
            public void moved(Set<ClockName> names) {
                told.add(ref + " moved " + names);
            }
        };
    }
}
