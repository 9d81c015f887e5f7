import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import com.sun.management.OperatingSystemMXBean;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * One load on one address. {@code users}: as many connections as that, each with its next request when the last one is
 * answered (closed, for the most that goes through). {@code rate}: so many requests begin each second whatever the answers
 * do (open, for times that people would see). Requests are lines {@code user path} of a file, over and over.
 */
public class Load extends Simulation {

    private final Duration warmUp = Duration.ofSeconds(Long.getLong("load.warm-up"));
    private final Duration measured = Duration.ofSeconds(Long.getLong("load.seconds"));
    private final AtomicLong begin = new AtomicLong();
    private final AtomicLong last = new AtomicLong();
    private final ConcurrentHistogram times = new ConcurrentHistogram(600_000, 3);
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong before = new AtomicLong();

    public Load() throws IOException {
        HttpProtocolBuilder protocol = http.baseUrl(System.getProperty("load.url"))
                .acceptHeader(System.getProperty("load.accept"))
                .disableFollowRedirect()
                .disableCaching()
                .disableWarmUp();
        HttpRequestActionBuilder request = http("request")
                .httpRequest(System.getProperty("load.method"), "#{path}")
                .header("Authorization", "Basic #{credentials}")
                .header("Idempotency-Key", "#{key}")
                .header("Content-Type", "application/json");
        String body = System.getProperty("load.body");
        if (body != null) {
            request = request.body(StringBody(Files.readString(Path.of(body))));
        }
        ChainBuilder call = feed(requests())
                .exec(request.check(status().is(Integer.getInteger("load.expected")))
                        .check(responseTimeInMillis().saveAs("time")))
                .exec(this::record);
        ScenarioBuilder scenario = scenario("load");
        Duration whole = warmUp.plus(measured);
        Integer users = Integer.getInteger("load.users");
        if (users != null) {
            setUp(scenario.during(whole, false).on(call).injectOpen(atOnceUsers(users))).protocols(protocol);
        } else {
            double rate = Double.parseDouble(System.getProperty("load.rate"));
            setUp(scenario.exec(call).injectOpen(constantUsersPerSec(rate).during(whole)))
                    .protocols(protocol.shareConnections());
        }
    }

    private Session record(Session session) {
        last.set(System.nanoTime());
        if (session.isFailed()) {
            failed.incrementAndGet();
        } else if (last.get() - begin.get() < warmUp.toNanos()) {
            before.incrementAndGet();
        } else {
            answered.incrementAndGet();
            times.recordValue(session.getInt("time"));
        }
        return session.markAsSucceeded();
    }

    private Iterator<Map<String, Object>> requests() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(System.getProperty("load.requests")));
        AtomicLong next = new AtomicLong();
        return Stream.generate(() -> {
                    // the driver itself takes a while to start
                    begin.compareAndSet(0, System.nanoTime());
                    String[] line = lines.get((int) (next.getAndIncrement() % lines.size()))
                            .split(" ", 2);
                    String credentials = line[0] + ":demo";
                    return Map.<String, Object>of(
                            "path",
                            line[1],
                            "credentials",
                            Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
                            "key",
                            UUID.randomUUID().toString());
                })
                .iterator();
    }

    @Override
    public void after() {
        double seconds = (last.get() - begin.get()) / 1e9 - warmUp.toSeconds();
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Properties told = new Properties();
        told.setProperty("answered", String.valueOf(answered));
        told.setProperty("answered-before", String.valueOf(before));
        told.setProperty("failed", String.valueOf(failed));
        told.setProperty("seconds", String.valueOf(seconds));
        told.setProperty("p50", String.valueOf(times.getValueAtPercentile(50)));
        told.setProperty("p95", String.valueOf(times.getValueAtPercentile(95)));
        told.setProperty("p99", String.valueOf(times.getValueAtPercentile(99)));
        told.setProperty("max", String.valueOf(times.getMaxValue()));
        told.setProperty("driver-cpu-seconds", String.valueOf(machine.getProcessCpuTime() / 1e9));
        try (Writer out = Files.newBufferedWriter(Path.of(System.getProperty("load.out")))) {
            told.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
