package io.aftercare.board;

import io.aftercare.board.BoardMapper.Counts;
import io.aftercare.board.BoardMapper.Place;
import io.aftercare.board.Holdings.Holding;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.tracking.AtRisk;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the board (2-18, 3-11): every ticket once, where its most pressing clock puts it, a few of each section. */
@Service
@Transactional(readOnly = true)
public class Board {

    static final int LARGEST_PAGE = 100;
    private static final int NEAREST = 3;
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,6})~([0-9]{1,11})~([0-9A-Za-z-]{1,20})");

    private final BoardMapper board;
    private final Holdings holdings;
    private final AtRisk atRisk;
    private final Clock clock;

    Board(BoardMapper board, Holdings holdings, AtRisk atRisk, Clock clock) {
        this.board = board;
        this.holdings = holdings;
        this.atRisk = atRisk;
        this.clock = clock;
    }

    /**
     * What stands on the board now: with a {@code state} in the filter that section alone from the place {@code after}
     * on, else the first few of every section.
     */
    Shown show(BoardFilter filter, @Nullable String after, int size) {
        Instant now = clock.instant();
        Collection<String> held = filter.person() == null ? Set.of() : holdings.heldBy(filter.person());
        Counts counted = board.counts(filter, held, now, atRisk.from());
        Map<BoardSection, Long> counts = new EnumMap<>(BoardSection.class);
        Map<BoardSection, List<Place>> places = new EnumMap<>(BoardSection.class);
        BoardSection only = filter.state();
        for (BoardSection section : BoardSection.values()) {
            counts.put(section, counted.of(section));
            if (only == null && counted.of(section) > 0 || only == section) {
                int limit = only == null ? size : size + 1;
                places.put(section, section(filter, held, now, section, only == null ? null : after, limit));
            }
        }
        String next = null;
        if (only != null) {
            List<Place> found = places.getOrDefault(only, List.of());
            if (found.size() > size) {
                next = place(found.get(size - 1));
                places.put(only, found.subList(0, size));
            }
        }
        return new Shown(now, atRisk, counts, sections(filter, places, only, next, counts));
    }

    private List<Place> section(
            BoardFilter filter,
            Collection<String> held,
            Instant now,
            BoardSection only,
            @Nullable String after,
            int limit) {
        Place from = null;
        if (after != null) {
            Matcher place = PLACE.matcher(after);
            if (!place.matches()) {
                throw new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", "after");
            }
            from = new Place(
                    place.group(3),
                    Instant.ofEpochSecond(Long.parseLong(place.group(2))),
                    Integer.parseInt(place.group(1)));
        }
        return filter.clock() == null
                ? board.section(filter, held, now, only, from, limit)
                : board.sectionOfClock(filter, held, now, atRisk.from(), only, from, limit);
    }

    private static String place(Place last) {
        return last.urged() + "~" + last.dueAt().getEpochSecond() + "~" + last.ticketNumber();
    }

    private List<Section> sections(
            BoardFilter filter,
            Map<BoardSection, List<Place>> places,
            @Nullable BoardSection only,
            @Nullable String next,
            Map<BoardSection, Long> counts) {
        List<String> numbers = places.values().stream()
                .flatMap(List::stream)
                .map(Place::ticketNumber)
                .toList();
        Map<String, BoardTicket> tickets = new HashMap<>();
        Map<String, List<BoardClock>> clocks = new HashMap<>();
        Map<String, List<Holding>> held = holdings.of(numbers);
        if (!numbers.isEmpty()) {
            board.tickets(numbers).forEach(ticket -> tickets.put(ticket.number(), ticket));
            clocks.putAll(board.clocks(numbers).stream().collect(Collectors.groupingBy(BoardClock::ticketNumber)));
        }
        return Arrays.stream(BoardSection.values())
                .filter(section -> only == null || only == section)
                .map(section -> new Section(
                        section,
                        counts.getOrDefault(section, 0L),
                        places.getOrDefault(section, List.of()).stream()
                                .flatMap(place -> Stream.ofNullable(tickets.get(place.ticketNumber())))
                                .map(ticket -> line(
                                        ticket,
                                        clocks.getOrDefault(ticket.number(), List.of()),
                                        held.getOrDefault(ticket.number(), List.of()),
                                        filter.clock()))
                                .toList(),
                        next))
                .toList();
    }

    private static Line line(
            BoardTicket ticket, List<BoardClock> clocks, List<Holding> held, @Nullable ClockName wanted) {
        return new Line(ticket, nearest(clocks, wanted), Math.max(0, clocks.size() - NEAREST), held);
    }

    /** What counts comes before what stands still; the clock that was asked for is always among them. */
    private static List<BoardClock> nearest(List<BoardClock> clocks, @Nullable ClockName wanted) {
        List<BoardClock> sorted = new ArrayList<>(clocks);
        sorted.sort(Comparator.comparing((BoardClock each) -> each.state() == ClockState.PAUSED)
                .thenComparing(BoardClock::dueAt));
        if (sorted.size() <= NEAREST) {
            return List.copyOf(sorted);
        }
        List<BoardClock> first = new ArrayList<>(sorted.subList(0, NEAREST));
        if (wanted != null && first.stream().noneMatch(each -> each.name() == wanted)) {
            sorted.stream()
                    .filter(each -> each.name() == wanted)
                    .findFirst()
                    .ifPresent(each -> first.set(NEAREST - 1, each));
        }
        return List.copyOf(first);
    }

    /** The board at one moment; {@code counts} has every section. */
    record Shown(Instant now, AtRisk atRisk, Map<BoardSection, Long> counts, List<Section> sections) {}

    /** A section; {@code next} leads to what follows, only where one section is shown alone. */
    record Section(
            BoardSection section,
            long total,
            List<Line> lines,
            @Nullable String next) {}

    /** A ticket with its nearest clocks, {@code moreClocks} beyond them, and who holds it. */
    record Line(BoardTicket ticket, List<BoardClock> clocks, int moreClocks, List<Holding> held) {}
}
