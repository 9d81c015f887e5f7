package io.aftercare.board;

import io.aftercare.board.Holdings.Holding;
import io.aftercare.desk.Mark;
import io.aftercare.desk.Words;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Priority;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.PauseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The board in a reader's words; {@code now} in milliseconds, so that the page counts by our clock. */
record BoardPage(
        long now,
        long version,
        boolean narrow,
        boolean mine,
        List<Chip> chips,
        List<Column> columns,
        long total,
        boolean alone,
        @Nullable String first,
        List<Choice> departments,
        List<Choice> people,
        List<Choice> priorities,
        List<Choice> clocks,
        String state) {

    static BoardPage of(
            Board.Shown shown,
            long version,
            BoardFilter filter,
            @Nullable String after,
            String reader,
            Colleagues colleagues,
            Words words,
            Locale locale) {
        BoardSection state = filter.state();
        boolean mine = reader.equals(filter.person());
        long total = shown.counts().values().stream().mapToLong(Long::longValue).sum();
        return new BoardPage(
                shown.now().toEpochMilli(),
                version,
                filter.isNarrow(),
                mine,
                chips(shown, filter, total, words),
                shown.sections().stream()
                        .map(section -> Column.of(section, shown, filter, colleagues, words))
                        .toList(),
                total,
                state != null,
                after == null ? null : address(filter, state, null),
                Stream.concat(
                                Stream.of(new Choice(
                                        BoardFilter.NO_DEPARTMENT,
                                        words.text("board.department.none"),
                                        filter.isWithoutDepartment())),
                                Colleagues.DEPARTMENTS.stream()
                                        .map(id -> new Choice(
                                                id, words.of("Department", id), id.equals(filter.department()))))
                        .toList(),
                people(filter, mine, colleagues, locale),
                Arrays.stream(Priority.values())
                        .map(each -> new Choice(each.name(), words.of(each), each == filter.priority()))
                        .toList(),
                Arrays.stream(ClockName.values())
                        .map(each -> new Choice(each.name(), words.of(each), each == filter.clock()))
                        .toList(),
                state == null ? "" : slug(state));
    }

    private static List<Choice> people(BoardFilter filter, boolean mine, Colleagues colleagues, Locale locale) {
        String person = mine ? null : filter.person();
        List<Choice> people = new ArrayList<>(colleagues.all(locale).stream()
                .map(each -> new Choice(each.id(), each.name(), each.id().equals(person)))
                .toList());
        if (person != null && people.stream().noneMatch(Choice::chosen)) {
            people.add(0, new Choice(person, colleagues.name(person), true));
        }
        return List.copyOf(people);
    }

    private static List<Chip> chips(Board.Shown shown, BoardFilter filter, long total, Words words) {
        return Stream.concat(
                        Stream.of(new Chip(
                                "all",
                                words.text("board.all"),
                                Long.toString(total),
                                "quiet",
                                address(filter, null, null),
                                filter.state() == null)),
                        Arrays.stream(BoardSection.values())
                                .map(section -> new Chip(
                                        slug(section),
                                        words.of(section),
                                        Long.toString(Objects.requireNonNullElse(
                                                shown.counts().get(section), 0L)),
                                        toneOf(section),
                                        address(filter, section, null),
                                        section == filter.state())))
                .toList();
    }

    /** This board with another section, from a place on. */
    static String address(BoardFilter filter, @Nullable BoardSection state, @Nullable String after) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/board");
        Priority priority = filter.priority();
        ClockName clock = filter.clock();
        String person = filter.person();
        String department = filter.department();
        if (department != null) {
            address.queryParam("department", "{department}");
        }
        if (person != null) {
            address.queryParam("person", "{person}");
        }
        if (priority != null) {
            address.queryParam("priority", priority.name());
        }
        if (clock != null) {
            address.queryParam("clock", clock.name());
        }
        if (state != null) {
            address.queryParam("state", slug(state));
        }
        if (after != null) {
            address.queryParam("after", after);
        }
        return address.encode()
                .buildAndExpand(Map.of(
                        "department", department == null ? "" : department, "person", person == null ? "" : person))
                .toUriString();
    }

    /** For addresses: {@code at-risk}. */
    static String slug(BoardSection section) {
        return section.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String toneOf(BoardSection section) {
        return switch (section) {
            case BREACHED -> "bad";
            case AT_RISK -> "warn";
            case DUE_NEXT -> "info";
            case PAUSED -> "quiet";
        };
    }

    /** A value of a filter. */
    record Choice(String value, String label, boolean chosen) {}

    /** How many stand in a section; leads to that section alone. */
    record Chip(String id, String label, String count, String tone, String address, boolean chosen) {}

    /** A section with the first few of its tickets. */
    record Column(
            String id,
            String title,
            String tone,
            String count,
            String empty,
            List<Card> cards,
            @Nullable String more,
            String moreText) {

        static Column of(
                Board.Section section, Board.Shown shown, BoardFilter filter, Colleagues colleagues, Words words) {
            BoardSection which = section.section();
            boolean alone = filter.state() != null;
            long hidden = section.total() - section.lines().size();
            String more = alone
                    ? section.next() == null ? null : address(filter, which, section.next())
                    : hidden > 0 ? address(filter, which, null) : null;
            return new Column(
                    slug(which),
                    words.of(which),
                    toneOf(which),
                    Long.toString(section.total()),
                    words.text("board.empty." + slug(which)),
                    section.lines().stream()
                            .map(line -> Card.of(line, shown, colleagues, words))
                            .toList(),
                    more,
                    alone ? words.text("board.next") : words.text("board.more", Long.toString(hidden)));
        }
    }

    /** A ticket on the board. */
    record Card(
            String number,
            String address,
            @Nullable Mark priority,
            Mark status,
            List<Mark> marks,
            String summary,
            String customer,
            String where,
            String owner,
            List<ClockLine> clocks,
            String moreClocks,
            List<Holder> holders) {

        static Card of(Board.Line line, Board.Shown shown, Colleagues colleagues, Words words) {
            BoardTicket ticket = line.ticket();
            String department = ticket.department();
            String owner = ticket.owner();
            return new Card(
                    ticket.number(),
                    "/tickets/" + ticket.number(),
                    Mark.priority(ticket.priority(), words),
                    Mark.status(ticket.status(), words),
                    marks(ticket, words),
                    ticket.summary().replaceAll("\\s+", " ").strip(),
                    ticket.customerName(),
                    department == null ? words.text("board.department.none") : words.of("Department", department),
                    owner == null ? "" : colleagues.name(owner),
                    line.clocks().stream()
                            .map(clock -> ClockLine.of(clock, shown, words))
                            .toList(),
                    line.moreClocks() == 0 ? "" : words.text("board.clocks.more", Integer.toString(line.moreClocks())),
                    line.held().stream()
                            .map(held -> Holder.of(held, colleagues, words))
                            .toList());
        }

        private static List<Mark> marks(BoardTicket ticket, Words words) {
            List<Mark> marks = new ArrayList<>();
            if (ticket.suspectedEmergency() && ticket.priority() == null) {
                marks.add(new Mark(words.text("desk.mark.emergency"), "solid"));
            }
            Mark elsewhere = Mark.foreignCase(ticket.channel(), ticket.externalNumber(), ticket.externalDueAt(), words);
            if (elsewhere != null) {
                marks.add(elsewhere);
            }
            if (ticket.mood() == Mood.ANGRY) {
                marks.add(new Mark(words.text("desk.mark.angry"), "bad"));
            } else if (ticket.mood() == Mood.DISSATISFIED) {
                marks.add(new Mark(words.text("board.mark.dissatisfied"), "warn"));
            }
            if (ticket.urgedCount() > 0) {
                marks.add(new Mark(words.text("desk.mark.urged", Integer.toString(ticket.urgedCount())), "bad"));
            }
            if (ticket.escalated()) {
                marks.add(new Mark(words.text("desk.mark.escalated"), "warn"));
            }
            if (ticket.reopenedCount() > 0) {
                marks.add(new Mark(words.text("desk.mark.reopened", Integer.toString(ticket.reopenedCount())), "info"));
            }
            return List.copyOf(marks);
        }
    }

    /** A clock with what is left of it; {@code due} and {@code risk} in seconds since 1970 while it counts. */
    record ClockLine(
            String name,
            String tone,
            String remaining,
            String due,
            @Nullable Long dueSecond,
            @Nullable Long riskSecond) {

        static ClockLine of(BoardClock clock, Board.Shown shown, Words words) {
            BoardSection section = clock.section(shown.now(), shown.atRisk());
            boolean counts = clock.state() != ClockState.PAUSED;
            Instant pausedAt = clock.pausedAt();
            String pausedFor = clock.pausedFor();
            return new ClockLine(
                    words.of(clock.name()),
                    toneOf(section),
                    counts
                            ? words.countdown(clock.dueAt(), shown.now())
                            : pausedAt == null
                                    ? words.of(ClockState.PAUSED)
                                    : words.text(
                                            "board.paused", words.duration(Duration.between(pausedAt, shown.now()))),
                    counts || pausedFor == null
                            ? words.text("desk.clock.due", words.moment(clock.dueAt()))
                            : words.text("board.paused.for", reason(pausedFor, words)),
                    counts ? clock.dueAt().getEpochSecond() : null,
                    counts ? clock.riskAt(shown.atRisk()).getEpochSecond() : null);
        }
    }

    private static String reason(String pausedFor, Words words) {
        return PauseReason.of(pausedFor)
                .map(reason -> words.text("pause-reason." + reason.name()))
                .orElse(pausedFor);
    }

    /** Who holds a task of it, or could. */
    record Holder(String task, String who, boolean waiting) {

        static Holder of(Holding held, Colleagues colleagues, Words words) {
            String assignee = held.assignee();
            return new Holder(
                    words.modelName(held.taskName()),
                    assignee != null
                            ? colleagues.name(assignee)
                            : held.groups().stream()
                                    .limit(2)
                                    .map(words::group)
                                    .collect(Collectors.joining(words.text("desk.comma"))),
                    assignee == null);
        }
    }
}
