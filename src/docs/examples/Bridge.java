import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A bridge between a chat and Aftercare, in one file and without a library: {@code java src/docs/examples/Bridge.java}.
 * Here the chat is the keyboard. What you type is a customer's message; what Aftercare tells him is printed. Replace
 * {@link #main} by the API of a WeChat account, a marketplace or a bot; the rest stays. The contract: ../channels.md.
 *
 * <pre>
 *   --aftercare http://localhost:8080    where Aftercare runs
 *   --source demo-chat                   the source's name, as Aftercare's configuration has it
 *   --channel chat                       its channel
 *   --secret ...                         its secret
 *   --port 9090                          where this bridge listens for events
 *   --webhook-secret whsec_...           the secret of the subscription; or:
 *   --user manager:demo                  who may add a subscription: it is made now, and its secret taken from the answer
 *   --say "text" (repeatable)            messages to send instead of the keyboard's; then it waits and ends
 *   --wait 15                            how many seconds
 * </pre>
 */
public class Bridge {

    private static final long WINDOW = 300;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> options;
    private final Set<String> seen = new HashSet<>();
    private String webhookSecret;

    private Bridge(Map<String, String> options) {
        this.options = options;
        this.webhookSecret = options.get("webhook-secret");
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new TreeMap<>(Map.of(
                "aftercare", "http://localhost:8080",
                "source", "demo-chat",
                "channel", "chat",
                "secret", "insecure-demo-channel-secret-change-me",
                "port", "9090",
                "wait", "15"));
        List<String> said = new java.util.ArrayList<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (arguments[i].equals("--say")) {
                said.add(arguments[i + 1]);
            } else {
                options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
            }
        }
        Bridge bridge = new Bridge(options);
        HttpServer server = bridge.listen();
        bridge.subscribe();
        String conversation = "conversation-" + UUID.randomUUID();
        if (said.isEmpty()) {
            System.out.println("Type what the customer says; an empty line ends.");
            BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
            for (String line = keyboard.readLine(); line != null && !line.isBlank(); line = keyboard.readLine()) {
                bridge.send(conversation, line);
            }
        } else {
            for (String text : said) {
                bridge.send(conversation, text);
            }
            Thread.sleep(Long.parseLong(options.get("wait")) * 1000);
        }
        server.stop(0);
    }

    /** Brings one message of a customer; may be repeated with the same id until there is an answer. */
    private void send(String conversation, String text) throws Exception {
        String body = "{\"messageId\":" + json(UUID.randomUUID().toString())
                + ",\"sentAt\":" + json(Instant.now().toString())
                + ",\"sender\":{\"channelId\":\"bridge-user\",\"name\":\"Lin of the bridge\"}"
                + ",\"conversation\":{\"id\":" + json(conversation) + "}"
                + ",\"text\":" + json(text) + "}";
        for (int tried = 1; ; tried++) {
            String timestamp = Long.toString(Instant.now().getEpochSecond());
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(options.get("aftercare") + "/api/channels/"
                                    + options.get("channel") + "/messages"))
                            .header("Content-Type", "application/json")
                            .header("X-Aftercare-Source", options.get("source"))
                            .header("X-Aftercare-Timestamp", timestamp)
                            .header("X-Aftercare-Signature", "v1=" + signature(options.get("secret"), timestamp, body))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            System.out.println("customer> " + text + "\n  " + answer.statusCode() + " " + answer.body());
            if (answer.statusCode() < 500 && answer.statusCode() != 409 || tried == 3) {
                return;
            }
            Thread.sleep(1000L * tried);
        }
    }

    /** Listens for events; answers 2xx only when it has really taken one over, else it comes again. */
    private HttpServer listen() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", Integer.parseInt(options.get("port"))), 0);
        server.createContext("/aftercare", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = isSigned(exchange, body) ? 204 : 401;
            if (status == 204 && seen.add(exchange.getRequestHeaders().getFirst("Aftercare-Delivery"))) {
                take(body);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void take(String body) {
        if (body.contains("\"event\":\"message.to_customer\"")) {
            System.out.println("aftercare to " + field(body, "channelId") + "> " + field(body, "text") + "\n  " + field(body, "link"));
        } else {
            System.out.println("event " + field(body, "event") + " " + body);
        }
    }

    private boolean isSigned(HttpExchange exchange, String body) {
        String timestamp = exchange.getRequestHeaders().getFirst("Aftercare-Timestamp");
        String given = exchange.getRequestHeaders().getFirst("Aftercare-Signature");
        if (webhookSecret == null || timestamp == null || given == null) {
            return false;
        }
        String good = "v1=" + signature(webhookSecret, timestamp, body);
        boolean recent = Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) <= WINDOW;
        boolean fine = recent && MessageDigest.isEqual(good.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
        System.out.println(fine ? "  (signature holds)" : "  (NOT SIGNED BY AFTERCARE: refused)");
        return fine;
    }

    /** Asks Aftercare to tell us; a person may do the same on the page /webhooks and pass --webhook-secret. */
    private void subscribe() throws Exception {
        String user = options.get("user");
        if (user == null) {
            return;
        }
        String body = "{\"name\":\"Example bridge\",\"url\":\"http://localhost:" + options.get("port") + "/aftercare\",\"source\":"
                + json(options.get("source"))
                + ",\"events\":[\"message.to_customer\",\"ticket.status_changed\",\"ticket.closed\"]}";
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(options.get("aftercare") + "/api/webhooks"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException("Not subscribed: " + answer.statusCode() + " " + answer.body());
        }
        webhookSecret = field(answer.body(), "secret");
    }

    private static String signature(String secret, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A text of the answer, by its name; a real bridge uses a JSON library. */
    private static String field(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(json);
        return found.find()
                ? found.group(1).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\")
                : "";
    }

    private static String json(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < 0x20 || c == '"' || c == '\\') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
