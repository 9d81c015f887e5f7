package io.aftercare.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The short form of {@code script/faults}: one program and one MySQL server, broken again and again, judged at the end.
 * The figures of B3 belong to the long form on a quiet machine; here a start may take twice as long.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {

    private static final int KILLS = 3;
    private static final Duration LEASE = Duration.ofSeconds(20);

    private MySqlProcess mysql;
    private Scene scene;

    @BeforeAll
    void start() throws Exception {
        mysql = new MySqlProcess();
        scene = new Scene("it", mysql.empty("faults"), 1, Map.of("AFTERCARE_NOTIFICATION_LEASE", LEASE.toString()));
        scene.startAll();
    }

    @AfterAll
    void stop() throws Exception {
        if (scene != null) {
            scene.close();
        }
        if (mysql != null) {
            mysql.close();
        }
    }

    @Test
    @Order(1)
    void whoeverConfirmsWhileTimeRunsOutFindsOneTruth() throws Exception {
        assertThat(Races.withTheTimer(scene, 1)).isEmpty();
    }

    @Test
    @Order(2)
    void killedUnderLoadItComesBackAndGoesOn() throws Exception {
        Kills.Cost cost;
        try (Load load = scene.load(2, 3, 200)) {
            cost = Kills.kill(scene, KILLS, Duration.ofSeconds(2), System.nanoTime());
        }
        assertThat(cost.ready()).isLessThan(Duration.ofSeconds(60));
        assertThat(cost.moving()).isLessThan(Duration.ofSeconds(90));
    }

    @Test
    @Order(3)
    void whileTheDatabaseIsAwayEverybodyIsToldToComeBack() throws Exception {
        Outage.Seen seen;
        try (Load load = scene.load(2, 3, 200)) {
            seen = Outage.stopAndKill(scene, mysql, Duration.ofSeconds(6), Duration.ofSeconds(3));
        }
        assertThat(seen.findings()).isEmpty();
        assertThat(seen.answers()).containsKey(503);
        assertThat(seen.slowest()).isLessThan(Duration.ofSeconds(5));
        assertThat(seen.back()).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    @Order(4)
    void aHundredEqualRequestsAreOneTicket() throws Exception {
        assertThat(Races.hundredTimes(scene, 100, false)).isEmpty();
    }

    /** R11 and R12: a connection that is cut while the rest is still coming is a refusal, too. */
    @Test
    @Order(4)
    void aBodyWithoutEndAndANameThatIsNoneAreRefusedInWords() throws Exception {
        URI address = scene.addresses().get(0);
        assertThat(Bodies.send(address, Bodies.Kind.JSON_CHUNKED, "").status()).isIn(413, Client.NOTHING);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address.resolve("/help"))
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(HttpRequest.BodyPublishers.ofString("--b\r\nContent-Disposition: form-data;"
                                        + " name=\"files\"; filename=\"a\0b\"\r\n\r\nx\r\n--b--\r\n"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    @Order(5)
    void ofFiftyPeopleOneDoesTheTask() throws Exception {
        assertThat(Races.fiftyComplete(scene, 2, 50)).isEmpty();
    }

    /** After all of it. */
    @Test
    @Order(6)
    void whatWasAcknowledgedIsThereOnceAndMoves() throws Exception {
        Oracle.Verdict verdict = scene.judge(LEASE.plusSeconds(40), 30);
        System.out.println("Faults: " + verdict.line());
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.acknowledged()).isGreaterThan(20);
        assertThat(verdict.isFine(KILLS + 2)).as(verdict.line()).isTrue();
    }
}
