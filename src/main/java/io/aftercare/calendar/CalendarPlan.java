package io.aftercare.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** What people wrote into a calendar, checked and in order (L1). */
public record CalendarPlan(
        ZoneId zone, List<Slot> slots, List<Holiday> holidays, List<Workday> workdays, List<Season> seasons) {

    public CalendarPlan {
        slots = List.copyOf(slots);
        holidays = List.copyOf(holidays);
        workdays = List.copyOf(workdays);
        seasons = List.copyOf(seasons);
    }

    /** The same hours on every day of the week; 00:00 as the end is the end of the day. */
    public static CalendarPlan everyDay(LocalTime opensAt, LocalTime closesAt, ZoneId zone) {
        int begin = opensAt.toSecondOfDay() / 60;
        int end = closesAt.equals(LocalTime.MIDNIGHT) ? TimeOfDay.DAY : closesAt.toSecondOfDay() / 60;
        List<Slot> slots = Arrays.stream(DayOfWeek.values())
                .map(day -> new Slot(day, begin, end))
                .toList();
        return new CalendarPlan(zone, slots, List.of(), List.of(), List.of());
    }

    /** One stretch of service time on a day of the week, in minutes from midnight; 1440 is the end of the day. */
    public record Slot(DayOfWeek day, int begin, int end) {}

    /** A day without service. */
    public record Holiday(LocalDate date, String name) {}

    /** A day that is worked although the week says otherwise (调休); its hours are those of another weekday. */
    public record Workday(LocalDate date, String name, DayOfWeek like) {}

    /** Days with a week of their own, for example 618 or 双11 (E-12); both ends included. */
    public record Season(String name, LocalDate from, LocalDate to, List<Slot> slots) {

        public Season {
            slots = List.copyOf(slots);
        }

        boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }
}
