package io.aftercare.faults;

import io.aftercare.MySqlServer;
import io.aftercare.PackagedProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** R16: tickets that a previous program has begun, at every step of the line, are finished by the present one. */
final class Upgrade {

    private static final int STEPS = 10;

    private Upgrade() {}

    /** @param previous the program of before; null: the present one with altered models */
    static Report withRunningTickets(MySqlServer.Database database, int tickets, @Nullable Path previous)
            throws IOException, InterruptedException, SQLException {
        Path before = previous == null ? altered(PackagedProgram.jar()) : previous;
        List<String> findings = new ArrayList<>();
        try (Scene scene = new Scene("r16", database, 1, Map.of("AFTERCARE_NOTIFICATION_LEASE", "PT20S"))) {
            scene.node(0).start(before);
            Work work = new Work(scene.client(), scene.ledger());
            for (int ticket = 0; ticket < tickets; ticket++) {
                String number = Races.report(scene);
                for (int step = 0; step < ticket % STEPS; step++) {
                    work.next(number);
                }
            }
            long schema = count(database, "select max(installed_rank) from flyway_schema_history");
            scene.node(0).close();
            Duration ready = scene.node(0).start();
            long old = count(
                    database,
                    "select count(*) from ACT_RU_EXECUTION e join ACT_RE_PROCDEF d on d.ID_ = e.PROC_DEF_ID_"
                            + " where e.PARENT_ID_ is null and d.VERSION_ <"
                            + " (select max(n.VERSION_) from ACT_RE_PROCDEF n where n.KEY_ = d.KEY_)");
            // an earlier release may have had the same models
            if (old == 0 && previous == null) {
                findings.add("no ticket runs on a model of before");
            }
            long migrations = count(database, "select max(installed_rank) from flyway_schema_history") - schema;
            for (String number : scene.carryAllOn(Duration.ofSeconds(60))) {
                findings.add("cannot be carried on: " + number);
            }
            MailAway.advance(scene, Duration.ofHours(25));
            for (String number : scene.ledger().numbers().values()) {
                while (work.next(number) == Work.Step.DONE) {
                    continue;
                }
            }
            long closed = count(database, "select count(*) from ticket where status = 'CLOSED'");
            if (closed != tickets) {
                findings.add(closed + " of " + tickets + " tickets are closed at the end");
            }
            Oracle.Verdict verdict = scene.judge(Duration.ofMinutes(2));
            findings.forEach(finding -> System.out.println("  r16: " + finding));
            return new Report(
                    "r16",
                    previous == null ? "upgrade from altered models" : "upgrade from " + previous.getFileName(),
                    verdict.isFine(0) && findings.isEmpty(),
                    "%s; %d instances ran on models of before, %d migrations, ready after %.1f s, %d closed"
                            .formatted(verdict.line(), old, migrations, Kills.seconds(ready), closed));
        }
    }

    /** The same program with models that are others to the engine. */
    static Path altered(Path jar) throws IOException {
        Path copy = Files.createDirectories(Path.of("target", "faults")).resolve("altered.jar");
        Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem content = FileSystems.newFileSystem(URI.create("jar:" + copy.toUri()), Map.of())) {
            for (String model : List.of("after-sales", "approve-solution", "repair-product", "return-goods")) {
                Path file = content.getPath("BOOT-INF/classes/bpmn/" + model + ".bpmn");
                String text = Files.readString(file, StandardCharsets.UTF_8);
                Files.writeString(file, text.replace("</bpmn:definitions>", "<!-- before --></bpmn:definitions>"));
            }
        }
        return copy;
    }

    private static long count(MySqlServer.Database database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Oracle.number(connection, sql);
        }
    }
}
