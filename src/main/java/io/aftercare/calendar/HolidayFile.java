package io.aftercare.calendar;

import java.time.LocalDate;
import java.util.List;

/** Days that came in a file; {@code worked} means a make-up working day. */
public record HolidayFile(List<Day> days) {

    public HolidayFile {
        days = List.copyOf(days);
    }

    /** One day of the file. */
    public record Day(LocalDate date, String name, boolean worked) {}
}
