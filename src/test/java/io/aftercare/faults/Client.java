package io.aftercare.faults;

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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Calls the program as a system outside does, at any of its addresses, and writes down every answer and its time. */
final class Client {

    /** No answer at all. */
    static final int NOTHING = 0;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** While the demo's clock moves everything happens that is due meanwhile, moment by moment: minutes with 500 tickets. */
    private static final Duration LONGEST_MOVE = Duration.ofMinutes(15);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<URI> addresses;
    private final AtomicInteger next = new AtomicInteger();
    private final Answers answers;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final boolean triesTwice;

    Client(List<URI> addresses, Answers answers) {
        this(addresses, answers, false);
    }

    /** @param triesTwice whether it asks the next address when one did not answer or is busy, as a proxy would */
    Client(List<URI> addresses, Answers answers, boolean triesTwice) {
        this.addresses = List.copyOf(addresses);
        this.answers = answers;
        this.triesTwice = triesTwice;
    }

    /** Whoever asked for something while the other side was away has to ask again. */
    static final class NotAnswered extends RuntimeException {

        NotAnswered(String what) {
            super(what);
        }
    }

    /** An answer; status {@link #NOTHING} where the connection broke. */
    record Answer(int status, String type, String body, boolean retryAfter, Duration took) {

        boolean isFine() {
            return status >= 200 && status < 300;
        }

        /** Of an answer without which the caller cannot go on. */
        JsonNode required() {
            if (!isFine()) {
                throw new NotAnswered(status + " " + body);
            }
            return json();
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(body, e);
            }
        }
    }

    Answer get(String user, String path) {
        return send(user, "GET", path, null, Map.of());
    }

    Answer post(String user, String path, Object body) {
        return send(user, "POST", path, body, Map.of());
    }

    Answer post(String user, String path, Object body, Map<String, String> headers) {
        return send(user, "POST", path, body, headers);
    }

    private Answer send(String user, String method, String path, @Nullable Object body, Map<String, String> headers) {
        int first = Math.floorMod(next.getAndIncrement(), addresses.size());
        Answer answer = send(addresses.get(first), user, method, path, body, headers);
        if (triesTwice && (answer.status() == NOTHING || answer.status() == 503)) {
            answer = send(addresses.get((first + 1) % addresses.size()), user, method, path, body, headers);
        }
        answers.add(method + " " + path, answer);
        return answer;
    }

    private Answer send(
            URI address, String user, String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(path.equals("/demo/clock") ? LONGEST_MOVE : LONGEST)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body)));
        if (!user.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8)));
        }
        headers.forEach(request::header);
        long begin = System.nanoTime();
        Answer answer;
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer = new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    response.headers().firstValue("Retry-After").isPresent(),
                    Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException broken) {
            answer =
                    new Answer(NOTHING, "", String.valueOf(broken), false, Duration.ofNanos(System.nanoTime() - begin));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            answer = new Answer(NOTHING, "", "stopped", false, Duration.ofNanos(System.nanoTime() - begin));
        }
        return answer;
    }

    private static String text(Object body) {
        try {
            return body instanceof String raw ? raw : JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
