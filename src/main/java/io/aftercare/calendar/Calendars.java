package io.aftercare.calendar;

import io.aftercare.calendar.CalendarInput.HolidayInput;
import io.aftercare.calendar.CalendarInput.WorkdayInput;
import io.aftercare.calendar.CalendarMapper.DayRow;
import io.aftercare.calendar.CalendarMapper.Head;
import io.aftercare.calendar.CalendarMapper.SeasonRow;
import io.aftercare.calendar.CalendarMapper.SlotRow;
import io.aftercare.calendar.CalendarPlan.Season;
import io.aftercare.calendar.CalendarPlan.Slot;
import io.aftercare.calendar.CalendarUse.Moves;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Calendars for those who keep them: read, tried out, saved as a new version, filled with published holidays (E-12). */
@Service
@Transactional
public class Calendars {

    /** As many moving clocks are listed one by one. */
    public static final int LISTED = 50;

    private static final int LARGEST_FILE = 512 * 1024;

    private final CalendarMapper calendars;
    private final ServiceCalendars versions;
    private final ObjectProvider<CalendarUse> use;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Calendars(
            CalendarMapper calendars,
            ServiceCalendars versions,
            ObjectProvider<CalendarUse> use,
            CurrentUser currentUser,
            ApplicationEventPublisher events,
            Clock clock) {
        this.calendars = calendars;
        this.versions = versions;
        this.use = use;
        this.currentUser = currentUser;
        this.events = events;
        this.clock = clock;
    }

    /** By name. */
    @Transactional(readOnly = true)
    public List<SavedCalendar> list() {
        return calendars.findAll().stream().map(this::saved).toList();
    }

