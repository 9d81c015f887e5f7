package io.aftercare.calendar;

import io.aftercare.calendar.CalendarInput.HolidayInput;
import io.aftercare.calendar.CalendarInput.SeasonInput;
import io.aftercare.calendar.CalendarInput.SlotInput;
import io.aftercare.calendar.CalendarInput.WorkdayInput;
import io.aftercare.calendar.CalendarUse.Moves;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Calendars over HTTP, for those who keep them. */
@RestController
@RequestMapping("/api/calendars")
@PreAuthorize("hasAnyRole('service-managers', 'process-owners', 'camunda-admin')")
class CalendarController {

    private final Calendars calendars;

    CalendarController(Calendars calendars) {
        this.calendars = calendars;
    }

    @GetMapping
    List<CalendarView> list() {
        return calendars.list().stream().map(CalendarView::of).toList();
    }

    @GetMapping("/{name}")
    CalendarView get(@PathVariable String name) {
        return CalendarView.of(calendars.get(name));
    }

    /** {@code version} is the version that was edited; absent for a new calendar. */
    @PutMapping("/{name}")
    CalendarView save(@PathVariable String name, @RequestBody CalendarInput input) {
        calendars.save(name, input);
        return CalendarView.of(calendars.get(name));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        calendars.delete(name);
    }

    /** Which running clocks would move. */
    @PostMapping("/{name}/preview")
    Moves preview(@PathVariable String name, @RequestBody CalendarInput draft) {
        return calendars.preview(name, draft);
    }

    /** A file of holidays and make-up days, ICS or holiday-cn's JSON. */
    @PostMapping("/{name}/holidays")
    CalendarView holidays(
            @PathVariable String name,
            @RequestBody byte[] file,
            @RequestParam(required = false) @Nullable DayOfWeek like) {
        calendars.importHolidays(name, file, like);
        return CalendarView.of(calendars.get(name));
    }

    /** The same as {@link CalendarInput}, with who saved it; {@code behind} clocks are not counted anew yet. */
    record CalendarView(
            String name,
            int version,
            String zone,
            List<SlotInput> slots,
            List<HolidayInput> holidays,
            List<WorkdayInput> workdays,
            List<SeasonInput> seasons,
            String savedBy,
            Instant savedAt,
            long behind) {

        static CalendarView of(SavedCalendar saved) {
            CalendarInput content = CalendarInput.of(saved.plan(), saved.version());
            return new CalendarView(
                    saved.name(),
                    saved.version(),
                    saved.plan().zone().getId(),
                    orNone(content.slots()),
                    orNone(content.holidays()),
                    orNone(content.workdays()),
                    orNone(content.seasons()),
                    saved.savedBy(),
                    saved.savedAt(),
                    saved.behind());
        }

        private static <T> List<T> orNone(@Nullable List<T> list) {
            return list == null ? List.of() : list;
        }
    }
}
