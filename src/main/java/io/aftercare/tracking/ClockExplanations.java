package io.aftercare.tracking;

import io.aftercare.calendar.Interval;
import io.aftercare.calendar.ServiceCalendar;
import io.aftercare.calendar.ServiceCalendars;
import io.aftercare.tracking.Counting.Step;
import io.aftercare.tracking.ExplanationLine.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells line by line why a clock is due when it is (L4), from the same walk that its due time was counted with. */
@Service
@Transactional(readOnly = true)
public class ClockExplanations {

    /** More nights than these are told in one line. */
    private static final int MOST_NIGHTS = 10;

    private final ClockMapper clocks;
    private final ServiceCalendars calendars;
    private final HouseWords words;

    ClockExplanations(ClockMapper clocks, ServiceCalendars calendars, HouseWords words) {
        this.clocks = clocks;
        this.calendars = calendars;
        this.words = words;
    }

    /** Start, limit, calendar, everything that was left out, due time, levels; in the reader's words. */
    public List<ExplanationLine> lines(TicketClock clock, Locale locale) {
        ServiceCalendar calendar = calendars.version(clock.calendar(), clock.calendarVersion());
        List<ClockPause> pauses = clocks.findPauses(clock.id());
        List<Interval> ended =
                pauses.stream().map(ClockPause::ended).filter(Objects::nonNull).toList();
        List<Step> steps = Counting.walk(clock.startedAt(), clock.limit(), ClockService.DUE, calendar, ended);
        List<ExplanationLine> lines = new ArrayList<>();
        lines.add(line(
                Kind.START,
                clock.startedAt(),
                null,
                0,
                text(locale, "start", moment(locale, clock.startedAt()), word(locale, clock.startedWhy()))));
        lines.add(limit(clock, locale));
        lines.add(calendar(clock, calendar, locale));
        lines.addAll(leftOut(steps, pauses, calendar, locale));
        lines.add(due(clock, steps, locale));
        lines.addAll(levels(clock, locale));
        end(clock, locale, lines);
        return lines;
    }

    private ExplanationLine limit(TicketClock clock, Locale locale) {
        String length = length(locale, clock.limit());
        if (clock.name() == ClockName.FOREIGN_DEADLINE) {
            return line(Kind.LIMIT, null, null, clock.limit().toSeconds(), text(locale, "limit-foreign", length));
        }
        return line(
                Kind.LIMIT,
                null,
                null,
                clock.limit().toSeconds(),
                clock.ruleInputs().isEmpty()
                        ? text(locale, "limit", length, clock.ruleVersion())
                        : text(locale, "limit-for", length, clock.ruleVersion(), inputs(clock, locale)));
    }

    /** What the table was asked, in words: {@code category=COMPLAINT} is the reader's "complaint". */
    private String inputs(TicketClock clock, Locale locale) {
        List<String> told = new ArrayList<>();
        for (String input : clock.ruleInputs().split(", ", -1)) {
            int equals = input.indexOf('=');
            told.add(
                    equals < 1
                            ? input
                            : words.word(
                                    locale,
                                    Character.toUpperCase(input.charAt(0)) + input.substring(1, equals),
                                    input.substring(equals + 1)));
        }
        return String.join(words.text(locale, "tracking.why.comma"), told);
    }

    private ExplanationLine calendar(TicketClock clock, ServiceCalendar calendar, Locale locale) {
        if (calendar.isAroundTheClock()) {
            return line(Kind.CALENDAR, null, null, 0, text(locale, "always"));
        }
        String key = Counting.isElapsed(clock.limit()) ? "elapsed" : "calendar";
        return line(
                Kind.CALENDAR,
                null,
                null,
                0,
                text(
                        locale,
                        key,
                        calendar.name(),
                        calendar.version(),
                        calendar.zone().getId()));
    }

    private List<ExplanationLine> leftOut(
            List<Step> steps, List<ClockPause> pauses, ServiceCalendar calendar, Locale locale) {
        List<ExplanationLine> lines = new ArrayList<>();
        for (Step step : steps) {
            if (step.kind() == Counting.Kind.CLOSED) {
                lines.add(closed(step.time(), calendar, locale));
            }
        }
        collapse(lines, locale);
        for (ClockPause pause : pauses) {
            Instant end = pause.resumedAt();
            String reason = words.pauseReason(locale, pause.reason());
            if (end == null) {
                lines.add(line(
                        Kind.PAUSE,
                        pause.pausedAt(),
                        null,
                        0,
                        text(locale, "stands-still", moment(locale, pause.pausedAt()), reason)));
                continue;
            }
            Duration counted = steps.stream()
                    .filter(step -> step.kind() == Counting.Kind.PAUSED)
                    .map(step -> overlap(step.time(), pause.pausedAt(), end))
                    .reduce(Duration.ZERO, Duration::plus);
            lines.add(line(
                    Kind.PAUSE,
                    pause.pausedAt(),
                    end,
                    counted.toSeconds(),
                    text(
                            locale,
                            "paused",
                            moment(locale, pause.pausedAt()),
                            moment(locale, end),
                            reason,
                            length(locale, counted))));
        }
        return lines;
    }

