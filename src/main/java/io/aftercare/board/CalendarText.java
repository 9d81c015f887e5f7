package io.aftercare.board;

import io.aftercare.calendar.CalendarInput;
import io.aftercare.calendar.CalendarInput.HolidayInput;
import io.aftercare.calendar.CalendarInput.SeasonInput;
import io.aftercare.calendar.CalendarInput.SlotInput;
import io.aftercare.calendar.CalendarInput.WorkdayInput;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A calendar as a person types it: a line of hours for each weekday, a line for each closed or make-up day. Keeps what
 * was typed as it was typed, so that a refusal loses nothing (E-12).
 */
record CalendarText(
        @Nullable Integer version,
        String zone,
        Map<DayOfWeek, String> hours,
        String closed,
        String workdays,
        List<SeasonText> seasons) {

    private static final int MOST_SEASONS = 60;
    private static final int LONGEST_RANGE = 366;
    private static final Pattern SLOT =
            Pattern.compile("([0-9]{1,2})[:：]([0-9]{2})\\s*(?:-|–|—|~|～|至|to)\\s*([0-9]{1,2})[:：]([0-9]{2})");
    private static final Pattern DAY = Pattern.compile(
            "([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?:\\s*(?:\\.\\.|~|～|至)\\s*([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}))?"
                    + "\\s*([^|]*?)\\s*(?:\\|\\s*([A-Za-z]{3,9})\\s*)?");

    /** Dated hours as typed; one without any text does not exist. */
    record SeasonText(String name, String from, String to, Map<DayOfWeek, String> hours) {

        public boolean isEmpty() {
            return name.isBlank()
                    && from.isBlank()
                    && to.isBlank()
                    && hours.values().stream().allMatch(String::isBlank);
        }
    }

    /** What cannot be read, so that the page can say where; {@code key} is a message with {@code what} in it. */
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String key;
        private final String what;

        Unreadable(String key, String what) {
            super(key + ": " + what);
            this.key = key;
            this.what = what.length() > 80 ? what.substring(0, 80) + "…" : what;
        }

        String key() {
            return key;
        }

        String what() {
            return what;
        }
    }

    /** As the fields of the form are named. */
    static CalendarText typed(Map<String, String> fields) {
        List<SeasonText> seasons = new ArrayList<>();
        for (int i = 0; i < MOST_SEASONS && fields.containsKey("season." + i + ".name"); i++) {
            String prefix = "season." + i + ".";
            seasons.add(new SeasonText(
                    fields.getOrDefault(prefix + "name", ""),
                    fields.getOrDefault(prefix + "from", ""),
                    fields.getOrDefault(prefix + "to", ""),
                    hours(fields, prefix)));
        }
        String version = fields.getOrDefault("version", "").strip();
        return new CalendarText(
                version.matches("[0-9]{1,9}") ? Integer.valueOf(version) : null,
                fields.getOrDefault("zone", ""),
                hours(fields, ""),
                fields.getOrDefault("closed", ""),
                fields.getOrDefault("workdays", ""),
                seasons);
    }

    private static Map<DayOfWeek, String> hours(Map<String, String> fields, String prefix) {
        Map<DayOfWeek, String> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            hours.put(day, fields.getOrDefault(prefix + "hours." + day, ""));
        }
        return hours;
    }

    /** A calendar as somebody would have typed it. */
    static CalendarText of(CalendarInput input) {
        return new CalendarText(
                input.version(),
                Objects.requireNonNullElse(input.zone(), ""),
                hours(orNone(input.slots())),
                orNone(input.holidays()).stream()
                        .map(day -> line(day.date(), day.name(), null))
                        .collect(Collectors.joining("\n")),
                orNone(input.workdays()).stream()
                        .map(day -> line(day.date(), day.name(), day.like()))
                        .collect(Collectors.joining("\n")),
                orNone(input.seasons()).stream()
                        .map(season -> new SeasonText(
                                Objects.requireNonNullElse(season.name(), ""),
                                Objects.toString(season.from(), ""),
                                Objects.toString(season.to(), ""),
                                hours(orNone(season.slots()))))
                        .toList());
    }

    private static String line(@Nullable LocalDate date, @Nullable String name, @Nullable DayOfWeek like) {
        StringBuilder line = new StringBuilder(Objects.toString(date, ""));
        if (name != null && !name.isBlank()) {
            line.append(' ').append(name.replace('|', '/').strip());
        }
        if (like != null) {
            line.append(" | ").append(like.name(), 0, 3);
        }
        return line.toString();
    }

    private static Map<DayOfWeek, String> hours(List<SlotInput> slots) {
        Map<DayOfWeek, String> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            hours.put(
                    day,
                    slots.stream()
                            .filter(slot -> slot.day() == day)
                            .map(slot -> slot.from() + "-" + slot.to())
                            .collect(Collectors.joining(", ")));
        }
        return hours;
    }

    /** What the service checks and saves; {@link Unreadable} where a line means nothing. */
    CalendarInput read() {
        List<HolidayInput> holidays = new ArrayList<>();
        for (DayLine day : days(closed)) {
            holidays.add(new HolidayInput(day.date(), day.name()));
        }
        List<WorkdayInput> made = new ArrayList<>();
        for (DayLine day : days(workdays)) {
            made.add(new WorkdayInput(day.date(), day.name(), day.like()));
        }
        return new CalendarInput(
                version,
                zone.strip(),
                slots(hours),
                holidays,
                made,
                seasons.stream()
                        .filter(season -> !season.isEmpty())
                        .map(season -> new SeasonInput(
                                season.name().strip(),
                                season.from().isBlank() ? null : date(season.from()),
                                season.to().isBlank() ? null : date(season.to()),
                                slots(season.hours())))
                        .toList());
    }

    /**
     * The same with the days of a file: what the file says of a date counts, what was typed about other dates stays.
     * {@code before} is what was saved, {@code after} the same with the file's days.
     */
    CalendarText with(CalendarInput before, CalendarInput after) {
        Map<LocalDate, String> newClosed = new LinkedHashMap<>();
        Map<LocalDate, String> newWorkdays = new LinkedHashMap<>();
        Set<Object> known = new HashSet<>(orNone(before.holidays()));
        known.addAll(orNone(before.workdays()));
        for (HolidayInput day : orNone(after.holidays())) {
            if (!known.contains(day) || !closed.contains(Objects.toString(day.date()))) {
                newClosed.put(Objects.requireNonNull(day.date()), line(day.date(), day.name(), null));
            }
        }
        for (WorkdayInput day : orNone(after.workdays())) {
            if (!known.contains(day) || !workdays.contains(Objects.toString(day.date()))) {
                newWorkdays.put(Objects.requireNonNull(day.date()), line(day.date(), day.name(), day.like()));
            }
        }
        Set<LocalDate> told = new HashSet<>(newClosed.keySet());
        told.addAll(newWorkdays.keySet());
        for (DayLine day : days(closed)) {
            if (!told.contains(day.date())) {
                newClosed.put(day.date(), line(day.date(), day.name(), null));
            }
        }
        for (DayLine day : days(workdays)) {
            if (!told.contains(day.date())) {
                newWorkdays.put(day.date(), line(day.date(), day.name(), day.like()));
            }
        }
        return new CalendarText(version, zone, hours, inOrder(newClosed), inOrder(newWorkdays), seasons);
    }

    CalendarText onTopOf(int newest) {
        return new CalendarText(newest, zone, hours, closed, workdays, seasons);
    }

    private static String inOrder(Map<LocalDate, String> lines) {
        return lines.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("\n"));
    }

    private static List<SlotInput> slots(Map<DayOfWeek, String> hours) {
        List<SlotInput> slots = new ArrayList<>();
        hours.forEach((day, text) -> {
            if (!text.isBlank()) {
                for (String part : text.split("[,，;；、]")) {
                    if (!part.isBlank()) {
                        slots.add(slot(day, part.strip()));
                    }
                }
            }
        });
        return slots;
    }

    private static SlotInput slot(DayOfWeek day, String text) {
        Matcher slot = SLOT.matcher(text);
        if (!slot.matches()) {
            throw new Unreadable("board.calendar.unreadable-hours", text);
        }
        return new SlotInput(day, time(slot.group(1), slot.group(2)), time(slot.group(3), slot.group(4)));
    }

    private static String time(String hours, String minutes) {
        return (hours.length() == 1 ? "0" : "") + hours + ":" + minutes;
    }

    private static List<DayLine> days(String text) {
        List<DayLine> days = new ArrayList<>();
        for (String written : text.split("\\R")) {
            if (written.isBlank()) {
                continue;
            }
            Matcher line = DAY.matcher(written.strip());
            if (!line.matches()) {
                throw new Unreadable("board.calendar.unreadable-day", written.strip());
            }
            LocalDate first = date(line.group(1));
            LocalDate last = line.group(2) == null ? first : date(line.group(2));
            if (last.isBefore(first) || last.isAfter(first.plusDays(LONGEST_RANGE))) {
                throw new Unreadable("board.calendar.unreadable-day", written.strip());
            }
            DayOfWeek like = like(line.group(4), written);
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                days.add(new DayLine(day, line.group(3), like));
            }
        }
        return days;
    }

    private static @Nullable DayOfWeek like(@Nullable String name, String written) {
        return name == null
                ? null
                : Arrays.stream(DayOfWeek.values())
                        .filter(day -> day.name().startsWith(name.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new Unreadable("board.calendar.unreadable-day", written.strip()));
    }

    private static LocalDate date(String text) {
        String[] parts = text.strip().split("-");
        try {
            return LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException nonsense) {
            throw new Unreadable("board.calendar.unreadable-day", text.strip());
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private record DayLine(
            LocalDate date, String name, @Nullable DayOfWeek like) {}
}
