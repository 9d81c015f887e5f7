package io.aftercare.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercare.fuzz.Malformed.Input;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * R12: malformed input for every endpoint of a running demo, by everybody who may call it and by nobody. Every answer
 * under 500, every refusal a problem without a trace of the code, none late. By hand: {@code Fuzzing ADDRESS [INPUTS PER
 * ENDPOINT] [SEED]}.
 */
public final class Fuzzing {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TRACE = Pattern.compile(
            "Exception|\\bat (java|org|io)\\.|org\\.(springframework|camunda|apache)|java\\.lang|select .* from |SQLState");
    private static final List<String> PEOPLE = List.of(
            "admin",
            "manager",
            "agent",
            "desk-supervisor",
            "engineer",
            "tech-supervisor",
            "tech-head",
            "counsel",
            "compensation-manager",
            "finance",
            "parts-keeper",
            "warehouse",
            "process-owner",
            "channel");

    private final URI base;
    private final long seed;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger ticketsMade = new AtomicInteger();
    private final AtomicLong slowest = new AtomicLong();
    private final Map<Integer, AtomicInteger> answers = Collections.synchronizedMap(new TreeMap<>());

    public Fuzzing(URI base, long seed) {
        this.base = base;
        this.seed = seed;
    }

    public static void main(String... arguments) throws Exception {
        Fuzzing fuzzing = new Fuzzing(
                URI.create(arguments[0]),
                arguments.length > 2 ? Long.parseLong(arguments[2]) : System.currentTimeMillis());
        fuzzing.run(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000, 4);
        System.out.println(fuzzing.summary());
        fuzzing.faults().stream().limit(200).forEach(System.out::println);
        System.exit(fuzzing.faults().isEmpty() ? 0 : 1);
    }

    public List<String> faults() {
        return List.copyOf(faults);
    }

    public int ticketsMade() {
        return ticketsMade.get();
    }

    public int sent() {
        return sent.get();
    }

    public String summary() {
        return "R12 seed %d: %d inputs, answers %s, %d accepted, slowest %d ms, %d faults"
                .formatted(seed, sent.get(), answers, accepted.get(), slowest.get(), faults.size());
    }

