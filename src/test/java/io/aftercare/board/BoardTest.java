package io.aftercare.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.problem.ProblemException;
import io.aftercare.ticket.Priority;
import io.aftercare.tracking.ClockName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.springframework.beans.factory.annotation.Autowired;

@BoardSliceTest
class BoardTest {

    private static final BoardFilter ALL = new BoardFilter(null, null, null, null, null);

    @Autowired
    Board board;

    @Autowired
    BoardScene scene;

    @Autowired
    BoardTestBeans.Held held;

    @BeforeEach
    void empty() {
        scene.forget();
        held.tasks.clear();
    }

    @Test
    void everyTicketStandsOnceWhereItsMostPressingClockPutsIt() {
        scene.ticket("late");
        scene.clock("late", "RESOLUTION", hours(1), hours(20));
        scene.clock("late", "PLAN", hours(3), hours(-1));
        scene.ticket("just-due");
        scene.clock("just-due", "PLAN", hours(3), Duration.ZERO);
        scene.ticket("risk");
        scene.clock("risk", "PLAN", hours(3), hours(1));
        scene.clock("risk", "RESOLUTION", hours(3), hours(30));
        scene.ticket("fine");
        scene.clock("fine", "PLAN", hours(3), hours(2));
        scene.ticket("fine-with-pause");
        scene.clock("fine-with-pause", "CUSTOMER_UPDATE", hours(1), hours(23));
        scene.pausedClock("fine-with-pause", "RESOLUTION", hours(-1), "waits for the serial number");
        scene.ticket("still");
        scene.pausedClock("still", "RESOLUTION", hours(-1), "waits for the customer");

        Board.Shown shown = show(ALL);

        assertThat(numbers(shown, BoardSection.BREACHED)).containsExactly("late", "just-due");
        assertThat(numbers(shown, BoardSection.AT_RISK)).containsExactly("risk");
        assertThat(numbers(shown, BoardSection.DUE_NEXT)).containsExactly("fine", "fine-with-pause");
        assertThat(numbers(shown, BoardSection.PAUSED)).containsExactly("still");
        assertThat(shown.counts()).containsEntry(BoardSection.BREACHED, 2L).containsEntry(BoardSection.PAUSED, 1L);
        BoardClock paused = line(shown, "still").clocks().get(0);
        assertThat(paused.pausedFor()).isEqualTo("waits for the customer");
        assertThat(paused.pausedAt()).isEqualTo(BoardTestBeans.NOW.minus(hours(1)));
    }

    @Test
    void whatIsMetOrNoLongerWantedIsNotOnTheBoard() {
        scene.ticket("done");
        scene.clock("done", "PLAN", hours(3), hours(-1));
        scene.clock("done", "RESOLUTION", hours(3), hours(-1));
        scene.end("done", "PLAN", "met_at");
        scene.end("done", "RESOLUTION", "stopped_at");

        assertThat(show(ALL).counts().values()).containsOnly(0L);
    }

    @Test
    void theThreeNearestClocksAreShownAndTheOneAskedForIsAmongThem() {
        scene.ticket("many");
        scene.pausedClock("many", "APPROVAL", hours(1), "waits");
        scene.clock("many", "RESOLUTION", hours(1), hours(40));
        scene.clock("many", "HANDLING", hours(1), hours(-1));
        scene.clock("many", "PLAN", hours(1), hours(2));
        scene.clock("many", "CUSTOMER_UPDATE", hours(1), hours(20));

        Board.Line line = line(show(ALL), "many");

        assertThat(line.clocks())
                .extracting(BoardClock::name)
                .containsExactly(ClockName.HANDLING, ClockName.PLAN, ClockName.CUSTOMER_UPDATE);
        assertThat(line.moreClocks()).isEqualTo(2);
        Board.Shown asked = show(new BoardFilter(null, null, null, ClockName.RESOLUTION, null));
        assertThat(numbers(asked, BoardSection.DUE_NEXT))
                .as("judged by that clock alone")
                .containsExactly("many");
        assertThat(line(asked, "many").clocks())
                .extracting(BoardClock::name)
                .containsExactly(ClockName.HANDLING, ClockName.PLAN, ClockName.RESOLUTION);
    }

