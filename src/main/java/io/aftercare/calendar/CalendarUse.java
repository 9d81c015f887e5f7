package io.aftercare.calendar;

import java.time.Instant;
import java.util.List;

/** Port to those who count with calendars: what a change would do to them before it is made, and how far it has come. */
public interface CalendarUse {

    /** What would move if the calendar became like this; nothing is written. */
    Moves wouldMove(ServiceCalendar draft, int first);

    /** How many running clocks still stand where an older version put them. */
    long behind(String name, int version);

    /** Whether anything that runs is counted with it. */
    boolean inUse(String name);

    /** @param running how many count with the calendar, @param moved how many of them would get another due time */
    record Moves(long running, long moved, List<Move> first) {}

    /** One that would move. */
    record Move(String subject, String clock, Instant oldDue, Instant newDue) {}
}
