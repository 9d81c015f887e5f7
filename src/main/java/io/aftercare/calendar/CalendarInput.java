package io.aftercare.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A calendar as it arrives from a form or the API, not yet checked. Times are {@code HH:mm}, a slot may end at
 * {@code 24:00}; {@code version} is the version that was edited, absent for a new calendar.
 */
public record CalendarInput(
        @Nullable Integer version,
        @Nullable String zone,
        @Nullable List<SlotInput> slots,
        @Nullable List<HolidayInput> holidays,
        @Nullable List<WorkdayInput> workdays,
        @Nullable List<SeasonInput> seasons) {

    /** One stretch of a weekday. */
    public record SlotInput(
            @Nullable DayOfWeek day,
            @Nullable String from,
            @Nullable String to) {}

    /** A day without service. */
    public record HolidayInput(
            @Nullable LocalDate date, @Nullable String name) {}

    /** A make-up working day and the weekday whose hours it has (Monday's when nothing is said). */
    public record WorkdayInput(
            @Nullable LocalDate date,
            @Nullable String name,
            @Nullable DayOfWeek like) {}

    /** Dated hours of their own. */
    public record SeasonInput(
            @Nullable String name,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable List<SlotInput> slots) {}

    /** The input that would save what stands already. */
    public static CalendarInput of(CalendarPlan plan, @Nullable Integer version) {
        return new CalendarInput(
                version,
                plan.zone().getId(),
                slots(plan.slots()),
                plan.holidays().stream()
                        .map(day -> new HolidayInput(day.date(), day.name()))
                        .toList(),
                plan.workdays().stream()
                        .map(day -> new WorkdayInput(day.date(), day.name(), day.like()))
                        .toList(),
                plan.seasons().stream()
                        .map(season ->
                                new SeasonInput(season.name(), season.from(), season.to(), slots(season.slots())))
                        .toList());
    }

    private static List<SlotInput> slots(List<CalendarPlan.Slot> slots) {
        return slots.stream()
                .map(slot -> new SlotInput(slot.day(), TimeOfDay.text(slot.begin()), TimeOfDay.text(slot.end())))
                .toList();
    }
}
