package io.aftercare.faults;

import io.aftercare.MySqlServer;
import io.aftercare.PackagedProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One machine that runs the packaged program: it dies and comes back at the same address. */
final class Node implements AutoCloseable {

    private final String name;
    private final int port;
    private final Map<String, String> settings;
    private int lives;
    private @Nullable PackagedProgram program;

    Node(String name, Map<String, String> settings) throws IOException {
        this(name, PackagedProgram.freePort(), settings);
    }

    Node(String name, int port, Map<String, String> settings) {
        this.name = name;
        this.port = port;
        this.settings = new LinkedHashMap<>(settings);
    }

    /** Settings of a program on that database whose mails go to that sink at any hour. */
    static Map<String, String> settings(MySqlServer.Database database, MailSink mails) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("SPRING_DATASOURCE_URL", database.url());
        settings.put("SPRING_DATASOURCE_USERNAME", database.user());
        settings.put("SPRING_DATASOURCE_PASSWORD", database.password());
        settings.put("SPRING_MAIL_HOST", "127.0.0.1");
        settings.put("SPRING_MAIL_PORT", String.valueOf(mails.port()));
        settings.put("AFTERCARE_NOTIFICATION_QUIET_FROM", "00:00");
        settings.put("AFTERCARE_NOTIFICATION_QUIET_UNTIL", "00:00");
        return settings;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it and answers how long it took until it was ready. */
    Duration start() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        startOnly().whenReady();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The same with another version of the program. */
    Duration start(Path jar) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        PackagedProgram started = PackagedProgram.start(name + "-" + lives++, port, jar, settings);
        program = started;
        started.whenReady();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    PackagedProgram startOnly() throws IOException {
        PackagedProgram started = PackagedProgram.start(name + "-" + lives++, port, settings);
        program = started;
        return started;
    }

    void kill() throws InterruptedException {
        program().kill();
    }

    PackagedProgram program() {
        if (program == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return program;
    }

    /** What it holds of the machine's memory, in MB. */
    long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(program().pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws InterruptedException {
        if (program != null) {
            program.close();
        }
    }
}
