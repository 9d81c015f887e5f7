package io.aftercare.operation;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ActiveProfiles;

/** The whole application as whoever runs it sees it; what otherwise runs on its own is driven by the tests. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:operation;MODE=MySQL;DB_CLOSE_DELAY=-1",
            "spring.datasource.hikari.connection-timeout=1000",
            "aftercare.language=en",
            "aftercare.attachments.directory=target/operation-attachments",
            "aftercare.monitoring.password=0123456789abcdef-scrape",
            "aftercare.figures.first-after=PT1H",
            "aftercare.mail.enabled=false",
            "aftercare.mailboxes[0].name=service",
            "aftercare.mailboxes[0].address=service@house.example",
            "aftercare.mailboxes[0].host=127.0.0.1",
            "aftercare.mailboxes[0].user=service",
            "aftercare.tracking.watch-enabled=false",
            "aftercare.notification.relay-enabled=false",
            "aftercare.absence.watch-enabled=false",
            "camunda.bpm.job-execution.enabled=false"
        })
@ActiveProfiles("demo")
@AutoConfigureObservability(tracing = false)
abstract class OperationTestSupport {

    @LocalServerPort
    private int port;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    HouseFigures figures;

    final HttpClient web = HttpClient.newHttpClient();

    HttpResponse<String> get(String path, String user, String... headers) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder().GET(), path, user, headers);
    }

    HttpResponse<String> post(String path, String user, Map<String, String> fields)
            throws IOException, InterruptedException {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(form)),
                path,
                user,
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    HttpResponse<String> json(String path, String user, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body));
        request.header("Content-Type", "application/json");
        return send(request, path, user, headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path, String user, String... headers)
            throws IOException, InterruptedException {
        request.uri(URI.create("http://localhost:" + port + path));
        if (!user.isEmpty()) {
            String login = user.contains(":") ? user : user + ":demo";
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        for (List<String> header : pairs(headers)) {
            request.header(header.get(0), header.get(1));
        }
        return web.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<List<String>> pairs(String... headers) {
        List<List<String>> pairs = new java.util.ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            pairs.add(List.of(headers[i], headers[i + 1]));
        }
        return pairs;
    }

    /** The number of a new ticket. */
    String ticket(String customer, String description) throws IOException, InterruptedException {
        HttpResponse<String> answer = json(
                "/api/tickets",
                "agent",
                "{\"channel\": \"PHONE\", \"customer\": " + customer + ", \"description\": \"" + description + "\"}");
        if (answer.statusCode() != 201) {
            throw new IllegalStateException(answer.body());
        }
        String body = answer.body();
        int at = body.indexOf("\"number\":\"") + 10;
        return body.substring(at, body.indexOf('"', at));
    }
}
