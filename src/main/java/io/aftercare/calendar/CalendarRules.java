package io.aftercare.calendar;

import io.aftercare.calendar.CalendarInput.HolidayInput;
import io.aftercare.calendar.CalendarInput.SeasonInput;
import io.aftercare.calendar.CalendarInput.SlotInput;
import io.aftercare.calendar.CalendarInput.WorkdayInput;
import io.aftercare.calendar.CalendarPlan.Holiday;
import io.aftercare.calendar.CalendarPlan.Season;
import io.aftercare.calendar.CalendarPlan.Slot;
import io.aftercare.calendar.CalendarPlan.Workday;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a calendar must be before anybody counts with it; each refusal says what is wrong and where. */
final class CalendarRules {

    static final int MOST_DAYS = 2_000;

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{1,29}");
    private static final int MOST_SLOTS = 200;
    private static final int MOST_SEASONS = 50;
    private static final int LONGEST_NAME = 100;
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final int YEARS_AHEAD = 10;
    private static final Duration A_YEAR = Duration.ofDays(365);
    /** Room for the longest limit that counts service time and for half as much again, when the head is told. */
    private static final Duration LEAST_IN_A_YEAR = Duration.ofHours(48);

    private final LocalDate lastDay;
    private final Instant now;

    CalendarRules(Instant now, ZoneId zone) {
        this.now = now;
        this.lastDay = now.atZone(zone).toLocalDate().plusYears(YEARS_AHEAD);
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches() || name.equals(ServiceCalendar.ALWAYS)) {
            throw refusal("problem.calendar-name", name);
        }
    }

    CalendarPlan check(CalendarInput input) {
        new Checks()
                .required("zone", input.zone())
                .required("slots", input.slots())
                .refuseIfAny();
        ZoneId zone = zone(Objects.requireNonNull(input.zone()));
        List<Holiday> holidays = new ArrayList<>();
        Set<LocalDate> dated = new HashSet<>();
        for (HolidayInput day : orNone(input.holidays())) {
            holidays.add(new Holiday(date(day.date(), "holidays.date", dated), name(day.name())));
        }
        List<Workday> workdays = new ArrayList<>();
        for (WorkdayInput day : orNone(input.workdays())) {
            DayOfWeek like = Objects.requireNonNullElse(day.like(), DayOfWeek.MONDAY);
            workdays.add(new Workday(date(day.date(), "workdays.date", dated), name(day.name()), like));
        }
        if (dated.size() > MOST_DAYS) {
            throw refusal("problem.calendar-too-many", MOST_DAYS);
        }
        holidays.sort(Comparator.comparing(Holiday::date));
        workdays.sort(Comparator.comparing(Workday::date));
        CalendarPlan plan = new CalendarPlan(
                zone, slots(orNone(input.slots())), holidays, workdays, seasons(orNone(input.seasons())));
        refuseWithoutService(plan);
        return plan;
    }

    private void refuseWithoutService(CalendarPlan plan) {
        if (plan.slots().isEmpty()) {
            throw refusal("problem.calendar-no-service");
        }
        ServiceCalendar draft = new ServiceCalendar("DRAFT", 0, plan);
        if (!draft.openFrom(now, now.plus(A_YEAR)).hasNext()) {
            throw refusal("problem.calendar-no-service-within-year");
        }
        if (draft.serviceTime(now, now.plus(A_YEAR)).compareTo(LEAST_IN_A_YEAR) < 0) {
            throw refusal("problem.calendar-too-little", LEAST_IN_A_YEAR.toHours());
        }
        for (Season season : plan.seasons()) {
            Instant begin = season.from().atStartOfDay(plan.zone()).toInstant();
            if (begin.isAfter(now) && !draft.openFrom(begin, begin.plus(A_YEAR)).hasNext()) {
                throw refusal("problem.calendar-closed-too-long", season.name());
            }
        }
    }

    private List<Season> seasons(List<SeasonInput> inputs) {
        if (inputs.size() > MOST_SEASONS) {
            throw refusal("problem.calendar-too-many", MOST_SEASONS);
        }
        List<Season> seasons = new ArrayList<>();
        for (SeasonInput input : inputs) {
            String name =
                    Checks.text("seasons.name", input.name(), LONGEST_NAME).strip();
            LocalDate from = date(input.from(), "seasons.from", null);
            LocalDate to = date(input.to(), "seasons.to", null);
            if (to.isBefore(from)) {
                throw refusal("problem.calendar-season-end", name);
            }
            for (Season other : seasons) {
                if (!other.to().isBefore(from) && !to.isBefore(other.from())) {
                    throw refusal("problem.calendar-season-overlap", other.name(), name);
                }
            }
            seasons.add(new Season(name, from, to, slots(orNone(input.slots()))));
        }
        seasons.sort(Comparator.comparing(Season::from));
        return seasons;
    }

    private static List<Slot> slots(List<SlotInput> inputs) {
        if (inputs.size() > MOST_SLOTS) {
            throw refusal("problem.calendar-too-many", MOST_SLOTS);
        }
        List<Slot> slots = new ArrayList<>();
        for (SlotInput input : inputs) {
            new Checks()
                    .required("slots.day", input.day())
                    .required("slots.from", input.from())
                    .required("slots.to", input.to())
                    .refuseIfAny();
            slots.add(new Slot(
                    Objects.requireNonNull(input.day()),
                    minutes(Objects.requireNonNull(input.from())),
                    minutes(Objects.requireNonNull(input.to()))));
        }
        slots.sort(Comparator.comparing(Slot::day).thenComparing(Slot::begin).thenComparing(Slot::end));
        @Nullable Slot before = null;
        for (Slot slot : slots) {
            if (slot.end() <= slot.begin()) {
                throw refusal("problem.calendar-slot-end", slot.day(), text(slot));
            }
            if (before != null && before.day() == slot.day() && slot.begin() < before.end()) {
                throw refusal("problem.calendar-slot-overlap", slot.day(), text(before), text(slot));
            }
            before = slot;
        }
        return slots;
    }

    private static String text(Slot slot) {
        return TimeOfDay.text(slot.begin()) + "-" + TimeOfDay.text(slot.end());
    }

    private static int minutes(String text) {
        OptionalInt minutes = TimeOfDay.minutes(text);
        return minutes.orElseThrow(() -> refusal("problem.calendar-time", shortened(text)));
    }

    private static ZoneId zone(String id) {
        try {
            ZoneId zone = ZoneId.of(id.strip());
            if (zone.getId().length() <= 60 && (ZoneId.getAvailableZoneIds().contains(zone.getId()))) {
                return zone;
            }
        } catch (DateTimeException unknown) {
            throw refusal("problem.calendar-zone", shortened(id));
        }
        throw refusal("problem.calendar-zone", shortened(id));
    }

    private LocalDate date(@Nullable LocalDate date, String field, @Nullable Set<LocalDate> once) {
        new Checks().required(field, date).refuseIfAny();
        LocalDate given = Objects.requireNonNull(date);
        if (given.isBefore(FIRST_DAY) || given.isAfter(lastDay)) {
            throw refusal("problem.calendar-date-outside", given.toString(), FIRST_DAY.toString(), lastDay.toString());
        }
        if (once != null && !once.add(given)) {
            throw refusal("problem.calendar-date-twice", given.toString());
        }
        return given;
    }

    private static String name(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return "";
        }
        return Checks.text("name", name.strip(), LONGEST_NAME);
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) : text;
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    static ProblemException refusal(String key, Object... arguments) {
        return new ProblemException(ProblemType.RULE_REFUSES, key, arguments);
    }
}
