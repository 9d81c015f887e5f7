package io.aftercare.bench;

import io.aftercare.MySqlServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contestant as a process of its own: the same machine options, pool and driver for all of them; one runs, the others stand still. */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Process process;
    private final URI address;
    private final double secondsToStart;

    private Program(Process process, URI address, double secondsToStart) {
        this.process = process;
        this.address = address;
        this.secondsToStart = secondsToStart;
    }

    /** Aftercare's packaged program with the demo's people and customers. */
    static Program ours(MySqlServer.Database database, String... settings) throws Exception {
        return start("ours", ourJar(), database, settings);
    }

    static Path ourJar() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of("target"), "aftercare-*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new IllegalStateException("Nothing is packaged: start the bench with script/bench");
    }

    /** The program as an image holds it: its libraries beside it instead of inside it. */
    static Program unpacked(String name, Path jar, MySqlServer.Database database) throws Exception {
        Path place = Path.of("target", "bench", "unpacked-" + name);
        int done = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        place.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (done != 0) {
            throw new IllegalStateException(jar + " cannot be unpacked");
        }
        return start(name, place.resolve(jar.getFileName()), database);
    }

    static Path bareJar() {
        return Path.of("target", "bench", "bare", "bare.jar");
    }

    /** The bare engine behind the smallest web application. */
    static Program bare(MySqlServer.Database database, String... settings) throws Exception {
        return start("bare", bareJar(), database, settings);
    }

    private static Program start(String name, Path jar, MySqlServer.Database database, String... settings)
            throws Exception {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.datasource.hikari.maximum-pool-size=24",
                "--spring.datasource.hikari.transaction-isolation=TRANSACTION_READ_COMMITTED"));
        command.addAll(List.of(settings));
        Path log = Files.createDirectories(Path.of("target", "bench")).resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-" + name));
        URI address = URI.create("http://127.0.0.1:" + port);
        long begin = System.nanoTime();
        waitFor(process, address, log);
        return new Program(process, address, (System.nanoTime() - begin) / 1e9);
    }

    private static void waitFor(Process process, URI address, Path log) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest health = HttpRequest.newBuilder(address.resolve("/actuator/health"))
                .timeout(Duration.ofSeconds(20))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
            try {
                if (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it does not listen yet
            }
        }
        throw new IllegalStateException("It does not start:\n" + Files.readString(log));
    }

    URI address() {
        return address;
    }

    double secondsToStart() {
        return secondsToStart;
    }

    /** Memory that it holds, in MB. */
    double resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    double cpuSeconds() {
        return process.toHandle()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }

    /** Stands still, while another one is measured. */
    Program pause() throws Exception {
        signal("STOP");
        return this;
    }

    void resume() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() throws Exception {
        resume();
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
