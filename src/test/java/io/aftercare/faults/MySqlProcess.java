package io.aftercare.faults;

import com.facebook.presto.testing.mysql.TestingMySqlServer;
import io.aftercare.MySqlServer;
import io.aftercare.PackagedProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real MySQL server that may be stopped, frozen and killed: unlike that of the other tests it writes every commit to
 * its disk before it says so.
 */
final class MySqlProcess implements AutoCloseable {

    private static final String OPTIONS = "?sendFractionalSeconds=false&nullDatabaseMeansCurrent=true"
            + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true&useLocalSessionState=true"
            + "&cachePrepStmts=true&useServerPrepStmts=true&elideSetAutoCommits=true&allowPublicKeyRetrieval=true"
            + "&sslMode=DISABLED";

    private final Path home;
    private final int port;
    private @Nullable Process process;

    MySqlProcess() throws IOException, InterruptedException {
        home = Files.createTempDirectory("aftercare-faults-mysql");
        port = PackagedProgram.freePort();
        Runtime.getRuntime().addShutdownHook(new Thread(this::tidyUp, "stop-mysql-process"));
        Path archive = home.resolve("mysql.tar.gz");
        try (InputStream packed = TestingMySqlServer.class.getResourceAsStream("/mysql-Linux-amd64.tar.gz")) {
            if (packed == null) {
                throw new IllegalStateException("No MySQL for this machine");
            }
            Files.copy(packed, archive, StandardCopyOption.REPLACE_EXISTING);
        }
        run(List.of("tar", "-xf", archive.toString(), "-C", home.toString()));
        Files.delete(archive);
        run(mysqld("--initialize-insecure"));
        start();
    }

    /** Starts it on the data that it had; returns when it answers. */
    void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(mysqld(
                        "--skip-ssl",
                        "--skip-mysqlx",
                        "--skip-log-bin",
                        "--max-connections=500",
                        "--default-time-zone=+00:00",
                        "--innodb-flush-log-at-trx-commit=1",
                        "--innodb-buffer-pool-size=256M",
                        "--bind-address=127.0.0.1",
                        "--lc_messages_dir=" + home.resolve("share"),
                        "--socket=" + home.resolve("socket"),
                        "--port=" + port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("mysqld.log").toFile()))
                .start();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try (Connection answering = DriverManager.getConnection(url(""), "root", "")) {
                if (answering.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                if (System.nanoTime() > end || !current().isAlive()) {
                    throw new IllegalStateException(Files.readString(home.resolve("mysqld.log")), notYet);
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** SIGTERM, and it has ended. */
    void stop() throws InterruptedException {
        current().destroy();
        current().waitFor();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        current().destroyForcibly().waitFor();
    }

    /** It keeps its connections and answers nothing. */
    void freeze() throws IOException, InterruptedException {
        run(List.of("kill", "-STOP", String.valueOf(current().pid())));
    }

    void thaw() throws IOException, InterruptedException {
        run(List.of("kill", "-CONT", String.valueOf(current().pid())));
    }

    MySqlServer.Database empty(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(""), "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name);
            statement.execute("create database " + name + " character set utf8mb4 collate utf8mb4_bin");
        }
        return new MySqlServer.Database(url(name), "root", "");
    }

    @Override
    public void close() {
        tidyUp();
    }

    private String url(String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database + OPTIONS;
    }

    private Process current() {
        if (process == null) {
            throw new IllegalStateException("MySQL was not started");
        }
        return process;
    }

    private List<String> mysqld(String... arguments) {
        List<String> all = new ArrayList<>(List.of(home.resolve("bin/mysqld").toString(), "--no-defaults"));
        if ("root".equals(System.getProperty("user.name"))) {
            all.add("--user=root");
        }
        all.add("--datadir=" + home.resolve("data"));
        all.addAll(List.of(arguments));
        return all;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process run = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (run.waitFor() != 0) {
            throw new IOException(command + " ended with " + run.exitValue());
        }
    }

    private void tidyUp() {
        try {
            Process running = process;
            if (running != null) {
                running.destroyForcibly().waitFor();
            }
            if (Files.exists(home)) {
                try (Stream<Path> files = Files.walk(home)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            System.err.println("Left behind: " + home + " " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
