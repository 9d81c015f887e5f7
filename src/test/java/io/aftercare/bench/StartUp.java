package io.aftercare.bench;

import io.aftercare.MySqlServer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** P6: from {@code java -jar} to ready, on an empty and on a known database, and the memory that is held; beside Camunda's starter. */
final class StartUp {

    private static final String UNPACKED = "the same, unpacked as in the image, s";

    private StartUp() {}

    static void run(Settings settings) throws Exception {
        int rounds = settings.count("rounds", 3, 1);
        Duration idle = settings.seconds("idle", 60, 5);
        Duration load = settings.seconds("seconds", 20, 5);
        Report report = new Report("p6", "P6: start and memory", "bare starter application");
        for (int round = 0; round < rounds; round++) {
            MySqlServer.Database ourDatabase = MySqlServer.empty("p6ours");
            MySqlServer.Database bareDatabase = MySqlServer.empty("p6bare");
            try (Program ours = Program.ours(ourDatabase)) {
                report.ours().add("start on an empty database, s", ours.secondsToStart());
            }
            try (Program bare = Program.bare(bareDatabase)) {
                report.reference().add("start on an empty database, s", bare.secondsToStart());
            }
            try (Program ours = Program.ours(ourDatabase)) {
                measure(ours, "channel /api/tickets", idle, load, report.ours());
            }
            try (Program bare = Program.bare(bareDatabase)) {
                measure(bare, "channel /start", idle, load, report.reference());
            }
            try (Program ours = Program.unpacked("ours", Program.ourJar(), ourDatabase)) {
                report.ours().add(UNPACKED, ours.secondsToStart());
            }
            try (Program bare = Program.unpacked("bare", Program.bareJar(), bareDatabase)) {
                report.reference().add(UNPACKED, bare.secondsToStart());
            }
        }
        report.ours().add("jar, MB", Files.size(Program.ourJar()) / 1e6);
        report.reference().add("jar, MB", Files.size(Program.bareJar()) / 1e6);
        report.row("start on an empty database, s", "<= 35");
        report.row("start on a known database, s", "<= 20, and <= 1.3");
        report.row(UNPACKED, "");
        report.row("resident after idling, MB", "<= 700");
        report.row("resident after intake, MB", "<= 700");
        report.row("jar, MB", "");
        report.note(
                "%d rounds in turn, java -Xmx1g -jar until /actuator/health says 200; idle for %d s, then 16 connections"
                        + " for %d s",
                rounds, idle.toSeconds(), load.toSeconds());
        report.finish();
    }

    private static void measure(Program program, String request, Duration idle, Duration load, Figures figures)
            throws Exception {
        figures.add("start on a known database, s", program.secondsToStart());
        Thread.sleep(idle.toMillis());
        figures.add("resident after idling, MB", program.resident());
        Driver.post(program.address(), List.of(request), Intake.ticket()).closed(16, Duration.ZERO, load);
        figures.add("resident after intake, MB", program.resident());
    }
}
