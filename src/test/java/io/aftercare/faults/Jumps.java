package io.aftercare.faults;

import io.aftercare.MySqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** R6: the machine's clock jumps under load (libfaketime); nothing happens twice and nothing is lost. */
final class Jumps {

    private Jumps() {}

    static Report ofTheClock(MySqlServer.Database database) throws IOException, InterruptedException, SQLException {
        Path library = library()
                .orElseThrow(() -> new IllegalStateException("R6 needs libfaketime: apt-get install libfaketime"));
        Path time = Files.createDirectories(Path.of("target", "faults"))
                .resolve("time")
                .toAbsolutePath();
        Files.writeString(time, "+0\n");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("LD_PRELOAD", library.toString());
        settings.put("FAKETIME_TIMESTAMP_FILE", time.toString());
        settings.put("FAKETIME_CACHE_DURATION", "1");
        settings.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // else every wait of the virtual machine returns at once, and it does nothing but wait
        settings.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        settings.put("AFTERCARE_NOTIFICATION_LEASE", "PT20S");
        try (Scene scene = new Scene("r6", database, 1, settings)) {
            scene.startAll();
            Work work = new Work(scene.client(), scene.ledger());
            List<Duration> offsets = new ArrayList<>();
            try (Load load = scene.load(2, 3, 20)) {
                // an hour forward, back again, an hour back, and a day forward
                for (String offset : List.of("+0", "+3600", "+0", "-3600", "+86400")) {
                    Files.writeString(time, offset + "\n");
                    scene.untilAcknowledged(10, Duration.ofSeconds(60));
                    Thread.sleep(10_000);
                    offsets.add(Duration.ofHours(Math.round(
                            Duration.between(Instant.now(), work.now()).toSeconds() / 3600.0)));
                }
            }
            List<Duration> wanted =
                    Stream.of(0, 1, 0, -1, 24).map(Duration::ofHours).toList();
            Oracle.Verdict verdict = scene.judge(Duration.ofMinutes(2));
            return new Report(
                    "r6",
                    "clock +1 h, -1 h, -1 h, +25 h under load",
                    verdict.isFine(0) && verdict.acknowledged() >= 50 && offsets.equals(wanted),
                    verdict.line() + "; the program's clock went " + offsets);
        }
    }

    private static Optional<Path> library() throws IOException {
        try (Stream<Path> found =
                Files.find(Path.of("/usr/lib"), 4, (file, about) -> file.endsWith("faketime/libfaketime.so.1"))) {
            return found.findFirst();
        }
    }
}
