package io.aftercare.bench;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Gatling as a process of its own ({@code src/test/bench/load}), niced, with one load on one address. */
final class Driver {

    private static final Path FOLDER = Path.of("target", "bench");

    private final URI address;
    private final List<String> options = new ArrayList<>();

    private Driver(URI address, String method, int expected, List<String> requests) throws IOException {
        this.address = address;
        Path file = Files.createTempFile(Files.createDirectories(FOLDER), "requests", ".txt");
        file.toFile().deleteOnExit();
        Files.write(file, requests);
        option("url", address);
        option("method", method);
        option("expected", expected);
        option("requests", file);
        option("accept", "application/json");
    }

    /** What came back. */
    record Result(long answered, long answeredBefore, long failed, double seconds, Properties told) {

        /** Requests that were answered as expected, those before the measured time included. */
        long all() {
            return answered + answeredBefore;
        }

        double perSecond() {
            return answered / seconds;
        }

        double millis(String percentile) {
            return Double.parseDouble(told.getProperty(percentile));
        }

        double driverCpu() {
            return Double.parseDouble(told.getProperty("driver-cpu-seconds"));
        }

        void times(String of, Figures figures) {
            for (String percentile : List.of("p50", "p95", "p99", "max")) {
                figures.add(of + " " + percentile + " ms", millis(percentile));
            }
        }
    }

    /** Lines {@code user path}; every user's password is {@code demo}. */
    static Driver get(URI address, List<String> requests) throws IOException {
        return new Driver(address, "GET", 200, requests);
    }

    static Driver post(URI address, List<String> requests, String body) throws IOException {
        Driver driver = new Driver(address, "POST", 201, requests);
        Path file = Files.createTempFile(FOLDER, "body", ".json");
        file.toFile().deleteOnExit();
        Files.writeString(file, body);
        driver.option("body", file);
        return driver;
    }

    Driver page() {
        options.removeIf(option -> option.startsWith("-Dload.accept="));
        option("accept", "text/html");
        return this;
    }

    /** As much as goes through. */
    Result closed(int connections, Duration warmUp, Duration time) throws Exception {
        return run("users", connections, warmUp, time);
    }

    /** So many a second, whatever the answers do. */
    Result open(double rate, Duration warmUp, Duration time) throws Exception {
        return run("rate", rate, warmUp, time);
    }

    private void option(String name, Object value) {
        options.add("-Dload." + name + "=" + value);
    }

    private Result run(String kind, Number much, Duration warmUp, Duration time) throws Exception {
        return await(begin(kind, much, warmUp, time));
    }

    /** A load that goes on while something else is measured. */
    Running openMeanwhile(double rate, Duration time) throws Exception {
        return begin("rate", rate, Duration.ZERO, time);
    }

    /** A driver at work. */
    record Running(Process process, Path out, Path log) {}

    private Running begin(String kind, Number much, Duration warmUp, Duration time) throws IOException {
        Path out = Files.createTempFile(FOLDER, "load", ".properties");
        out.toFile().deleteOnExit();
        Path log = FOLDER.resolve("driver.log");
        List<String> command = new ArrayList<>(List.of(
                "nice",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dload." + kind + "=" + much,
                "-Dload.warm-up=" + warmUp.toSeconds(),
                "-Dload.seconds=" + time.toSeconds(),
                "-Dload.out=" + out));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                FOLDER.resolve("load/classes") + ":" + Files.readString(FOLDER.resolve("load-classpath")),
                "io.gatling.app.Gatling",
                "--simulation",
                "Load",
                "--results-folder",
                FOLDER.resolve("gatling").toString(),
                "--no-reports"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-driver"));
        return new Running(process, out, log);
    }

    static Result await(Running running) throws Exception {
        running.process().waitFor();
        Properties told = new Properties();
        try (Reader in = Files.newBufferedReader(running.out())) {
            told.load(in);
        }
        if (!told.containsKey("answered")) {
            throw new IllegalStateException("The driver told nothing:\n" + Files.readString(running.log()));
        }
        return new Result(
                Long.parseLong(told.getProperty("answered")),
                Long.parseLong(told.getProperty("answered-before")),
                Long.parseLong(told.getProperty("failed")),
                Double.parseDouble(told.getProperty("seconds")),
                told);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
