package io.aftercare.board;

import io.aftercare.ticket.Priority;
import io.aftercare.tracking.ClockName;
import org.jspecify.annotations.Nullable;

/**
 * What of the board somebody wants to see. {@code person} owns the ticket or holds one of its tasks; {@code clock}
 * judges tickets by that clock alone; {@code department} {@link #NO_DEPARTMENT} is what the service desk still has.
 */
record BoardFilter(
        @Nullable String department,
        @Nullable String person,
        @Nullable Priority priority,
        @Nullable ClockName clock,
        @Nullable BoardSection state) {

    static final String NO_DEPARTMENT = "none";

    boolean isNarrow() {
        return department != null || person != null || priority != null || clock != null;
    }

    /** Whether the clock is all that is asked for. */
    boolean isNothingElse() {
        return department == null && person == null && priority == null;
    }

    boolean isWithoutDepartment() {
        return NO_DEPARTMENT.equals(department);
    }
}