    private ExplanationLine closed(Interval gap, ServiceCalendar calendar, Locale locale) {
        ZoneId zone = calendar.zone();
        LocalDate first = gap.from().atZone(zone).toLocalDate();
        LocalDate last = gap.to().atZone(zone).toLocalDate();
        Set<String> holidays = new LinkedHashSet<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            calendar.holiday(day).ifPresent(holidays::add);
        }
        Kind kind;
        if (!holidays.isEmpty()) {
            kind = Kind.HOLIDAY;
        } else if (gap.length().compareTo(Duration.ofHours(24)) >= 0) {
            kind = Kind.CLOSED;
        } else {
            List<Interval> before = calendar.slots(first);
            boolean inTheDay = first.equals(last)
                    && before.stream().anyMatch(slot -> !slot.to().isAfter(gap.from()));
            kind = inTheDay ? Kind.BREAK : Kind.NIGHT;
        }
        String key = kind.name().toLowerCase(Locale.ROOT);
        String names = String.join(words.text(locale, "tracking.why.and"), holidays);
        return line(
                kind,
                gap.from(),
                gap.to(),
                gap.length().toSeconds(),
                text(
                        locale,
                        key,
                        moment(locale, gap.from()),
                        moment(locale, gap.to()),
                        length(locale, gap.length()),
                        names.isBlank() ? words.text(locale, "tracking.why.holiday-unnamed") : names));
    }

    /** Many nights and breaks say no more than a few. */
    private void collapse(List<ExplanationLine> lines, Locale locale) {
        List<ExplanationLine> nights = lines.stream()
                .filter(line -> line.kind() == Kind.NIGHT || line.kind() == Kind.BREAK)
                .toList();
        if (nights.size() <= MOST_NIGHTS) {
            return;
        }
        long seconds = nights.stream().mapToLong(ExplanationLine::seconds).sum();
        Instant from = Objects.requireNonNull(nights.get(0).from());
        Instant to = Objects.requireNonNull(nights.get(nights.size() - 1).to());
        int at = lines.indexOf(nights.get(0));
        lines.removeAll(nights);
        lines.add(
                at,
                line(
                        Kind.NIGHT,
                        from,
                        to,
                        seconds,
                        text(
                                locale,
                                "nights",
                                nights.size(),
                                moment(locale, from),
                                moment(locale, to),
                                length(locale, Duration.ofSeconds(seconds)))));
    }

    private ExplanationLine due(TicketClock clock, List<Step> steps, Locale locale) {
        Instant counted = Counting.end(clock.startedAt(), steps);
        String key = clock.state() == ClockState.PAUSED ? "due-later" : "due";
        return line(Kind.DUE, null, counted, 0, text(locale, key, moment(locale, counted)));
    }

    private List<ExplanationLine> levels(TicketClock clock, Locale locale) {
        return clocks.findLevels(clock.id()).stream()
                .map(reached -> line(
                        Kind.LEVEL,
                        reached.reachedAt(),
                        null,
                        0,
                        text(
                                locale,
                                reached.skipped() ? "level-skipped" : "level",
                                reached.level(),
                                moment(locale, reached.reachedAt()))))
                .toList();
    }

    private void end(TicketClock clock, Locale locale, List<ExplanationLine> lines) {
        Instant met = clock.metAt();
        Instant stopped = clock.stoppedAt();
        if (met != null) {
            String key = clock.state() == ClockState.BREACHED ? "met-late" : "met";
            lines.add(line(Kind.END, met, null, 0, text(locale, key, moment(locale, met))));
        } else if (stopped != null) {
            lines.add(line(Kind.END, stopped, null, 0, text(locale, "stopped", moment(locale, stopped))));
        }
    }

    private static Duration overlap(Interval step, Instant from, Instant to) {
        Instant begin = step.from().isAfter(from) ? step.from() : from;
        Instant end = step.to().isBefore(to) ? step.to() : to;
        return begin.isBefore(end) ? Duration.between(begin, end) : Duration.ZERO;
    }

    private String text(Locale locale, String key, Object... arguments) {
        return words.text(locale, "tracking.why." + key, arguments);
    }

    private String word(Locale locale, StartedWhy why) {
        return words.text(locale, "tracking.started." + why);
    }

    private String moment(Locale locale, Instant at) {
        return words.moment(locale, at);
    }

    private String length(Locale locale, Duration length) {
        return words.length(locale, length);
    }

    private static ExplanationLine line(
            Kind kind, @Nullable Instant from, @Nullable Instant to, long seconds, String text) {
        return new ExplanationLine(kind, from, to, seconds, text);
    }
}
