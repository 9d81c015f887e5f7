package io.aftercare.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.board.HandoverMapper.HandoverTicket;
import io.aftercare.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@BoardSliceTest
class HandoverTest {

    @Autowired
    Handover handover;

    @Autowired
    BoardScene scene;

    @Autowired
    BoardTestBeans.Held held;

    @Autowired
    JdbcTemplate jdbc;

    @BeforeEach
    void empty() {
        scene.forget();
        held.tasks.clear();
    }

    @Test
    void lateComesFirstThenWhatIsPromisedThenWhatWaitsForApprovalThenTheRest() {
        scene.ticket("rest");
        scene.clock("rest", "RESOLUTION", Duration.ofHours(1), Duration.ofHours(13));
        scene.ticket("approval");
        scene.status("approval", "AWAITING_APPROVAL");
        scene.clock("approval", "APPROVAL", Duration.ofHours(1), Duration.ofHours(2));
        scene.ticket("promised");
        scene.clock("promised", "CUSTOMER_UPDATE", Duration.ofHours(1), Duration.ofHours(12));
        scene.ticket("late");
        scene.clock("late", "PLAN", Duration.ofHours(9), Duration.ofHours(-1));
        scene.ticket("closed");
        scene.status("closed", "CLOSED");

        Handover.Standing standing = handover.standing(null, null, 12);

        assertThat(numbers(standing)).containsExactly("late", "promised", "approval", "rest");
        HandoverMapper.Tally tally = standing.tallies().get(0);
        assertThat(tally).isEqualTo(new HandoverMapper.Tally("technical", 4, 1, 1, 1));
        assertThat(numbers(handover.standing(null, null, 13)))
                .as("one hour further the rest is promised too")
                .containsExactly("late", "promised", "rest", "approval");
    }

    @Test
    void aClockThatStandsStillPromisesNothing() {
        scene.ticket("still");
        scene.pausedClock("still", "RESOLUTION", Duration.ofHours(2), "waits");
        HandoverTicket ticket = handover.standing(null, null, 12).tickets().get(0);
        assertThat(ticket.promisedAt()).isNull();
        assertThat(ticket.lateSince()).isNull();
    }

    @Test
    void theDateOfAPlanThatTheCustomerWasSentIsAPromise() {
        scene.ticket("planned");
        solution("planned", 1, "REPLACED", 3, true);
        solution("planned", 2, "APPROVED", 5, true);
        scene.ticket("not-sent");
        solution("not-sent", 1, "APPROVED", 5, false);

        List<HandoverTicket> tickets = handover.standing(null, null, 12).tickets();

        assertThat(tickets).extracting(HandoverTicket::number).containsExactly("planned", "not-sent");
        assertThat(tickets.get(0).promisedAt()).isEqualTo(BoardTestBeans.NOW.plus(Duration.ofHours(5)));
        assertThat(tickets.get(1).promisedAt()).isNull();
    }

    @Test
    void departmentAndPersonNarrowItAndTheLastLineIsTold() {
        scene.ticket("1", "P1", "technical", "agent");
        scene.ticket("2", "P1", "operations", "agent2");
        scene.ticket("3", null, null, null);
        held.give("2", "agent");
        scene.say("1", "RECEIVED", "first", BoardTestBeans.NOW.minusSeconds(60));
        scene.say("1", "NOTE", "the last word 𠮷", BoardTestBeans.NOW);

        assertThat(numbers(handover.standing("operations", null, 12))).containsExactly("2");
        assertThat(numbers(handover.standing(BoardFilter.NO_DEPARTMENT, null, 12)))
                .containsExactly("3");
        Handover.Standing his = handover.standing(null, "agent", 12);
        assertThat(numbers(his)).containsExactly("1", "2");
        assertThat(his.tallies()).extracting(HandoverMapper.Tally::open).containsExactly(1L, 1L);
        assertThat(his.lastLines().values())
                .extracting(HandoverMapper.LastLine::text)
                .containsExactly("the last word 𠮷");
        assertThat(his.lastLines()).doesNotContainKey("2");
    }

    @Test
    void notesAreKeptWithWhoWhenAndForWhomTheNewestFirst() {
        handover.write("agent", "technical", ShiftNote.Shift.EARLY, "engineer", "  call Ms Wang 𠮷 \n");
        handover.write("agent2", null, ShiftNote.Shift.NIGHT, null, "for everybody");
        handover.write("agent2", "product", ShiftNote.Shift.NIGHT, null, "not for technical");

        List<ShiftNote> notes = handover.standing("technical", null, 12).notes();

        assertThat(notes).extracting(ShiftNote::text).containsExactly("for everybody", "call Ms Wang 𠮷");
        assertThat(notes.get(1).writtenBy()).isEqualTo("agent");
        assertThat(notes.get(1).writtenFor()).isEqualTo("engineer");
        assertThat(notes.get(1).writtenAt()).isEqualTo(BoardTestBeans.NOW);
        assertThat(handover.standing(null, null, 12).notes()).hasSize(3);
    }

    @Test
    void anEmptyOrEndlessNoteIsRefused() {
        for (String text : List.of("", "   ", "x".repeat(10_001))) {
            assertThatThrownBy(() -> handover.write("agent", null, ShiftNote.Shift.EARLY, null, text))
                    .isInstanceOf(ProblemException.class);
        }
        assertThat(handover.standing(null, null, 12).notes()).isEmpty();
    }

    private void solution(String number, int version, String state, int hours, boolean sent) {
        jdbc.update(
                "insert into solution (ticket_number, version_no, state, remedy, steps, expected_completion_at,"
                        + " price_to_customer, proposed_by, proposed_at, plan_sent_at)"
                        + " values (?, ?, ?, 'REPAIR', 'x', ?, 0, 'engineer', ?, ?)",
                number,
                version,
                state,
                BoardScene.at(BoardTestBeans.NOW.plus(Duration.ofHours(hours))),
                BoardScene.at(BoardTestBeans.NOW),
                sent ? BoardScene.at(BoardTestBeans.NOW) : null);
    }

    private static List<String> numbers(Handover.Standing standing) {
        return standing.tickets().stream().map(HandoverTicket::number).toList();
    }
}
