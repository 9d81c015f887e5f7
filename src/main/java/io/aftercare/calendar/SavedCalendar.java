package io.aftercare.calendar;

import java.time.Instant;

/** A calendar as it stands; {@code behind} running clocks have not been counted anew yet. */
public record SavedCalendar(
        String name, int version, CalendarPlan plan, String savedBy, Instant savedAt, long behind) {}
