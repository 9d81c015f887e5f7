package io.aftercare.calendar;

import io.aftercare.calendar.CalendarMapper.DayRow;
import io.aftercare.calendar.CalendarMapper.Head;
import io.aftercare.calendar.CalendarMapper.SeasonRow;
import io.aftercare.calendar.CalendarMapper.SlotRow;
import io.aftercare.calendar.CalendarPlan.Holiday;
import io.aftercare.calendar.CalendarPlan.Season;
import io.aftercare.calendar.CalendarPlan.Slot;
import io.aftercare.calendar.CalendarPlan.Workday;
import io.aftercare.transaction.OncePerTransaction;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Calendars for those who count with them; a version never changes, so it is read once. */
@Service
@Transactional(readOnly = true)
public class ServiceCalendars {

    /** The calendar that holds where nothing else is said (D9). */
    public static final String SERVICE_HOURS = "SERVICE_HOURS";

    private static final int MOST_KEPT = 500;

    private final CalendarMapper calendars;
    private final Map<Version, ServiceCalendar> known = new ConcurrentHashMap<>();
    private final OncePerTransaction<String, Integer> versions;

    ServiceCalendars(CalendarMapper calendars) {
        this.calendars = calendars;
        this.versions = new OncePerTransaction<>(calendars::findVersion);
    }

    /** The calendar as it is now, if there is one of that name. */
    public Optional<ServiceCalendar> current(String name) {
        if (name.equals(ServiceCalendar.ALWAYS)) {
            return Optional.of(ServiceCalendar.AROUND_THE_CLOCK);
        }
        Integer version = versions.of(name);
        return version == null ? Optional.empty() : Optional.of(version(name, version));
    }

    /** This transaction has added a version. */
    void changed() {
        versions.forget();
    }

    /** The house's service hours. */
    public ServiceCalendar serviceHours() {
        return current(SERVICE_HOURS)
                .orElseThrow(() -> new IllegalStateException("The calendar " + SERVICE_HOURS + " is missing"));
    }

    /** The calendar as it was in one of its versions. */
    public ServiceCalendar version(String name, int version) {
        if (name.equals(ServiceCalendar.ALWAYS)) {
            return ServiceCalendar.AROUND_THE_CLOCK;
        }
        Version wanted = new Version(name, version);
        ServiceCalendar kept = known.get(wanted);
        if (kept != null) {
            return kept;
        }
        ServiceCalendar read = new ServiceCalendar(name, version, plan(name, version));
        if (known.size() >= MOST_KEPT) {
            known.clear();
        }
        known.put(wanted, read);
        return read;
    }

    CalendarPlan plan(String name, int version) {
        Head head = calendars
                .findHead(name, version)
                .orElseThrow(() -> new IllegalStateException("No version " + version + " of calendar " + name));
        List<SlotRow> slots = calendars.findSlots(name, version);
        List<DayRow> days = calendars.findDays(name, version);
        return new CalendarPlan(
                ZoneId.of(head.zone()),
                slots(slots, 0),
                days.stream()
                        .filter(day -> day.likeDay() == null)
                        .map(day -> new Holiday(day.onDay(), day.name()))
                        .toList(),
                days.stream()
                        .filter(day -> day.likeDay() != null)
                        .map(day -> new Workday(
                                day.onDay(), day.name(), DayOfWeek.of(Objects.requireNonNull(day.likeDay()))))
                        .toList(),
                calendars.findSeasons(name, version).stream()
                        .map(season -> season(season, slots))
                        .toList());
    }

    private static Season season(SeasonRow row, List<SlotRow> slots) {
        return new Season(row.name(), row.firstDay(), row.lastDay(), slots(slots, row.seasonNo()));
    }

    private static List<Slot> slots(List<SlotRow> slots, int seasonNo) {
        return slots.stream()
                .filter(slot -> slot.seasonNo() == seasonNo)
                .map(slot -> new Slot(DayOfWeek.of(slot.dayOfWeek()), slot.beginMinute(), slot.endMinute()))
                .toList();
    }

    /** Under which a version is kept. */
    private record Version(String name, int no) {}
}