    /** The calendar as it stands now, or 404. */
    @Transactional(readOnly = true)
    public SavedCalendar get(String name) {
        Integer version = calendars.findVersion(name);
        if (version == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "problem.calendar-unknown", shortened(name));
        }
        return saved(calendars.findHead(name, version).orElseThrow());
    }

    /** What runs and would be due at another time; nothing is written. */
    @Transactional(readOnly = true)
    public Moves preview(String name, CalendarInput draft) {
        CalendarRules.checkName(name);
        return preview(name, rules().check(draft));
    }

    /** A new version, or a new calendar; whoever edited an older version than the newest gets a 409. */
    public SavedCalendar save(String name, CalendarInput input) {
        CalendarRules.checkName(name);
        CalendarPlan plan = rules().check(input);
        return save(name, plan, Objects.requireNonNullElse(input.version(), 0));
    }

    /** Only one that nothing runs by, and never the house's own. */
    public void delete(String name) {
        SavedCalendar found = get(name);
        if (name.equals(ServiceCalendars.SERVICE_HOURS)) {
            throw CalendarRules.refusal("problem.calendar-needed", name);
        }
        if (use().inUse(name)) {
            throw CalendarRules.refusal("problem.calendar-in-use", name);
        }
        if (calendars.delete(name, found.version()) == 0) {
            throw changedMeanwhile();
        }
    }

    /**
     * The calendar with the days of a file (holiday-cn's JSON or ICS) instead of what it said about them, not saved:
     * to be shown, previewed or edited first. Make-up working days get the hours of {@code like}.
     */
    @Transactional(readOnly = true)
    public CalendarInput withHolidays(String name, byte[] file, @Nullable DayOfWeek like) {
        if (file.length > LARGEST_FILE) {
            throw new ProblemException(ProblemType.TOO_LARGE, "problem.holidays-too-large", LARGEST_FILE / 1024);
        }
        SavedCalendar stands = get(name);
        ZoneId zone = stands.plan().zone();
        HolidayFile read = new HolidayFiles(zone, clock.instant().atZone(zone).toLocalDate()).read(file);
        Set<Object> told = read.days().stream().map(HolidayFile.Day::date).collect(Collectors.toSet());
        CalendarInput before = CalendarInput.of(stands.plan(), stands.version());
        List<HolidayInput> holidays = new ArrayList<>(Objects.requireNonNull(before.holidays()).stream()
                .filter(day -> !told.contains(Objects.requireNonNull(day.date())))
                .toList());
        List<WorkdayInput> workdays = new ArrayList<>(Objects.requireNonNull(before.workdays()).stream()
                .filter(day -> !told.contains(Objects.requireNonNull(day.date())))
                .toList());
        for (HolidayFile.Day day : read.days()) {
            if (day.worked()) {
                workdays.add(new WorkdayInput(day.date(), day.name(), like));
            } else {
                holidays.add(new HolidayInput(day.date(), day.name()));
            }
        }
        return new CalendarInput(before.version(), before.zone(), before.slots(), holidays, workdays, before.seasons());
    }

    /** Saves what {@link #withHolidays} gives. */
    public SavedCalendar importHolidays(String name, byte[] file, @Nullable DayOfWeek like) {
        return save(name, withHolidays(name, file, like));
    }

    /** The house's own calendar at the first start; what stands already stays. */
    void firstServiceHours(CalendarPlan plan) {
        if (calendars.findVersion(ServiceCalendars.SERVICE_HOURS) == null) {
            write(ServiceCalendars.SERVICE_HOURS, 1, plan, "system");
            calendars.insertAt(ServiceCalendars.SERVICE_HOURS, 1);
        }
    }

    private Moves preview(String name, CalendarPlan plan) {
        Integer version = calendars.findVersion(name);
        return use().wouldMove(new ServiceCalendar(name, version == null ? 0 : version, plan), LISTED);
    }

    private SavedCalendar save(String name, CalendarPlan plan, int edited) {
        Integer standing = calendars.findVersion(name);
        int next;
        if (standing == null) {
            if (edited != 0) {
                throw changedMeanwhile();
            }
            Integer kept = calendars.findKept(name);
            next = kept == null ? 1 : kept + 1;
            try {
                calendars.insertAt(name, next);
            } catch (DuplicateKeyException raced) {
                throw changedMeanwhile();
            }
        } else {
            if (edited != standing || calendars.advance(name, standing) == 0) {
                throw changedMeanwhile();
            }
            next = standing + 1;
        }
        write(name, next, plan, currentUser.id());
        events.publishEvent(new CalendarChanged(name, next));
        return get(name);
    }

    private void write(String name, int version, CalendarPlan plan, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        calendars.insertVersion(name, version, plan.zone().getId(), by, now);
        versions.changed();
        writeSlots(name, version, 0, plan.slots());
        int seasonNo = 0;
        for (Season season : plan.seasons()) {
            seasonNo++;
            calendars.insertSeason(name, version, new SeasonRow(seasonNo, season.name(), season.from(), season.to()));
            writeSlots(name, version, seasonNo, season.slots());
        }
        List<DayRow> days = new ArrayList<>();
        plan.holidays().forEach(day -> days.add(new DayRow(day.date(), day.name(), null)));
        plan.workdays()
                .forEach(day ->
                        days.add(new DayRow(day.date(), day.name(), day.like().getValue())));
        days.sort(Comparator.comparing(DayRow::onDay));
        days.forEach(day -> calendars.insertDay(name, version, day));
    }

    private void writeSlots(String name, int version, int seasonNo, List<Slot> slots) {
        for (Slot slot : slots) {
            calendars.insertSlot(name, version, new SlotRow(seasonNo, slot.day().getValue(), slot.begin(), slot.end()));
        }
    }

    private SavedCalendar saved(Head head) {
        return new SavedCalendar(
                head.name(),
                head.versionNo(),
                versions.plan(head.name(), head.versionNo()),
                head.savedBy(),
                head.savedAt(),
                use().behind(head.name(), head.versionNo()));
    }

    private CalendarRules rules() {
        return new CalendarRules(clock.instant(), clock.getZone());
    }

    private CalendarUse use() {
        return use.getObject();
    }

    private static ProblemException changedMeanwhile() {
        return new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
    }

    private static String shortened(String name) {
        return name.length() > 30 ? name.substring(0, 30) : name;
    }
}
