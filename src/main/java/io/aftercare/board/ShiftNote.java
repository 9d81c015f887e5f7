package io.aftercare.board;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one shift wrote down for the next (E-12); never changed afterwards. */
record ShiftNote(
        Instant writtenAt,
        String writtenBy,
        @Nullable String department,
        Shift shiftName,
        @Nullable String writtenFor,
        String text) {

    /** The shift that ends. */
    enum Shift {
        EARLY,
        LATE,
        NIGHT;

        /** The shift that people at that hour of the day would hand over. */
        static Shift endingAround(int hour) {
            return hour >= 9 && hour < 17 ? EARLY : hour >= 17 || hour < 1 ? LATE : NIGHT;
        }
    }
}
