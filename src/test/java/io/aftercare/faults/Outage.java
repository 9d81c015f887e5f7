package io.aftercare.faults;

import static io.aftercare.faults.Kills.longer;
import static io.aftercare.faults.Kills.seconds;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** R3: the database is stopped for a while, later killed, under load; the program waits for it and loses nothing. */
final class Outage {

    private static final Duration TOLD_WITHIN = Duration.ofSeconds(5);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(15);

    private Outage() {}

    /** What was seen of an outage. */
    record Seen(Map<Integer, Long> answers, Duration slowest, Duration back, List<String> findings) {

        boolean isFine() {
            return findings.isEmpty() && slowest.compareTo(TOLD_WITHIN) <= 0 && back.compareTo(BACK_WITHIN) <= 0;
        }

        String line() {
            return "answers meanwhile %s, the slowest after %.1f s; works again after %.1f s; %d findings"
                    .formatted(answers, seconds(slowest), seconds(back), findings.size());
        }
    }

    static Report underLoad(MySqlProcess mysql, Duration away, Duration lease)
            throws IOException, InterruptedException, SQLException {
        try (Scene scene =
                new Scene("r3", mysql.empty("r3"), 1, Map.of("AFTERCARE_NOTIFICATION_LEASE", lease.toString()))) {
            scene.startAll();
            Seen seen;
            try (Load load = scene.load(4, 4, 20)) {
                scene.untilAcknowledged(200, Duration.ofSeconds(60));
                seen = stopAndKill(scene, mysql, away, Duration.ofSeconds(5));
            }
            Oracle.Verdict verdict = scene.judge(lease.plusSeconds(60));
            return new Report(
                    "r3",
                    "database stopped %d s, then killed".formatted(away.toSeconds()),
                    verdict.isFine(2) && seen.isFine(),
                    verdict.line() + "; " + seen.line());
        }
    }

    /** Of a scene under load: SIGTERM and a while, then SIGKILL and a shorter while. */
    static Seen stopAndKill(Scene scene, MySqlProcess mysql, Duration stopped, Duration killed)
            throws IOException, InterruptedException {
        List<String> findings = new ArrayList<>();
        Map<Integer, Long> during = new TreeMap<>();
        scene.untilAcknowledged(10, Duration.ofSeconds(90));
        long gone = System.nanoTime();
        mysql.stop();
        watch(scene, stopped, findings);
        long again = System.nanoTime();
        mysql.start();
        Duration back = untilAcknowledgedAgain(scene, again);
        Duration slowest = told(scene, gone, again, findings, during);

        scene.untilAcknowledged(5, Duration.ofSeconds(60));
        gone = System.nanoTime();
        mysql.kill();
        watch(scene, killed, findings);
        again = System.nanoTime();
        mysql.start();
        back = longer(back, untilAcknowledgedAgain(scene, again));
        slowest = longer(slowest, told(scene, gone, again, findings, during));
        scene.untilAcknowledged(5, Duration.ofSeconds(60));
        if (health(scene) != 200) {
            findings.add("the health does not come back");
        }
        findings.forEach(finding -> System.out.println("  r3: " + finding));
        return new Seen(during, slowest, back, findings);
    }

    /** Meanwhile the health is DOWN, and a person sees a page that says so. */
    private static void watch(Scene scene, Duration away, List<String> findings) throws InterruptedException {
        long end = System.nanoTime() + away.toNanos();
        int down = 0;
        while (System.nanoTime() < end) {
            int health = health(scene);
            if (health == 503) {
                down++;
            } else {
                findings.add("health says " + health + " without a database");
            }
            Thread.sleep(Math.min(
                    1_000, Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis())));
        }
        if (down == 0) {
            findings.add("the health was never DOWN");
        }
        page(scene, findings);
    }

    private static int health(Scene scene) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(scene.addresses().get(0).resolve("/actuator/health"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return Client.NOTHING;
        }
    }

    private static void page(Scene scene, List<String> findings) throws InterruptedException {
        URI page = scene.addresses().get(0).resolve("/t/" + "A".repeat(43));
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(page)
                                    .header("Accept", "text/html")
                                    .header("Accept-Language", "en")
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 503
                    || answer.headers().firstValue("Retry-After").isEmpty()
                    || !answer.body().contains("<main")
                    || answer.body().contains("Exception")) {
                findings.add("a person sees " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            findings.add("a person sees " + e);
        }
    }

    private static Duration untilAcknowledgedAgain(Scene scene, long from) throws InterruptedException {
        scene.untilAcknowledged(1, Duration.ofSeconds(120));
        return Duration.ofNanos(System.nanoTime() - from);
    }

    /** Everything that was answered in between is 503 and says when to come back; the slowest of it. */
    private static Duration told(
            Scene scene, long gone, long again, List<String> findings, Map<Integer, Long> statuses) {
        List<Answers.Seen> meanwhile = scene.answers().between(gone, again);
        Answers.byStatus(meanwhile).forEach((status, count) -> statuses.merge(status, count, Long::sum));
        Map<String, Long> wrong = new TreeMap<>();
        for (Answers.Seen each : meanwhile) {
            Client.Answer answer = each.answer();
            boolean fine = answer.isFine()
                    || answer.status() == 409
                    || answer.status() == 404
                    || answer.status() == 503
                            && answer.retryAfter()
                            && answer.type().startsWith("application/problem+json");
            if (!fine) {
                wrong.merge(
                        each.call().replaceAll("[0-9a-f-]{13,}", "*") + " " + answer.status() + " " + answer.body(),
                        1L,
                        Long::sum);
            }
        }
        wrong.forEach((answer, count) -> findings.add(count + " times " + answer));
        return Answers.slowest(meanwhile, each -> !each.answer().isFine());
    }
}
