package io.aftercare.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.OpenSessions;
import io.aftercare.tracking.AtRisk;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Live pages: who is told when, who is let in, and who is let go. */
class LivePagesTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final Changes changes = mock(Changes.class);
    private final OpenSessions sessions = mock(OpenSessions.class);
    private final LiveBoard board = new LiveBoard(mock(Board.class));
    private LivePages pages = pages(NEVER);

    private LivePages pages(Duration lives) {
        // looks only when the test does
        return new LivePages(changes, sessions, board, new BoardProperties(20, NEVER, NEVER, lives, 3, 2));
    }

    @BeforeEach
    void start() {
        pages.start();
    }

    @AfterEach
    void stop() {
        pages.stop();
    }

    @Test
    void nobodyAsksTheDatabaseWhileNobodyWatches() {
        pages.look();
        verifyNoInteractions(changes);
    }

    @Test
    void oneLookServesAllPagesAndOnlyAChangeMakesANewVersion() {
        pages.open("a", null, null);
        pages.open("b", null, null);
        clearInvocations(changes);
        long before = board.version();
        pages.look();
        assertThat(board.version()).isEqualTo(before);
        when(changes.look()).thenReturn(true);
        pages.look();
        assertThat(board.version()).isEqualTo(before + 1);
        verify(changes, times(2)).look();
    }

    @Test
    void thereIsALimitForAPersonAndForTheNode() {
        pages.open("a", null, null);
        pages.open("a", null, null);
        assertRefused("a", ProblemType.TOO_MANY_REQUESTS);
        pages.open("b", null, null);
        assertRefused("c", ProblemType.UNAVAILABLE);
        assertThat(pages.open()).isEqualTo(3);
    }

    @Test
    void aPageEndsWithItsSessionAndOnlyThat() {
        SseEmitter mine = pages.open("a", "s-1", null);
        SseEmitter other = pages.open("a", "s-2", null);
        SseEmitter program = pages.open("b", null, null);
        when(sessions.among(any())).thenReturn(Set.of("s-2"));
        pages.endSignedOut();
        assertThat(isOver(mine)).isTrue();
        assertThat(isOver(other)).isFalse();
        assertThat(isOver(program)).isFalse();
        assertThat(pages.open()).isEqualTo(2);
    }

    @Test
    void aPageEndsAfterAWhileSoThatRightsAreAskedAgain() {
        pages.stop();
        pages = pages(Duration.ofNanos(1_000_000));
        pages.start();
        SseEmitter page = pages.open("a", null, null);
        long end = System.nanoTime() + 1_000_000_000L;
        while (!isOver(page) && System.nanoTime() < end) {
            pages.look();
        }
        assertThat(isOver(page)).isTrue();
        assertThat(pages.open()).isZero();
    }

    @Test
    void whenTheNodeStopsAllPagesEndAndNoneIsLetIn() {
        SseEmitter page = pages.open("a", null, null);
        pages.stop();
        assertThat(isOver(page)).isTrue();
        assertThat(pages.open()).isZero();
        assertRefused("a", ProblemType.UNAVAILABLE);
    }

    @Test
    void aPageThatIsGoneIsForgotten() throws Exception {
        SseEmitter page = pages.open("a", null, null);
        page.complete();
        when(changes.look()).thenReturn(true);
        pages.look();
        assertThat(pages.open()).isZero();
    }

    @Test
    void aDatabaseThatIsAwayEndsNothing() {
        pages.open("a", null, null);
        when(changes.look()).thenThrow(new IllegalStateException("away"));
        pages.look();
        assertThat(pages.open()).isEqualTo(1);
    }

    @Test
    void pagesThatAskForTheSameAfterTheSameChangeCostOneAnswer() {
        Board asked = mock(Board.class);
        LiveBoard live = new LiveBoard(asked);
        BoardFilter all = new BoardFilter(null, null, null, null, null);
        BoardFilter mine = new BoardFilter(null, "agent", null, null, null);
        Board.Shown shown =
                new Board.Shown(BoardTestBeans.NOW, new AtRisk(75), java.util.Map.of(), java.util.List.of());
        when(asked.show(any(), any(), org.mockito.ArgumentMatchers.anyInt())).thenReturn(shown);
        live.show(all, null, 20);
        live.show(all, null, 20);
        verify(asked, times(1)).show(all, null, 20);
        live.show(mine, null, 20);
        verify(asked, times(1)).show(mine, null, 20);
        live.changed();
        live.show(all, null, 20);
        verify(asked, times(2)).show(all, null, 20);
        verify(asked, never()).show(all, null, 21);
    }

    @Test
    void anAnswerThatFailedIsNotKept() {
        Board asked = mock(Board.class);
        LiveBoard live = new LiveBoard(asked);
        BoardFilter all = new BoardFilter(null, null, null, null, null);
        when(asked.show(all, null, 20)).thenThrow(new IllegalStateException("away"));
        assertThatThrownBy(() -> live.show(all, null, 20)).hasMessage("away");
        assertThatThrownBy(() -> live.show(all, null, 20)).hasMessage("away");
        verify(asked, times(2)).show(all, null, 20);
    }

    private void assertRefused(String user, ProblemType type) {
        assertThatThrownBy(() -> pages.open(user, null, null))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> assertThat(refusal.type())
                        .isEqualTo(type));
    }

    /** What is over takes nothing more. */
    private static boolean isOver(SseEmitter page) {
        return Boolean.TRUE.equals(ReflectionTestUtils.getField(page, "complete"));
    }
}
