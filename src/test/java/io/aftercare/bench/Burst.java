package io.aftercare.bench;

import io.aftercare.MySqlServer;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * P4: very many plans become late in the same second while people work on; the reference is the stock job executor with as
 * many timers that call an empty expression. Before it, a single one after a long rest.
 */
final class Burst {

    private static final String BREACHES = "select count(*) from clock_level l join clock c on c.id = l.clock_id"
            + " where c.name = 'PLAN' and l.level = 100";

    private final Settings settings;
    private final OurProgram program;
    private final Lifecycle line;
    private final MovedClock clock;
    private final JdbcTemplate jdbc;
    private final Server server;
    private final Report report = new Report("p4", "P4: ten thousand escalations at once", "stock job executor");

    private Burst(Settings settings, OurProgram program, Server server) {
        this.settings = settings;
        this.program = program;
        this.clock = program.bean(MovedClock.class);
        this.jdbc = program.bean(JdbcTemplate.class);
        this.line = Lifecycle.ours(server, clock, program);
        this.server = server;
    }

    static void run(Settings settings) throws Exception {
        try (Server server = new Server(MySqlServer.empty("p4"));
                OurProgram program = new OurProgram(server.database(), "aftercare.tracking.watch-enabled=true");
                StockEngine stock = new StockEngine()) {
            new Burst(settings, program, server).run(stock);
        }
    }

    private void run(StockEngine stock) throws Exception {
        int tickets = settings.count("tickets", 10_000, 1_000);
        int rounds = settings.count("rounds", 2, 1);
        int warmUp = settings.count("warm-up", 3_000, 100);
        Duration idle = settings.seconds("idle", 60, 8);
        report.ours().add("a lone one after a rest, s late", lone(idle));
        report.reference().add("a lone one after a rest, s late", stock.lone(idle));
        String first = line.walk(0, 2);
        copy(first, warmUp, 0);
        drain(until(first), warmUp, false);
        stock.start(warmUp);
        stock.drain();
        for (int round = 0; round < rounds; round++) {
            String sample = line.walk(0, 2);
            copy(sample, tickets, warmUp + round * tickets);
            told(drain(until(sample), tickets, true), report.ours());
            stock.start(tickets);
            told(stock.drain(), report.reference());
        }
        amongPeople(tickets, warmUp + rounds * tickets);
        report.row("drained in, s", "<= 60, and <= 0.33");
        report.row("half of them late by, s", "");
        report.row("95 % of them late by, s", "");
        report.row("escalations per second", ">= 3");
        report.row("SQL statements per ticket", "");
        report.row("commits per ticket", "");
        report.row("drained among people in, s", "<= 60");
        report.row("people meanwhile p95 ms", "<= 2 x at rest");
        report.row("people at rest p95 ms", "");
        report.row("a lone one after a rest, s late", "<= 5");
        report.note(
                "%d a round, %d rounds in turn after %d to warm up; ours writes the timeline, mail to the outbox and the task's new hands; then"
                        + " once more while people open 20 lists a second; rest: %d s",
                tickets, rounds, warmUp, idle.toSeconds());
        long lines = server.number("select count(*) from timeline_entry where kind = 'ESCALATED' and clock = 'PLAN'"
                + " and clock_level = 100");
        report.check("escalations on the timeline", (rounds + 1L) * (tickets + 1) + warmUp + 2, lines);
        report.check(
                "tickets escalated twice",
                0,
                server.number("select count(*) from (select ticket_number from timeline_entry where kind = 'ESCALATED'"
                        + " and clock = 'PLAN' and clock_level = 100 group by ticket_number having count(*) > 1) t"));
        report.finish();
    }

    /** Seconds until a single plan that becomes late after a rest is told. */
    private double lone(Duration idle) throws InterruptedException {
        Instant due = until(line.walk(0, 2));
        int before = count(BREACHES);
        Thread.sleep(idle.toMillis());
        long begin = System.nanoTime();
        clock.moveTo(due);
        while (count(BREACHES) == before) {
            Thread.sleep(20);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private void copy(String sample, int tickets, int from) throws Exception {
        try (Copies copies = new Copies(server.database(), 1_000)) {
            copies.copy(sample, from, tickets, Copies.Due.TOGETHER);
        }
        // what comes before is not measured: of the copies only the plans are watched, and only for being late
        jdbc.update("update clock set next_level = null, next_level_at = null where ticket_number like 'B%'"
                + " and name <> 'PLAN' and next_level_at is not null");
        jdbc.update("update clock set next_level = 100, next_level_at = due_at where ticket_number like 'B%'"
                + " and name = 'PLAN' and state = 'RUNNING' and met_at is null and stopped_at is null");
    }

    /** Time goes on by the last second. */
    private Drain drain(Instant due, int tickets, boolean counted) throws Exception {
        int before = count(BREACHES);
        Server.Traffic traffic = server.traffic();
        long begin = System.nanoTime();
        clock.moveTo(due);
        Drain drain = Drain.watch(tickets + 1, begin, () -> count(BREACHES) - before);
        if (counted) {
            server.traffic().since(traffic).per(tickets, report.ours());
        }
        return drain;
    }

    /** Once more, while people look at lists. */
    private void amongPeople(int tickets, int from) throws Exception {
        String sample = line.walk(0, 2);
        copy(sample, tickets, from);
        Instant due = until(sample);
        Driver people = Driver.get(program.address(), List.of("agent /api/tickets?size=20"));
        Duration time = settings.seconds("foreground", 20, 8);
        report.ours()
                .add(
                        "people at rest p95 ms",
                        people.open(20, Duration.ofSeconds(5), time).millis("p95"));
        Driver.Running meanwhile = people.openMeanwhile(20, time);
        // Gatling needs a moment to begin
        Thread.sleep(4_000);
        report.ours()
                .add(
                        "drained among people in, s",
                        seconds(drain(due, tickets, false).whole()));
        report.ours().add("people meanwhile p95 ms", Driver.await(meanwhile).millis("p95"));
    }

    private static void told(Drain drain, Figures figures) {
        figures.add("drained in, s", seconds(drain.whole()));
        figures.add("half of them late by, s", seconds(drain.half()));
        figures.add("95 % of them late by, s", seconds(drain.most()));
        figures.add("escalations per second", drain.done() / seconds(drain.whole()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** Goes to the second before the ticket's plan is late, and waits until everything is told that is due by then. */
    private Instant until(String ticket) throws InterruptedException {
        Instant due = Objects.requireNonNull(jdbc.queryForObject(
                        "select max(due_at) from clock where ticket_number = ? and name = 'PLAN'",
                        Timestamp.class,
                        ticket))
                .toInstant();
        clock.moveTo(due.minusSeconds(1));
        while (count("select count(*) from clock where next_level_at <= '"
                        + clock.instant().atOffset(ZoneOffset.UTC).toLocalDateTime() + "'")
                > 0) {
            Thread.sleep(100);
        }
        return due;
    }

    private int count(String sql) {
        return (int) server.number(sql);
    }
}
