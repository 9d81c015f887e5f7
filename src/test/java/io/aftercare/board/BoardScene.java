package io.aftercare.board;

import static io.aftercare.board.BoardTestBeans.NOW;

import io.aftercare.tracking.PressingRows;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tickets and clocks as the tables hold them. */
class BoardScene {

    private final JdbcTemplate jdbc;

    BoardScene(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void forget() {
        for (String table : List.of(
                "shift_note",
                "clock_level",
                "clock_pause",
                "clock",
                "solution",
                "obstacle",
                "timeline_entry",
                "ticket",
                "customer")) {
            jdbc.update("delete from " + table);
        }
        jdbc.update("insert into customer (ref, name, tier, created_at) values ('C-1', '王芳 𠮷', 'GOLD', ?)", at(NOW));
    }

    String ticket(String number) {
        return ticket(number, "P1", "technical", "agent");
    }

    String ticket(String number, @Nullable String priority, @Nullable String department, @Nullable String owner) {
        jdbc.update(
                "insert into ticket (number, status, channel, customer_ref, description, suspected_emergency, priority,"
                        + " department, owner, reported_by, not_ours_count, reopened_count, urged_count,"
                        + " resolution_round, escalated, status_since, received_at, propose_article)"
                        + " values (?, 'CLASSIFIED', 'PHONE', 'C-1', ?, false, ?, ?, ?, 'agent', 0, 0, 0, 0, false, ?,"
                        + " ?, false)",
                number,
                "It does not start ".repeat(30),
                priority,
                department,
                owner,
                at(NOW),
                at(NOW));
        return number;
    }

    /** A clock that began {@code ago} and is due after {@code left}. */
    void clock(String number, String name, Duration ago, Duration left) {
        clock(number, name, 1, "RUNNING", ago, left);
    }

    void clock(String number, String name, int round, String state, Duration ago, Duration left) {
        jdbc.update(
                "insert into clock (subject_ref, ticket_number, name, round_no, target, calendar, rule_version, state, started_at,"
                        + " due_at) values (?, ?, ?, ?, 'PT4H', 'SERVICE_HOURS', 1, ?, ?, ?)",
                number,
                number,
                name,
                round,
                state,
                at(NOW.minus(ago)),
                at(NOW.plus(left)));
        jdbc.update(PressingRows.sql());
    }

    void pausedClock(String number, String name, Duration left, String reason) {
        clock(number, name, 1, "PAUSED", Duration.ofHours(2), left);
        jdbc.update(
                "insert into clock_pause (clock_id, reason, paused_at)"
                        + " select id, ?, ? from clock where ticket_number = ? and name = ?",
                reason,
                at(NOW.minus(Duration.ofHours(1))),
                number,
                name);
    }

    void end(String number, String name, String column) {
        jdbc.update("update clock set " + column + " = ? where ticket_number = ? and name = ?", at(NOW), number, name);
        jdbc.update(PressingRows.sql());
    }

    void say(String number, String kind, String text, Instant when) {
        jdbc.update(
                "insert into timeline_entry (ticket_number, at, kind, actor, text, visible_to_customer)"
                        + " values (?, ?, ?, 'agent', ?, false)",
                number,
                at(when),
                kind,
                text);
    }

    void urged(String number, int times) {
        jdbc.update("update ticket set urged_count = ? where number = ?", times, number);
    }

    void status(String number, String status) {
        jdbc.update("update ticket set status = ? where number = ?", status, number);
    }

    static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }
}
