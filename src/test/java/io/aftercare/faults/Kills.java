package io.aftercare.faults;

import io.aftercare.MySqlServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** R1: the program is killed at random moments under load and started again. */
final class Kills {

    private Kills() {}

    static Report underLoad(MySqlServer.Database database, int kills, Duration longest, Duration lease, long seed)
            throws IOException, InterruptedException, SQLException {
        Random random = new Random(seed);
        Duration ready = Duration.ZERO;
        Duration moving = Duration.ZERO;
        int held = 0;
        try (Scene scene = new Scene("r1", database, 1, Map.of("AFTERCARE_NOTIFICATION_LEASE", lease.toString()))) {
            scene.startAll();
            try (Load load = scene.load(4, 4, 20)) {
                for (int kill = 0; kill < kills; kill++) {
                    Thread.sleep(1_000 + random.nextLong(longest.toMillis()));
                    scene.node(0).kill();
                    long dead = System.nanoTime();
                    Set<String> left = scene.oracle().heldJobs();
                    held += left.size();
                    ready = longer(ready, scene.node(0).start());
                    while (scene.oracle().heldJobs().stream().anyMatch(left::contains)
                            && System.nanoTime() - dead < Duration.ofSeconds(150).toNanos()) {
                        Thread.sleep(200);
                    }
                    if (!left.isEmpty()) {
                        moving = longer(moving, Duration.ofNanos(System.nanoTime() - dead));
                    }
                }
                Thread.sleep(2_000);
            }
            Oracle.Verdict verdict = scene.judge(lease.plusSeconds(60));
            boolean fine = verdict.isFine(kills)
                    && ready.compareTo(Duration.ofSeconds(30)) <= 0
                    && moving.compareTo(Duration.ofSeconds(90)) <= 0;
            return new Report(
                    "r1",
                    "kill -9 x %d under load".formatted(kills),
                    fine,
                    "%s; ready at the latest after %.1f s; %d jobs were held by the dead, free after %.1f s; seed %d"
                            .formatted(verdict.line(), seconds(ready), held, seconds(moving), seed));
        }
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
