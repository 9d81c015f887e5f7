package io.aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Aftercare's HTTP API as an outsider calls it; every demo user's password is {@code demo}. */
final class Api {

    /** Nobody: a call without credentials. */
    static final String NOBODY = "";

    private final URI base;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    Api(URI base) {
        this.base = base;
    }

    /** An answer, with what its headers say of the body. */
    record Answer(
            int status, String type, String body, @Nullable String location) {

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        Answer is(int expected) {
            assertThat(status).as(body).isEqualTo(expected);
            return this;
        }
    }

    Answer get(String user, String path) {
        return send(user, HttpRequest.newBuilder().GET().header("Accept", "application/json"), path);
    }

    /** As a browser asks for it. */
    Answer getPage(String user, String path) {
        return send(user, HttpRequest.newBuilder().GET().header("Accept", "text/html"), path);
    }

    Answer delete(String user, String path, Object body) {
        return send(
                user,
                HttpRequest.newBuilder()
                        .method("DELETE", BodyPublishers.ofString(text(body)))
                        .header("Accept", "application/json"),
                path);
    }

    Answer post(String user, String path, Object body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .POST(BodyPublishers.ofString(text(body)))
                .header("Accept", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(user, request, path);
    }

    /** The number of a new ticket. */
    String report(String user, Map<String, ?> ticket) {
        return post(user, "/api/tickets", ticket).is(201).json().path("number").asText();
    }

    JsonNode ticket(String number) {
        return get("manager", "/api/tickets/" + number).is(200).json();
    }

    List<JsonNode> tasks(String user, String number) {
        JsonNode tasks = get(user, "/api/tasks?ticket=" + number).is(200).json();
        return StreamSupport.stream(tasks.spliterator(), false).toList();
    }

    List<String> taskKeys(String number) {
        return tasks("manager", number).stream()
                .map(task -> task.path("key").asText())
                .sorted()
                .toList();
    }

    /** The id of the one open task with that key. */
    String task(String number, String key) {
        List<JsonNode> open = tasks("manager", number).stream()
                .filter(task -> task.path("key").asText().equals(key))
                .toList();
        assertThat(open).as("%s among %s", key, taskKeys(number)).hasSize(1);
        return open.get(0).path("id").asText();
    }

    Answer complete(String user, String task, Map<String, ?> fields) {
        return post(user, "/api/tasks/" + task + "/complete", fields);
    }

    /** Completes the open task with that key. */
    void done(String user, String number, String key, Map<String, ?> fields) {
        complete(user, task(number, key), fields).is(204);
    }

    Instant now() {
        return Instant.parse(
                get(NOBODY, "/demo/clock").is(200).json().path("now").asText());
    }

    void advance(Duration by) {
        post("admin", "/demo/clock", Map.of("advance", by.toString())).is(200);
    }

    private Answer send(String user, HttpRequest.Builder request, String path) {
        request.uri(base.resolve(path)).timeout(Duration.ofSeconds(90));
        request.setHeader("Content-Type", "application/json");
        if (!user.isEmpty()) {
            String credentials = Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + credentials);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    response.headers().firstValue("Location").orElse(null));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Text is sent as it is. */
    private String text(Object body) {
        try {
            return body instanceof String raw ? raw : mapper.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
