package io.aftercare.board;

import io.aftercare.calendar.CalendarInput;
import io.aftercare.calendar.CalendarUse.Move;
import io.aftercare.calendar.CalendarUse.Moves;
import io.aftercare.calendar.Calendars;
import io.aftercare.calendar.SavedCalendar;
import io.aftercare.desk.Wording;
import io.aftercare.desk.Words;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Calendars for those who keep them: edited as lines of text, tried out on what runs before they are saved (E-12). */
@Controller
@RequestMapping("/calendars")
@PreAuthorize("hasAnyRole('service-managers', 'process-owners', 'camunda-admin')")
class CalendarPageController {

    private static final String HOUSE = "SERVICE_HOURS";

    private final Calendars calendars;
    private final Wording wording;
    private final Problems problems;

    CalendarPageController(Calendars calendars, Wording wording, Problems problems) {
        this.calendars = calendars;
        this.wording = wording;
        this.problems = problems;
    }

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String done, Model model, Locale locale) {
        Words words = wording.in(locale);
        model.addAttribute(
                "calendars",
                calendars.list().stream()
                        .map(saved -> CalendarRow.of(saved, words))
                        .toList());
        model.addAttribute("done", "delete".equals(done));
        return "board/calendars";
    }

    /** The calendar in its form; one that is not there yet begins as the house's own. */
    @GetMapping("/{name}")
    String edit(
            @PathVariable String name,
            @RequestParam(defaultValue = "false") boolean create,
            @RequestParam(required = false) @Nullable String done,
            Model model,
            Locale locale) {
        boolean isNew = create && !exists(name);
        SavedCalendar saved = calendars.get(isNew ? HOUSE : name);
        CalendarInput input = CalendarInput.of(saved.plan(), isNew ? null : saved.version());
        show(name, CalendarText.of(input), isNew ? null : saved, model, locale);
        model.addAttribute("done", "save".equals(done) && !isNew);
        return "board/calendar";
    }

    /** Tries out, fills in a file's days, or saves; whatever is refused comes back with all that was typed. */
    @PostMapping("/{name}")
    String act(
            @PathVariable String name,
            @RequestParam Map<String, String> fields,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        Words words = wording.in(locale);
        CalendarText text = CalendarText.typed(fields);
        SavedCalendar saved = exists(name) ? calendars.get(name) : null;
        try {
            switch (fields.getOrDefault("action", "preview")) {
                case "import" -> {
                    SavedCalendar base = saved == null ? calendars.get(HOUSE) : saved;
                    CalendarInput before = CalendarInput.of(base.plan(), base.version());
                    CalendarInput after = calendars.withHolidays(
                            base.name(),
                            fields.getOrDefault("file", "").getBytes(StandardCharsets.UTF_8),
                            day(fields.get("like")));
                    text = text.with(before, after);
                    model.addAttribute("imported", true);
                }
                case "save" -> {
                    calendars.save(name, text.read());
                    return "redirect:/calendars/" + name + "?done=save";
                }
                case "overwrite" -> {
                    int newest = saved == null ? 0 : saved.version();
                    // what he was shown as the newest, not what may have become it since
                    int shown = Objects.requireNonNullElse(number(fields.get("newest")), 0);
                    text = text.onTopOf(shown == newest ? newest : -1);
                    calendars.save(name, text.read());
                    return "redirect:/calendars/" + name + "?done=save";
                }
                case "delete" -> {
                    calendars.delete(name);
                    return "redirect:/calendars?done=delete";
                }
                default -> model.addAttribute("moves", MovesCard.of(calendars.preview(name, text.read()), words));
            }
        } catch (CalendarText.Unreadable line) {
            response.setStatus(ProblemType.INVALID_FIELDS.status().value());
            model.addAttribute("error", words.text(line.key(), line.what()));
        } catch (RuntimeException exception) {
            ProblemException refusal = Causes.refusalIn(exception);
            if (refusal.type() == ProblemType.CHANGED_MEANWHILE) {
                conflict(model, response, words, name);
            } else {
                response.setStatus(refusal.type().status().value());
                model.addAttribute("error", sentence(refusal, words, locale));
            }
        }
        model.addAttribute("file", fields.getOrDefault("file", ""));
        show(name, text, exists(name) ? calendars.get(name) : null, model, locale);
        model.addAttribute("done", false);
        return "board/calendar";
    }

    private void conflict(Model model, HttpServletResponse response, Words words, String name) {
        response.setStatus(ProblemType.CHANGED_MEANWHILE.status().value());
        if (!exists(name)) {
            model.addAttribute("error", words.text("problem.changed-meanwhile"));
            return;
        }
        SavedCalendar newest = calendars.get(name);
        model.addAttribute("newest", newest.version());
        model.addAttribute(
                "error",
                words.text(
                        "board.calendar.conflict",
                        Integer.toString(newest.version()),
                        words.person(newest.savedBy()),
                        words.moment(newest.savedAt())));
    }

    private void show(String name, CalendarText text, @Nullable SavedCalendar saved, Model model, Locale locale) {
        Words words = wording.in(locale);
        model.addAttribute("name", name);
        model.addAttribute("text", text);
        model.addAttribute("zone", saved == null ? null : saved.plan().zone().getId());
        model.addAttribute("saved", saved == null ? null : CalendarRow.of(saved, words));
        model.addAttribute("erasable", saved != null && !name.equals(HOUSE));
        model.addAttribute(
                "days",
                Arrays.stream(DayOfWeek.values())
                        .map(day -> new Day(
                                day.name(),
                                day.getDisplayName(TextStyle.FULL, locale),
                                day.name().substring(0, 3)))
                        .toList());
        List<CalendarText.SeasonText> seasons = new ArrayList<>(text.seasons());
        if (seasons.isEmpty() || !seasons.get(seasons.size() - 1).isEmpty()) {
            seasons.add(
                    CalendarText.typed(Map.of("season.0.name", "")).seasons().get(0));
        }
        model.addAttribute("seasons", seasons);
    }

    /** The refusal with the fields as the page names them. */
    private String sentence(ProblemException refusal, Words words, Locale locale) {
        if (refusal.fields().isEmpty()) {
            String told = problems.sentence(refusal, locale);
            for (DayOfWeek day : DayOfWeek.values()) {
                told = told.replace(day.name(), day.getDisplayName(TextStyle.FULL, locale));
            }
            return told;
        }
        StringBuilder told = new StringBuilder(words.text(refusal.key(), refusal.arguments()));
        for (FieldProblem field : refusal.fields()) {
            told.append(words.text("desk.between-sentences"))
                    .append(words.text("board.calendar.field." + field.field()))
                    .append(words.text("desk.colon"))
                    .append(problems.field(field, locale))
                    .append(words.text("desk.full-stop"));
        }
        return told.toString();
    }

    private boolean exists(String name) {
        return calendars.list().stream().anyMatch(each -> each.name().equals(name));
    }

    private static @Nullable DayOfWeek day(@Nullable String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : null;
    }

    /** A weekday, and how a line names it. */
    record Day(String id, String label, String code) {}

    /** A calendar in the list and above its form. */
    record CalendarRow(
            String name, String address, String version, String zone, String saved, long behind, String hours) {

        static CalendarRow of(SavedCalendar saved, Words words) {
            long minutes = saved.plan().slots().stream()
                    .mapToLong(slot -> slot.end() - slot.begin())
                    .sum();
            return new CalendarRow(
                    saved.name(),
                    "/calendars/" + saved.name(),
                    Integer.toString(saved.version()),
                    saved.plan().zone().getId(),
                    words.text("board.calendar.saved", words.person(saved.savedBy()), words.moment(saved.savedAt())),
                    saved.behind(),
                    words.text("board.calendar.week", hoursOf(minutes)));
        }

        private static String hoursOf(long minutes) {
            return minutes % 60 == 0 ? Long.toString(minutes / 60) : String.format(Locale.ROOT, "%.1f", minutes / 60.0);
        }
    }

    /** What would move. */
    record MovesCard(
            String sentence,
            boolean any,
            List<MoveRow> rows,
            @Nullable String left) {

        static MovesCard of(Moves moves, Words words) {
            long left = moves.moved() - moves.first().size();
            return new MovesCard(
                    moves.moved() == 0
                            ? words.text("board.calendar.moves.none", Long.toString(moves.running()))
                            : words.text(
                                    "board.calendar.moves.some",
                                    Long.toString(moves.running()),
                                    Long.toString(moves.moved())),
                    moves.moved() > 0,
                    moves.first().stream().map(move -> MoveRow.of(move, words)).toList(),
                    left > 0 ? words.text("board.calendar.moves.left", Long.toString(left)) : null);
        }
    }

    /** One that would move. */
    record MoveRow(
            String ticket, String address, String clock, String before, String after, String by, boolean earlier) {

        static MoveRow of(Move move, Words words) {
            boolean earlier = move.newDue().isBefore(move.oldDue());
            Duration by = Duration.between(move.oldDue(), move.newDue()).abs();
            return new MoveRow(
                    move.subject(),
                    "/tickets/" + move.subject(),
                    words.of("ClockName", move.clock()),
                    words.moment(move.oldDue()),
                    words.moment(move.newDue()),
                    words.text(earlier ? "board.calendar.earlier" : "board.calendar.later", words.duration(by)),
                    earlier);
        }
    }
}
