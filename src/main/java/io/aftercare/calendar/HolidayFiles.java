package io.aftercare.calendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.calendar.HolidayFile.Day;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Content;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStart;

/** Reads public holidays and make-up working days from what is published: holiday-cn's JSON, or ICS of any country. */
final class HolidayFiles {

    private static final int LONGEST_EVENT_IN_DAYS = 60;
    private static final int YEARS_OF_REPEATING = 3;
    private static final int LONGEST_NAME = 100;

    private final ObjectMapper json = new ObjectMapper();
    private final ZoneId zone;
    private final LocalDate today;

    HolidayFiles(ZoneId zone, LocalDate today) {
        this.zone = zone;
        this.today = today;
    }

    HolidayFile read(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8).strip();
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1).strip();
        }
        List<Day> days = text.startsWith("{") ? fromJson(text) : fromIcs(text);
        Map<LocalDate, Day> byDate = new LinkedHashMap<>();
        days.forEach(day -> byDate.put(day.date(), day));
        if (byDate.isEmpty()) {
            throw CalendarRules.refusal("problem.holidays-none");
        }
        if (byDate.size() > CalendarRules.MOST_DAYS) {
            throw CalendarRules.refusal("problem.calendar-too-many", CalendarRules.MOST_DAYS);
        }
        return new HolidayFile(List.copyOf(byDate.values()));
    }

    private List<Day> fromJson(String text) {
        try {
            JsonNode listed = json.readTree(text).path("days");
            if (!listed.isArray()) {
                throw unreadable();
            }
            List<Day> days = new ArrayList<>();
            for (JsonNode day : listed) {
                JsonNode off = day.path("isOffDay");
                if (!off.isBoolean()) {
                    throw unreadable();
                }
                days.add(new Day(
                        LocalDate.parse(day.path("date").asText()),
                        name(day.path("name").asText("")),
                        !off.asBoolean()));
            }
            return days;
        } catch (JsonProcessingException | DateTimeException wrong) {
            throw unreadable();
        }
    }

    private List<Day> fromIcs(String text) {
        if (!text.startsWith("BEGIN:VCALENDAR")) {
            throw unreadable();
        }
        try {
            List<Day> days = new ArrayList<>();
            for (Object component :
                    new CalendarBuilder().build(new StringReader(text)).getComponents()) {
                if (component instanceof VEvent event) {
                    add(event, days);
                }
            }
            return days;
        } catch (IOException | ParserException | DateTimeException | IllegalArgumentException wrong) {
            throw unreadable();
        }
    }

    private void add(VEvent event, List<Day> days) {
        Optional<DtStart<Temporal>> start = event.getStartDate();
        if (start.isEmpty()) {
            throw unreadable();
        }
        LocalDate first = day(start.get().getDate());
        Optional<DtEnd<Temporal>> end = event.getEndDate(false);
        LocalDate last = end.map(given -> lastDay(given.getDate())).orElse(first);
        if (last.isBefore(first)) {
            last = first;
        }
        if (last.isAfter(first.plusDays(LONGEST_EVENT_IN_DAYS))) {
            throw CalendarRules.refusal("problem.holidays-long", first.toString());
        }
        String name = name(value(event, Property.SUMMARY));
        boolean worked = isWorked(event, name);
        long length = last.toEpochDay() - first.toEpochDay();
        for (LocalDate begin : begins(event, first)) {
            for (long day = 0; day <= length; day++) {
                days.add(new Day(begin.plusDays(day), name, worked));
            }
        }
    }

    private List<LocalDate> begins(VEvent event, LocalDate first) {
        if (event.getProperty(Property.RRULE).isEmpty()
                && event.getProperty(Property.RDATE).isEmpty()) {
            return List.of(first);
        }
        LocalDate until = today.plusYears(YEARS_OF_REPEATING);
        return event.calculateRecurrenceSet(new Period<Temporal>(today.minusYears(1), until)).stream()
                .map(period -> day(period.getStart()))
                .sorted()
                .toList();
    }

    /** Apple marks them, Chinese feeds write them into the name: 班, 补班, 调休上班. */
    private static boolean isWorked(VEvent event, String name) {
        String special = value(event, "X-APPLE-SPECIAL-DAY");
        return special.equals("ALTERNATE-WORKDAY") || special.isEmpty() && name.contains("班");
    }

    private static String value(VEvent event, String property) {
        return event.getProperty(property).map(Content::getValue).orElse("");
    }

    /** An end at midnight belongs to the day before; a date is the first day that is free again. */
    private LocalDate lastDay(Temporal end) {
        if (end instanceof LocalDate date) {
            return date.minusDays(1);
        }
        LocalDateTime local = local(end);
        return local.toLocalTime().toSecondOfDay() == 0 ? local.toLocalDate().minusDays(1) : local.toLocalDate();
    }

    private LocalDate day(Temporal moment) {
        return moment instanceof LocalDate date ? date : local(moment).toLocalDate();
    }

    private LocalDateTime local(Temporal moment) {
        if (moment instanceof LocalDateTime floating) {
            return floating;
        }
        if (moment instanceof ZonedDateTime zoned) {
            return zoned.toLocalDateTime();
        }
        if (moment instanceof OffsetDateTime offset) {
            return offset.atZoneSameInstant(zone).toLocalDateTime();
        }
        if (moment instanceof Instant instant) {
            return instant.atZone(zone).toLocalDateTime();
        }
        throw unreadable();
    }

    private static String name(String given) {
        String name = given.strip();
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private static ProblemException unreadable() {
        return new ProblemException(ProblemType.UNREADABLE, "problem.holidays-unreadable");
    }
}
