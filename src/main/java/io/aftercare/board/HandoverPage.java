package io.aftercare.board;

import io.aftercare.board.BoardPage.Choice;
import io.aftercare.board.HandoverMapper.HandoverTicket;
import io.aftercare.board.HandoverMapper.LastLine;
import io.aftercare.board.HandoverMapper.Tally;
import io.aftercare.board.Holdings.Holding;
import io.aftercare.desk.Mark;
import io.aftercare.desk.Words;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a shift hands over, in a reader's words: department by department, person by person. */
record HandoverPage(
        String moment,
        String until,
        String hours,
        String department,
        List<TallyRow> tallies,
        List<Part> parts,
        @Nullable String left,
        List<NoteRow> notes,
        List<Choice> departments,
        List<Choice> people,
        List<Choice> horizons,
        List<Choice> shifts,
        boolean mine) {

    private static final List<Integer> HORIZONS = List.of(4, 8, 12, 24, 48);

    static HandoverPage of(
            Handover.Standing standing,
            BoardFilter filter,
            int hours,
            String reader,
            int hourOfDay,
            Colleagues colleagues,
            Words words,
            Locale locale) {
        boolean mine = reader.equals(filter.person());
        long open = sum(standing, Tally::open);
        long left = open - standing.tickets().size();
        ShiftNote.Shift ending = ShiftNote.Shift.endingAround(hourOfDay);
        return new HandoverPage(
                words.moment(standing.now()),
                words.moment(standing.until()),
                Integer.toString(hours),
                filter.department() == null ? words.text("board.handover.all") : department(filter.department(), words),
                tallies(standing, words),
                parts(standing, colleagues, words),
                left > 0 ? words.text("board.handover.left", Long.toString(left)) : null,
                standing.notes().stream()
                        .map(note -> NoteRow.of(note, colleagues, words))
                        .toList(),
                Stream.concat(Stream.of(BoardFilter.NO_DEPARTMENT), Colleagues.DEPARTMENTS.stream())
                        .map(id -> new Choice(id, department(id, words), id.equals(filter.department())))
                        .toList(),
                colleagues.all(locale).stream()
                        .map(each -> new Choice(
                                each.id(), each.name(), !mine && each.id().equals(filter.person())))
                        .toList(),
                Stream.concat(HORIZONS.stream(), Stream.of(hours))
                        .distinct()
                        .sorted()
                        .map(each -> new Choice(
                                each.toString(), words.text("board.handover.hours", each.toString()), each == hours))
                        .toList(),
                Arrays.stream(ShiftNote.Shift.values())
                        .map(each -> new Choice(each.name(), words.of(each), each == ending))
                        .toList(),
                mine);
    }

    private static long sum(Handover.Standing standing, ToLongFunction<Tally> which) {
        return standing.tallies().stream().mapToLong(which).sum();
    }

    private static String department(@Nullable String id, Words words) {
        return id == null || id.equals(BoardFilter.NO_DEPARTMENT)
                ? words.text("board.department.none")
                : words.of("Department", id);
    }

    private static List<TallyRow> tallies(Handover.Standing standing, Words words) {
        List<TallyRow> rows = new ArrayList<>(standing.tallies().stream()
                .map(tally -> TallyRow.of(department(tally.department(), words), tally, false))
                .toList());
        if (rows.size() > 1) {
            rows.add(TallyRow.of(
                    words.text("board.handover.together"),
                    new Tally(
                            null,
                            sum(standing, Tally::open),
                            sum(standing, Tally::promised),
                            sum(standing, Tally::late),
                            sum(standing, Tally::waitingForApproval)),
                    true));
        }
        return List.copyOf(rows);
    }

    /** Departments in the order in which their first ticket presses, and inside them whoever has it to do. */
    private static List<Part> parts(Handover.Standing standing, Colleagues colleagues, Words words) {
        Map<String, Map<String, List<Row>>> sorted = new LinkedHashMap<>();
        for (HandoverTicket ticket : standing.tickets()) {
            List<Holding> held = standing.held().getOrDefault(ticket.number(), List.of());
            sorted.computeIfAbsent(department(ticket.department(), words), none -> new LinkedHashMap<>())
                    .computeIfAbsent(who(ticket, held, colleagues, words), none -> new ArrayList<>())
                    .add(Row.of(ticket, held, standing, colleagues, words));
        }
        return sorted.entrySet().stream()
                .map(department -> new Part(
                        department.getKey(),
                        department.getValue().entrySet().stream()
                                .map(person -> new Person(
                                        person.getKey(),
                                        Integer.toString(person.getValue().size()),
                                        person.getValue()))
                                .toList()))
                .toList();
    }

    private static String who(HandoverTicket ticket, List<Holding> held, Colleagues colleagues, Words words) {
        for (Holding task : held) {
            String assignee = task.assignee();
            if (assignee != null) {
                return colleagues.name(assignee);
            }
        }
        for (Holding task : held) {
            if (!task.groups().isEmpty()) {
                return words.text(
                        "board.handover.free", words.group(task.groups().get(0)));
            }
        }
        String owner = ticket.owner();
        return owner == null ? words.text("desk.nobody") : words.text("board.handover.waits", colleagues.name(owner));
    }

    /** Counts of a department. */
    record TallyRow(
            String department, String open, String promised, String late, String approval, boolean total, boolean bad) {

        static TallyRow of(String department, Tally tally, boolean total) {
            return new TallyRow(
                    department,
                    Long.toString(tally.open()),
                    Long.toString(tally.promised()),
                    Long.toString(tally.late()),
                    Long.toString(tally.waitingForApproval()),
                    total,
                    tally.late() > 0);
        }
    }

    /** What one department has. */
    record Part(String department, List<Person> people) {}

    /** What one person has, or what waits to be taken. */
    record Person(String name, String count, List<Row> rows) {}

    /** A ticket that is handed over. */
    record Row(
            String number,
            String address,
            @Nullable Mark priority,
            Mark status,
            List<Mark> marks,
            String summary,
            String customer,
            String owner,
            List<String> tasks,
            @Nullable String last,
            String lastAt) {

        static Row of(
                HandoverTicket ticket,
                List<Holding> held,
                Handover.Standing standing,
                Colleagues colleagues,
                Words words) {
            List<Mark> marks = new ArrayList<>();
            Instant late = ticket.lateSince();
            if (late != null) {
                marks.add(new Mark(words.countdown(late, standing.now()), "bad"));
            }
            Instant promised = ticket.promisedAt();
            if (promised != null) {
                marks.add(new Mark(words.text("board.handover.promised-at", words.moment(promised)), "warn"));
            }
            if (ticket.status() == TicketStatus.AWAITING_APPROVAL) {
                marks.add(new Mark(words.text("board.handover.approval"), "accent"));
            }
            LastLine last = standing.lastLines().get(ticket.number());
            String owner = ticket.owner();
            return new Row(
                    ticket.number(),
                    "/tickets/" + ticket.number(),
                    Mark.priority(ticket.priority(), words),
                    Mark.status(ticket.status(), words),
                    List.copyOf(marks),
                    ticket.summary().replaceAll("\\s+", " ").strip(),
                    ticket.customerName(),
                    owner == null ? "" : words.text("board.owner", colleagues.name(owner)),
                    held.stream()
                            .map(Holding::taskName)
                            .map(words::modelName)
                            .distinct()
                            .toList(),
                    last == null ? null : told(last, colleagues, words),
                    last == null ? "" : words.moment(last.at()));
        }

        private static String told(LastLine line, Colleagues colleagues, Words words) {
            String actor = line.actor();
            String who = actor.equals(Timeline.CUSTOMER) || actor.equals(Timeline.SYSTEM)
                    ? words.of("Actor", actor)
                    : colleagues.name(actor);
            String text = line.text();
            String begun = words.of(line.kind()) + " · " + who;
            return text == null || text.isBlank()
                    ? begun
                    : begun + " · " + text.replaceAll("\\s+", " ").strip();
        }
    }

    /** A note of a former shift. */
    record NoteRow(String title, String by, String text) {

        static NoteRow of(ShiftNote note, Colleagues colleagues, Words words) {
            String forWhom = note.writtenFor();
            String department = note.department();
            String title = words.of(note.shiftName()) + " · "
                    + (department == null ? words.text("board.handover.all") : department(department, words));
            String by =
                    words.text("board.handover.by", colleagues.name(note.writtenBy()), words.moment(note.writtenAt()));
            return new NoteRow(
                    title,
                    forWhom == null
                            ? by
                            : by
                                    + words.text("desk.comma")
                                    + words.text("board.handover.for", colleagues.name(forWhom)),
                    note.text());
        }
    }
}
