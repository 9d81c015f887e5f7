package io.aftercare.faults;

import static io.aftercare.faults.Kills.longer;
import static io.aftercare.faults.Kills.seconds;

import io.aftercare.MySqlServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** R18: two nodes are asked to end and start again, one after the other, and no client that tries twice notices. */
final class Rolling {

    private Rolling() {}

    static Report restart(MySqlServer.Database database, int turns)
            throws IOException, InterruptedException, SQLException {
        Duration drain = Duration.ZERO;
        try (Scene scene = new Scene("r18", database, 2, Map.of("AFTERCARE_NOTIFICATION_LEASE", "PT1M"), true)) {
            scene.startAll();
            int from = scene.answers().all().size();
            List<Answers.Seen> seen;
            try (Load load = scene.load(4, 4, 20)) {
                for (int turn = 0; turn < turns; turn++) {
                    scene.untilAcknowledged(10, Duration.ofSeconds(60));
                    Node node = scene.node(turn % 2);
                    long asked = System.nanoTime();
                    node.program().askToEnd();
                    node.program().whenEnded();
                    drain = longer(drain, Duration.ofNanos(System.nanoTime() - asked));
                    node.start();
                }
                scene.untilAcknowledged(10, Duration.ofSeconds(60));
                seen = scene.answers().all();
            }
            List<Answers.Seen> failed = seen.subList(from, seen.size()).stream()
                    .filter(each -> each.answer().status() == Client.NOTHING
                            || each.answer().status() >= 500)
                    .toList();
            failed.stream().limit(5).forEach(each -> System.out.println("  r18: " + each.call() + " " + each.answer()));
            Oracle.Verdict verdict = scene.judge(Duration.ofSeconds(90));
            return new Report(
                    "r18",
                    "rolling restart x %d of two nodes".formatted(turns),
                    verdict.isFine(0) && failed.isEmpty() && drain.compareTo(Duration.ofSeconds(20)) <= 0,
                    "%s; %d of %d requests failed after a second try; drained after %.1f s"
                            .formatted(verdict.line(), failed.size(), seen.size() - from, seconds(drain)));
        }
    }
}
