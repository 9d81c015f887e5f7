package io.aftercare;

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
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program as a process of its own, started as its operator would, with its log in {@code target}. */
public final class PackagedProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final Path log;
    private final URI address;

    private PackagedProgram(Process process, Path log, URI address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /** Starts it; settings are environment variables. The caller waits for it to be ready or to end. */
    public static PackagedProgram start(String name, Map<String, String> settings) throws IOException {
        return start(name, freePort(), settings);
    }

    /** The same at a port of the caller's choice, so that it can come back where it was. */
    public static PackagedProgram start(String name, int port, Map<String, String> settings) throws IOException {
        return start(name, port, jar(), settings);
    }

    /** The same with another program than the one that was built last. */
    public static PackagedProgram start(String name, int port, Path jar, Map<String, String> settings)
            throws IOException {
        Path log = Files.createDirectories(Path.of("target", "program-logs")).resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx600m",
                "-jar",
                jar.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("SPRING_") || key.startsWith("JAVA_TOOL"));
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().putAll(settings);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-" + name));
        return new PackagedProgram(process, log, URI.create("http://127.0.0.1:" + port));
    }

    public PackagedProgram whenReady() throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest health = HttpRequest.newBuilder(address.resolve("/actuator/health"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (process.waitFor(250, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("It ended with " + process.exitValue() + ":\n" + log());
            }
            try {
                if (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return this;
                }
            } catch (IOException notYet) {
                // it does not listen yet
            }
        }
        throw new IllegalStateException("It did not become ready:\n" + log());
    }

    /** Its exit code; a program that goes on is a failure. */
    public int whenEnded() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("It goes on");
        }
        return process.exitValue();
    }

    public URI address() {
        return address;
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Ends it as a power cut would, without a chance to tidy up. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end (SIGTERM) and does not wait. */
    public void askToEnd() {
        process.destroy();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** The one that was built last. */
    public static Path jar() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of("target"), "aftercare-*.jar")) {
            for (Path jar : jars) {
                return jar.toAbsolutePath();
            }
        }
        throw new IllegalStateException("Nothing is packaged: run mvn verify");
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
