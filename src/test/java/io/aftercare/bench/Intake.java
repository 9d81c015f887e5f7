package io.aftercare.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.MySqlServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * P1: tickets over HTTP into the packaged program, 2 KB of Chinese and English each, with an Idempotency-Key each; the
 * reference starts the same model in one transaction and keeps no text.
 */
final class Intake {

    private static final String SENTENCE = "净水器每次启动都漏水，已经是第三次了。The filter was changed twice and it still drips. ";

    private Intake() {}

    static void run(Settings settings) throws Exception {
        int connections = settings.count("connections", 16, 16);
        int rounds = settings.count("rounds", 3, 1);
        Duration warmUp = settings.seconds("warm-up", 10, 3);
        Duration time = settings.seconds("seconds", 30, 8);
        Report report = new Report("p1", "P1: intake over HTTP", "bare engine behind Spring MVC");
        try (Server ourServer = new Server(MySqlServer.empty("p1ours"));
                Server bareServer = new Server(MySqlServer.empty("p1bare"));
                Program ours = Program.ours(ourServer.database(), "--aftercare.notification.relay-enabled=false")
                        .pause();
                Program bare = Program.bare(bareServer.database()).pause()) {
            Contestant first = new Contestant(
                    ourServer,
                    ours,
                    Driver.post(ours.address(), List.of("channel /api/tickets"), ticket()),
                    report.ours(),
                    "select count(*) from ticket");
            Contestant second = new Contestant(
                    bareServer,
                    bare,
                    Driver.post(bare.address(), List.of("channel /start"), ticket()),
                    report.reference(),
                    "select count(*) from ACT_HI_PROCINST");
            Duration heat = settings.seconds("heat", 120, 6);
            first.heat(connections, heat);
            second.heat(connections, heat);
            for (int round = 0; round < rounds; round++) {
                first.round(connections, warmUp, time);
                second.round(connections, warmUp, time);
            }
            ours.resume();
            report.ours().add("visible in the list after, ms, worst of 20", visible(ours.address()));
            report.row("201 per second", ">= 0.6");
            report.row("at full load p50 ms", "");
            report.row("at full load p95 ms", "");
            report.row("at full load p99 ms", "");
            report.row("at half load p50 ms", "");
            report.row("at half load p95 ms", "<= 150");
            report.row("at half load p99 ms", "");
            report.row("visible in the list after, ms, worst of 20", "<= 1000");
            report.row("SQL statements per ticket", "");
            report.row("commits per ticket", "1");
            report.row("statements prepared per ticket", "");
            report.row("KB per ticket", "");
            report.row("driver's share of the processors, %", "");
            report.note(
                    "closed: %d keep-alive connections, %d s after %d s to warm up; open: half of that rate; %d rounds of"
                            + " each in turn, the other one stopped; %d s each before the first",
                    connections, time.toSeconds(), warmUp.toSeconds(), rounds, heat.toSeconds());
            report.note("a ticket is %d bytes of JSON", ticket().getBytes(StandardCharsets.UTF_8).length);
            report.check("answers other than 201", 0, first.failed + second.failed);
            report.check("tickets stored for acknowledged ones, ours", first.acknowledged + 20, first.stored());
            report.check("instances for acknowledged ones, reference", second.acknowledged, second.stored());
        }
        report.finish();
    }

    private static final class Contestant {

        private final Server server;
        private final Program program;
        private final Driver driver;
        private final Figures figures;
        private final String rows;
        private long acknowledged;
        private long failed;

        Contestant(Server server, Program program, Driver driver, Figures figures, String rows) {
            this.server = server;
            this.program = program;
            this.driver = driver;
            this.figures = figures;
            this.rows = rows;
        }

        void heat(int connections, Duration time) throws Exception {
            program.resume();
            count(driver.closed(connections, Duration.ZERO, time));
            program.pause();
        }

        void round(int connections, Duration warmUp, Duration time) throws Exception {
            program.resume();
            long bytes = server.bytes();
            Server.Traffic before = server.traffic();
            Driver.Result most = count(driver.closed(connections, warmUp, time));
            server.traffic().since(before).per(most.all(), figures);
            figures.add("KB per ticket", (server.bytes() - bytes) / 1024.0 / most.all());
            figures.add("201 per second", most.perSecond());
            figures.add(
                    "driver's share of the processors, %",
                    100
                            * most.driverCpu()
                            / (time.plus(warmUp).toSeconds()
                                    * (double) Runtime.getRuntime().availableProcessors()));
            most.times("at full load", figures);
            count(driver.open(Math.max(0.5, most.perSecond() / 2), warmUp, time))
                    .times("at half load", figures);
            program.pause();
        }

        private Driver.Result count(Driver.Result result) {
            acknowledged += result.all();
            failed += result.failed();
            return result;
        }

        long stored() {
            return server.number(rows);
        }
    }

    /** 2 KB as a shop would send it. */
    static String ticket() throws Exception {
        return new ObjectMapper()
                .writeValueAsString(Map.of(
                        "channel",
                        "APP",
                        "customer",
                        Map.of("ref", "C-1001"),
                        "orderNo",
                        "SO-1001",
                        "subject",
                        "净水器漏水",
                        "description",
                        SENTENCE.repeat(17)));
    }

    /** The longest time from the acknowledgement until the list shows the ticket, of twenty. */
    private static double visible(URI address) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        double worst = 0;
        for (int each = 0; each < 20; each++) {
            String answer = client.send(
                            call(address.resolve("/api/tickets"), "channel")
                                    .header("Idempotency-Key", UUID.randomUUID().toString())
                                    .POST(HttpRequest.BodyPublishers.ofString(ticket()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            long begin = System.nanoTime();
            String number = new ObjectMapper().readTree(answer).path("number").asText();
            while (!client.send(
                            call(address.resolve("/api/tickets?size=20"), "agent")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains(number)) {
                Thread.sleep(10);
            }
            worst = Math.max(worst, (System.nanoTime() - begin) / 1e6);
        }
        return worst;
    }

    private static HttpRequest.Builder call(URI address, String user) {
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8)));
    }
}
