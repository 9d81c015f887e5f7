package io.aftercare.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What another node writes is noticed: every write here goes past the board's own code. */
@BoardSliceTest
class ChangesTest {

    @Autowired
    Changes changes;

    @Autowired
    BoardMapper board;

    @Autowired
    BoardScene scene;

    @Autowired
    BoardTestBeans.Held held;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    DataSource source;

    @BeforeEach
    void quiet() {
        scene.forget();
        held.lately.clear();
        scene.ticket("1");
        scene.clock("1", "PLAN", Duration.ofHours(1), Duration.ofHours(3));
        changes.look();
        assertThat(changes.look()).as("nothing happens").isFalse();
        // the database tells changes of a clock apart by the millisecond
        while (!Boolean.TRUE.equals(
                jdbc.queryForObject("select localtimestamp(3) > max(changed_at) from clock", Boolean.class))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aNewLineOfATimelineIsNoticedOnce() {
        scene.say("1", "NOTE", "x", BoardTestBeans.NOW);
        assertThat(changes.look()).isTrue();
        assertThat(changes.look()).isFalse();
    }

    @Test
    void aClockThatChangesOrBeginsIsNoticed() {
        jdbc.update("update clock set state = 'PAUSED' where ticket_number = '1'");
        assertThat(changes.look()).isTrue();
        assertThat(changes.look()).isFalse();
        scene.clock("1", "RESOLUTION", Duration.ZERO, Duration.ofHours(3));
        assertThat(changes.look()).isTrue();
    }

    @Test
    void aTaskThatSomebodyTakesIsNoticed() {
        held.lately.add("task|agent|now");
        assertThat(changes.look()).isTrue();
        assertThat(changes.look()).isFalse();
    }

    @Test
    void whatWasWrittenEarlierButCommittedLaterIsNoticedToo() throws SQLException {
        try (Connection slow = source.getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.executeUpdate("insert into timeline_entry (ticket_number, at, kind, actor, visible_to_customer)"
                    + " values ('1', '2026-11-23 04:00:00', 'NOTE', 'agent', false)");
            scene.say("1", "NOTE", "faster", BoardTestBeans.NOW);
            assertThat(changes.look()).isTrue();
            assertThat(changes.look()).isFalse();
            slow.commit();
        }
        assertThat(changes.look()).as("its number is the lower one").isTrue();
    }

    @Test
    void aLeapOfTheDemosClockIsNoticed() {
        AtomicLong now = new AtomicLong(System.currentTimeMillis());
        Changes leaping = new Changes(board, held, new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(now.get());
            }
        });
        leaping.look();
        assertThat(leaping.look()).isFalse();
        now.addAndGet(Duration.ofHours(25).toMillis());
        assertThat(leaping.look()).isTrue();
        assertThat(leaping.look()).isFalse();
    }
}