    public void run(int perEndpoint, int threads) throws Exception {
        JsonNode document =
                JSON.readTree(send("GET", "admin", new Input("/v3/api-docs", null, null, "application/json"))
                        .body());
        Map<String, List<String>> known = known();
        List<Operation> operations = Operation.in(document);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (Operation operation : operations) {
                work.add(() -> {
                    attack(
                            operation,
                            new Malformed(
                                    document, known, seed + operation.toString().hashCode()),
                            perEndpoint);
                    return null;
                });
            }
            for (Future<Void> each : pool.invokeAll(work)) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void attack(Operation operation, Malformed inputs, int times) throws Exception {
        List<String> callers = new ArrayList<>();
        for (String person : PEOPLE) {
            HttpResponse<String> answer = judged(operation, person, inputs.plausible(operation));
            if (answer.statusCode() != 403 && answer.statusCode() != 401) {
                callers.add(person);
            }
        }
        for (int i = 0; i < times; i++) {
            String caller = i % 12 == 0 || callers.isEmpty() ? "" : callers.get(i % callers.size());
            judged(operation, caller, inputs.spoiled(operation));
        }
    }

    private HttpResponse<String> judged(Operation operation, String caller, Input input) throws Exception {
        long from = System.nanoTime();
        HttpResponse<String> answer;
        try {
            answer = send(operation.method(), caller, input);
        } catch (IOException broken) {
            fault(operation, caller, input, "no answer: " + broken);
            throw broken;
        }
        slowest.accumulateAndGet((System.nanoTime() - from) / 1_000_000, Math::max);
        sent.incrementAndGet();
        int status = answer.statusCode();
        answers.computeIfAbsent(status, any -> new AtomicInteger()).incrementAndGet();
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (status < 300) {
            accepted.incrementAndGet();
            if (status == 201 && operation.toString().equals("POST /api/tickets")) {
                ticketsMade.incrementAndGet();
            }
            return answer;
        }
        if (status >= 500) {
            fault(operation, caller, input, status + " " + start(answer.body()));
        } else if (status >= 400) {
            if (!type.startsWith("application/problem+json")) {
                fault(operation, caller, input, status + " is no problem but " + type + " " + start(answer.body()));
            } else if (!JSON.readTree(answer.body()).path("status").isInt()) {
                fault(operation, caller, input, status + " has no status " + start(answer.body()));
            } else if (TRACE.matcher(withoutAddress(answer.body())).find()) {
                fault(operation, caller, input, status + " tells of the code: " + start(answer.body()));
            }
        } else {
            fault(operation, caller, input, status + " leads elsewhere");
        }
        return answer;
    }

    /** The address comes back as it was sent. */
    private static String withoutAddress(String body) throws IOException {
        JsonNode problem = JSON.readTree(body);
        return problem instanceof ObjectNode fields ? fields.without("instance").toString() : body;
    }

    private void fault(Operation operation, String caller, Input input, String what) {
        byte[] body = input.body();
        faults.add("%s by %s: %s | %s | %s | accept %s | %s"
                .formatted(
                        operation,
                        caller.isEmpty() ? "nobody" : caller,
                        what,
                        start(input.address()),
                        input.kind(),
                        input.accept(),
                        body == null ? "no body" : start(new String(body, StandardCharsets.UTF_8))));
    }

    private static String start(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > 200 ? line.substring(0, 200) + "…(" + line.length() + ")" : line;
    }

    private HttpResponse<String> send(String method, String caller, Input input)
            throws IOException, InterruptedException {
        byte[] body = input.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(input.address()))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Accept", input.accept());
        String kind = input.kind();
        if (kind != null && !kind.isEmpty() && kind.chars().allMatch(sign -> sign < 128)) {
            request.header("Content-Type", kind);
        }
        if (!caller.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString((caller + ":demo").getBytes(StandardCharsets.UTF_8)));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Numbers and ids of things that are there, so that what is spoiled is not always the address. */
    private Map<String, List<String>> known() throws Exception {
        List<String> numbers = new ArrayList<>();
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String ticket =
                    "{\"channel\":\"PHONE\",\"customer\":{\"ref\":\"C-1001\"},\"description\":\"It leaks\",\"orderNo\":\"SO-1001\"}";
            JsonNode made = JSON.readTree(send(
                            "POST",
                            "agent",
                            new Input(
                                    "/api/tickets",
                                    ticket.getBytes(StandardCharsets.UTF_8),
                                    "application/json",
                                    "application/json"))
                    .body());
            ticketsMade.incrementAndGet();
            numbers.add(made.path("number").asText());
            for (JsonNode task : JSON.readTree(send(
                            "GET",
                            "manager",
                            new Input(
                                    "/api/tasks?ticket=" + made.path("number").asText(),
                                    null,
                                    null,
                                    "application/json"))
                    .body())) {
                tasks.add(task.path("id").asText());
            }
        }
        Map<String, List<String>> known = new TreeMap<>();
        for (String name : List.of("number", "ticket", "ticketNumber", "anyId", "into", "of")) {
            known.put(name, numbers);
        }
        for (String name : List.of("taskId", "task")) {
            known.put(name, tasks);
        }
        for (String name : List.of("ref", "customer", "customerRef")) {
            known.put(name, List.of("C-1001", "C-1002", "C-1003"));
        }
        known.put("orderNo", List.of("SO-1001"));
        known.put("channel", List.of("PHONE", "WEB", "CHAT"));
        known.put("description", List.of("It leaks", "净化器不转了 𠮷☕"));
        known.put("reason", List.of("because", "客户要求"));
        known.put("substitute", List.of("agent2"));
        known.put("absent", List.of("agent"));
        known.put("amount", List.of("10.00"));
        known.put("currency", List.of("CNY"));
        known.put("version", List.of("1"));
        known.put("taskKey", List.of("Task_ExecuteSolution", "Task_RegisterTicket"));
        return known;
    }
}
