package io.aftercare.bench;

import io.aftercare.MySqlServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** P7: intake and lists while ever more tickets are stored, nineteen of twenty closed; the reference is the smallest size. */
final class Growth {

    private static final int OPEN = 20;

    private Growth() {}

    static void run(Settings settings) throws Exception {
        int[] sizes = Arrays.stream(settings.text("sizes", settings.small() ? "1000,5000" : "10000,100000")
                        .split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        int rounds = settings.count("rounds", 2, 1);
        double rate = settings.count("rate", 5, 5);
        Duration warmUp = settings.seconds("warm-up", 10, 5);
        Duration time = settings.seconds("seconds", 30, 10);
        Duration heat = settings.seconds("heat", 60, 5);
        Report report = new Report("p7", "P7: the largest size against the smallest", "at " + sizes[0]);
        try (Server server = new Server(MySqlServer.empty("p7"))) {
            Samples samples = Samples.in(server);
            long acknowledged = 0;
            int stored = 0;
            for (int size : sizes) {
                Figures figures = size == sizes[sizes.length - 1]
                        ? report.ours()
                        : size == sizes[0] ? report.reference() : new Figures();
                long begin = System.nanoTime();
                long bytes = server.bytes();
                try (Copies copies = new Copies(server.database(), size / 10)) {
                    int open = (size - stored) / OPEN / 5 * 5;
                    samples.copyOpen(copies, stored, open);
                    samples.copyClosed(copies, stored + open, size - stored - open);
                }
                figures.add("KB per stored ticket", (server.bytes() - bytes) / 1024.0 / (size - stored));
                report.note(
                        "%d tickets stored; the last %d copied in %d s",
                        size, size - stored, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
                report.note("of them KB per ticket: %s", server.largestTables(size));
                stored = size;
                try (Program ours = Program.ours(server.database(), "--aftercare.notification.relay-enabled=false")) {
                    acknowledged += intake(ours).closed(16, Duration.ZERO, heat).all();
                    for (int round = 0; round < rounds; round++) {
                        acknowledged += measure(ours, rate, warmUp, time, figures, report);
                    }
                }
            }
            for (String measure : List.of(
                    "intake p50 ms",
                    "intake p95 ms",
                    "list by due time p95 ms",
                    "tickets, newest first p95 ms",
                    "KB per stored ticket")) {
                report.row(measure, measure.startsWith("KB") ? "<= 40" : measure.contains("p95") ? "<= 1.5" : "");
            }
            report.row("most tickets per second", ">= 0.8");
            report.note(
                    "open model: %.0f tickets a second, %.0f lists a second; closed: 16 connections; %d s each after %d s"
                            + " to warm up, %d rounds; %d s of intake before the first",
                    rate, rate, time.toSeconds(), warmUp.toSeconds(), rounds, heat.toSeconds());
            report.check(
                    "tickets taken in beside the copies",
                    acknowledged,
                    server.number("select count(*) from ticket where number not like 'B%' and channel = 'APP'"
                            + " and customer_ref = 'C-1001'"));
        }
        report.finish();
    }

    private static Driver intake(Program ours) throws Exception {
        return Driver.post(ours.address(), List.of("channel /api/tickets"), Intake.ticket());
    }

    private static long measure(
            Program ours, double rate, Duration warmUp, Duration time, Figures figures, Report report)
            throws Exception {
        Driver intake = intake(ours);
        Driver.Result most = intake.closed(16, warmUp, time);
        figures.add("most tickets per second", most.perSecond());
        Driver.Result steady = intake.open(rate, warmUp, time);
        steady.times("intake", figures);
        Driver.Result board =
                Driver.get(ours.address(), TaskList.ours("/api/board?size=20")).open(rate, warmUp, time);
        board.times("list by due time", figures);
        Driver.Result list = Driver.get(ours.address(), TaskList.ours("/api/tickets?size=20"))
                .open(rate, warmUp, time);
        list.times("tickets, newest first", figures);
        report.check("answers that failed", 0, most.failed() + steady.failed() + board.failed() + list.failed());
        return most.all() + steady.all();
    }
}
