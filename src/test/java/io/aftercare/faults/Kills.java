package io.aftercare.faults;

import io.aftercare.MySqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** R1: the program is killed at random moments under load and started again. */
final class Kills {

    private Kills() {}

    /** What the kills of a run cost. */
    record Cost(Duration ready, Duration moving, int heldJobs) {}

    static Report underLoad(MySqlServer.Database database, int kills, Duration longest, Duration lease, long seed)
            throws IOException, InterruptedException, SQLException {
        try (Scene scene = new Scene("r1", database, 1, Map.of("AFTERCARE_NOTIFICATION_LEASE", lease.toString()))) {
            scene.startAll();
            Cost cost;
            try (Load load = scene.load(4, 4, 20)) {
                cost = kill(scene, kills, longest, seed);
            }
            Oracle.Verdict verdict = scene.judge(lease.plusSeconds(60));
            boolean fine = verdict.isFine(kills)
                    && cost.ready().compareTo(Duration.ofSeconds(30)) <= 0
                    && cost.moving().compareTo(Duration.ofSeconds(90)) <= 0;
            return new Report(
                    "r1",
                    "kill -9 x %d under load".formatted(kills),
                    fine,
                    "%s; ready at the latest after %.1f s; %d jobs were held by the dead, free after %.1f s; seed %d"
                            .formatted(
                                    verdict.line(),
                                    seconds(cost.ready()),
                                    cost.heldJobs(),
                                    seconds(cost.moving()),
                                    seed));
        }
    }

    /** Kills the first node of a scene under load at random moments, and waits each time until all moves again. */
    static Cost kill(Scene scene, int kills, Duration longest, long seed)
            throws IOException, InterruptedException, SQLException {
        Random random = new Random(seed);
        Duration ready = Duration.ZERO;
        Duration moving = Duration.ZERO;
        int held = 0;
        for (int kill = 0; kill < kills; kill++) {
            // a machine that has only just begun to work would make it too easy
            scene.untilAcknowledged(3, Duration.ofSeconds(60));
            Thread.sleep(random.nextLong(longest.toMillis()));
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
        scene.untilAcknowledged(3, Duration.ofSeconds(60));
        return new Cost(ready, moving, held);
    }

    /** R5: of two nodes on one database one is killed again and again; the other goes on. */
    static Report ofTwoNodes(MySqlServer.Database database, int kills, Duration every, Duration lease)
            throws IOException, InterruptedException, SQLException {
        Duration gap = Duration.ZERO;
        try (Scene scene = new Scene("r5", database, 2, Map.of("AFTERCARE_NOTIFICATION_LEASE", lease.toString()))) {
            scene.startAll();
            long begin = System.nanoTime();
            int known;
            try (Load load = scene.load(4, 4, 20)) {
                scene.untilAcknowledged(5, Duration.ofSeconds(60));
                for (int kill = 0; kill < kills; kill++) {
                    Node victim = scene.node(kill % 2);
                    long round = System.nanoTime();
                    victim.kill();
                    long dead = System.nanoTime();
                    scene.untilAcknowledged(1, Duration.ofSeconds(60));
                    gap = longer(gap, Duration.ofNanos(System.nanoTime() - dead));
                    victim.start();
                    long left = every.toMillis()
                            - Duration.ofNanos(System.nanoTime() - round).toMillis();
                    Thread.sleep(Math.max(500, left));
                }
                known = scene.ledger().size();
            }
            double perSecond = known / Math.max(1, seconds(Duration.ofNanos(System.nanoTime() - begin)));
            Oracle.Verdict verdict = scene.judge(lease.plusSeconds(60));
            return new Report(
                    "r5",
                    "two nodes, one killed every %d s, %d times".formatted(every.toSeconds(), kills),
                    verdict.isFine(kills),
                    "%s; %.1f tickets/s, longest time without one %.1f s"
                            .formatted(verdict.line(), perSecond, seconds(gap)));
        }
    }

    /** R2: the same on the database file of the demo; a power cut is something else. */
    static Report onFile(int kills, Duration longest, Duration lease, long seed)
            throws IOException, InterruptedException, SQLException {
        Random random = new Random(seed);
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target", "faults")), "h2-")
                .toAbsolutePath();
        MySqlServer.Database file = new MySqlServer.Database(
                "jdbc:h2:file:" + directory.resolve("aftercare") + ";MODE=MySQL;WRITE_DELAY=0", "sa", "");
        Duration ready = Duration.ZERO;
        try (Scene scene = new Scene("r2", file, 1, Map.of("AFTERCARE_NOTIFICATION_LEASE", lease.toString()))) {
            scene.startAll();
            try (Load load = scene.load(4, 4, 20)) {
                for (int kill = 0; kill < kills; kill++) {
                    scene.untilAcknowledged(3, Duration.ofSeconds(60));
                    Thread.sleep(random.nextLong(longest.toMillis()));
                    scene.node(0).kill();
                    ready = longer(ready, scene.node(0).start());
                }
                scene.untilAcknowledged(3, Duration.ofSeconds(60));
            }
            Oracle.Verdict verdict = scene.judgeOfFile(lease.plusSeconds(30));
            return new Report(
                    "r2",
                    "kill -9 x %d on the database file".formatted(kills),
                    verdict.isFine(kills) && ready.compareTo(Duration.ofSeconds(30)) <= 0,
                    "%s; opened %d of %d times, ready at the latest after %.1f s; seed %d"
                            .formatted(verdict.line(), kills, kills, seconds(ready), seed));
        }
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
