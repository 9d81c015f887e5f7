package io.aftercare.tracking;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whoever has clocks says here what a level means for him; one bean per kind of subject. */
public interface ClockSubjects {

    /** As it stands on the clock's row, for example {@link Subject#TICKET}. */
    String type();

    /** Locks the subject's own row until the transaction ends: two who change its clocks come one after the other. */
    Held lock(String ref);

    /** A subject that nobody else changes meanwhile. */
    interface Held {

        /** Whether anybody still waits for what the clock measures; if not, it stops. */
        boolean waitsFor(ClockName name);

        /** What the table of service levels is asked with; the clock's name is added. */
        Map<String, @Nullable Object> inputs();

        /** The clock has reached a level of the ladder, for the only time. */
        void reached(TicketClock clock, int level);

        /** These clocks have another due time now. */
        void moved(Set<ClockName> names);
    }
}