    @Test
    void theFiltersNarrowLinesAndCountsAlike() {
        due("1", scene.ticket("1", "P0", "technical", "agent"));
        due("2", scene.ticket("2", "P1", "operations", "agent2"));
        due("3", scene.ticket("3", null, null, null));
        due("4", scene.ticket("4", "P1", "technical", "agent2"));
        held.give("2", "agent");

        assertThat(found(new BoardFilter("technical", null, null, null, null))).containsExactly("1", "4");
        assertThat(found(new BoardFilter(BoardFilter.NO_DEPARTMENT, null, null, null, null)))
                .containsExactly("3");
        assertThat(found(new BoardFilter(null, "agent", null, null, null)))
                .as("owns the one, holds a task of the other")
                .containsExactly("1", "2");
        assertThat(found(new BoardFilter(null, "agent2", null, null, null))).containsExactly("2", "4");
        assertThat(found(new BoardFilter(null, null, Priority.P1, null, null))).containsExactly("2", "4");
        assertThat(found(new BoardFilter(null, "nobody", null, null, null))).isEmpty();
        assertThat(found(new BoardFilter(null, null, null, ClockName.CALLBACK, null)))
                .isEmpty();
        Board.Shown narrow = show(new BoardFilter("technical", "agent2", Priority.P1, ClockName.PLAN, null));
        assertThat(narrow.counts()).containsEntry(BoardSection.DUE_NEXT, 1L);
        assertThat(line(show(ALL), "2").held())
                .extracting(Holdings.Holding::assignee)
                .containsExactly("agent");
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(names = "PLAN")
    void aLongSectionIsCountedWholeAndReadInPagesThatMissAndRepeatNothing(@Nullable ClockName clock) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            String number = "n-%02d".formatted(i);
            scene.ticket(number);
            // several are due in the same second
            scene.clock(number, "PLAN", hours(1), hours(10 + i / 5));
            all.add(number);
        }

        Board.Shown first = board.show(new BoardFilter(null, null, null, clock, null), null, 5);
        assertThat(first.counts()).containsEntry(BoardSection.DUE_NEXT, 23L);
        assertThat(numbers(first, BoardSection.DUE_NEXT)).isEqualTo(all.subList(0, 5));

        BoardFilter alone = new BoardFilter(null, null, null, clock, BoardSection.DUE_NEXT);
        List<String> read = new ArrayList<>();
        String after = null;
        do {
            Board.Shown page = board.show(alone, after, 4);
            assertThat(page.sections()).hasSize(1);
            read.addAll(numbers(page, BoardSection.DUE_NEXT));
            after = page.sections().get(0).next();
        } while (after != null);
        assertThat(read).isEqualTo(all);
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(names = "PLAN")
    void whoseCustomerUrgedStandsFirstInItsSectionAlsoAcrossPages(@Nullable ClockName clock) {
        for (int i = 1; i <= 6; i++) {
            due(Integer.toString(i), scene.ticket(Integer.toString(i)));
        }
        scene.urged("5", 1);
        scene.urged("4", 3);

        assertThat(found(new BoardFilter(null, null, null, clock, null))).containsExactly("4", "5", "1", "2", "3", "6");
        BoardFilter alone = new BoardFilter(null, null, null, clock, BoardSection.DUE_NEXT);
        Board.Shown first = board.show(alone, null, 1);
        Board.Shown second = board.show(alone, first.sections().get(0).next(), 2);
        Board.Shown third = board.show(alone, second.sections().get(0).next(), 9);
        assertThat(numbers(first, BoardSection.DUE_NEXT)).containsExactly("4");
        assertThat(numbers(second, BoardSection.DUE_NEXT)).containsExactly("5", "1");
        assertThat(numbers(third, BoardSection.DUE_NEXT)).containsExactly("2", "3", "6");
    }

    @Test
    void aPlaceThatWasMadeUpIsRefused() {
        BoardFilter alone = new BoardFilter(null, null, null, null, BoardSection.DUE_NEXT);
        for (String nonsense : List.of("x", "0~1~", "0~1~a b", "0~999999999999~1", "1~1", "' or 1=1")) {
            assertThatThrownBy(() -> board.show(alone, nonsense, 4))
                    .as(nonsense)
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void aLongDescriptionIsOnlyBegun() {
        due("1", scene.ticket("1"));
        assertThat(line(show(ALL), "1").ticket().summary()).hasSize(200);
    }

    private void due(String number, String same) {
        assertThat(number).isEqualTo(same);
        scene.clock(number, "PLAN", hours(1), hours(10 + Integer.parseInt(number)));
    }

    private Board.Shown show(BoardFilter filter) {
        return board.show(filter, null, 20);
    }

    private List<String> found(BoardFilter filter) {
        Board.Shown shown = show(filter);
        List<String> found = shown.sections().stream()
                .flatMap(section -> section.lines().stream())
                .map(line -> line.ticket().number())
                .toList();
        assertThat(shown.counts().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(found.size());
        return found;
    }

    private static List<String> numbers(Board.Shown shown, BoardSection wanted) {
        return shown.sections().stream()
                .filter(section -> section.section() == wanted)
                .flatMap(section -> section.lines().stream())
                .map(line -> line.ticket().number())
                .toList();
    }

    private static Board.Line line(Board.Shown shown, String number) {
        return shown.sections().stream()
                .flatMap(section -> section.lines().stream())
                .filter(line -> line.ticket().number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }
}
