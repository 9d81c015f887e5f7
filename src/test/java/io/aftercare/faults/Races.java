package io.aftercare.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.MySqlServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;

/** R13: many people take the same task at the same moment, and time takes it, too; R7: many ask for the same. */
final class Races {

    private Races() {}

    /** Fifty people complete the same task: one does, everybody else reads why not. */
    static List<String> fiftyComplete(Scene scene, int rounds, int people) throws Exception {
        List<String> findings = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            String number = report(scene);
            String task = task(scene, number, "Task_RegisterTicket");
            // its last word is what the judge knows it by
            String brought = scene.client()
                    .get("manager", "/api/tickets/" + number)
                    .json()
                    .path("description")
                    .asText();
            List<Client.Answer> answers = together(
                    people,
                    person -> () -> scene.client()
                            .post(
                                    person % 2 == 0 ? "agent" : "agent2",
                                    "/api/tasks/" + task + "/complete",
                                    Map.of("restated", true, "description", person + " said " + brought)));
            oneWins(number + " registered", answers, findings);
            String proposed = number;
            Work work = new Work(scene.client(), scene.ledger());
            work.next(proposed);
            work.next(proposed);
            String gate = task(scene, proposed, "Task_ApproveSolution");
            List<Client.Answer> approvals = together(
                    people,
                    person -> () -> scene.client()
                            .post("tech-supervisor", "/api/tasks/" + gate + "/complete", Map.of("approved", true)));
            oneWins(number + " approved", approvals, findings);
        }
        return findings;
    }

    /** The customer's side is confirmed at the very moment at which time runs out: one truth, one instance. */
    static List<String> withTheTimer(Scene scene, int rounds) throws Exception {
        List<String> findings = new ArrayList<>();
        Work work = new Work(scene.client(), scene.ledger());
        for (int round = 0; round < rounds; round++) {
            String number = report(scene);
            while (!work.status(number).equals("AWAITING_CONFIRMATION")) {
                work.next(number);
            }
            String task = task(scene, number, "Task_ConfirmResolution");
            List<Client.Answer> answers = together(
                    8,
                    person -> () -> person == 0
                            ? scene.client().post("admin", "/demo/clock", Map.of("advance", "PT25H"))
                            : scene.client()
                                    .post(
                                            "agent",
                                            "/api/tasks/" + task + "/complete",
                                            Map.of("confirmed", true, "evidence", "by phone")));
            for (Client.Answer answer : answers) {
                if (answer.status() >= 500 || answer.status() == Client.NOTHING) {
                    findings.add(number + ": " + answer.status() + " " + answer.body());
                }
            }
            long won = answers.stream().filter(answer -> answer.status() == 204).count();
            String status = work.status(number);
            long told = StreamSupport.stream(
                            scene.client()
                                    .get("manager", "/api/tickets/" + number)
                                    .json()
                                    .path("timeline")
                                    .spliterator(),
                            false)
                    .filter(line -> line.path("kind").asText().equals("CONFIRMED"))
                    .count();
            if (won > 1 || told != won) {
                findings.add("%s: %d confirmed it, %d times told, %s".formatted(number, won, told, status));
            }
        }
        return findings;
    }

    static Report all(MySqlServer.Database database, int rounds) throws Exception {
        try (Scene scene = new Scene("r13", database, 1, Map.of())) {
            scene.startAll();
            List<String> findings = new ArrayList<>(fiftyComplete(scene, rounds, 50));
            findings.addAll(withTheTimer(scene, Math.max(1, rounds / 4)));
            Oracle.Verdict verdict = scene.judge(Duration.ofMinutes(2));
            findings.forEach(finding -> System.out.println("  r13: " + finding));
            return new Report(
                    "r13",
                    "50 people at one task, %d rounds; with the timer".formatted(rounds),
                    verdict.isFine(0) && findings.isEmpty(),
                    "%s; %d findings; answers %s"
                            .formatted(
                                    verdict.line(),
                                    findings.size(),
                                    Answers.byStatus(scene.answers().all())));
        }
    }

    /** R7: the same request a hundred times over 16 connections, and again after a restart. */
    static List<String> hundredTimes(Scene scene, int times, boolean alsoAfterAKill) throws Exception {
        List<String> findings = new ArrayList<>();
        String key = UUID.randomUUID().toString();
        scene.ledger().asked(key);
        for (int turn = 0; turn < (alsoAfterAKill ? 2 : 1); turn++) {
            ExecutorService people = Executors.newFixedThreadPool(16);
            try {
                List<Future<Client.Answer>> futures = new ArrayList<>();
                for (int index = 0; index < times; index++) {
                    futures.add(people.submit(() -> scene.client()
                            .post("channel", "/api/tickets", Work.fault(key), Map.of("Idempotency-Key", key))));
                }
                for (Future<Client.Answer> future : futures) {
                    Client.Answer answer = future.get();
                    if (answer.status() == 201) {
                        scene.ledger()
                                .acknowledged(key, answer.json().path("number").asText());
                    } else {
                        findings.add("repeated: " + answer.status() + " " + answer.body());
                    }
                }
            } finally {
                people.shutdownNow();
            }
            Client.Answer other =
                    scene.client().post("channel", "/api/tickets", Work.fault("other"), Map.of("Idempotency-Key", key));
            if (other.status() != 422) {
                findings.add("the same key with other words: " + other.status());
            }
            if (alsoAfterAKill && turn == 0) {
                scene.node(0).kill();
                scene.node(0).start();
            }
        }
        return findings;
    }

    static Report sameAgain(MySqlServer.Database database, int times) throws Exception {
        try (Scene scene = new Scene("r7", database, 1, Map.of())) {
            scene.startAll();
            List<String> findings = new ArrayList<>(hundredTimes(scene, times, true));
            MailAway.advance(scene, Duration.ofHours(72));
            findings.addAll(scene.replayAll());
            Oracle.Verdict verdict = scene.judge(Duration.ofMinutes(2));
            findings.forEach(finding -> System.out.println("  r7: " + finding));
            return new Report(
                    "r7",
                    "the same request %d x, after a kill, after 72 h".formatted(times),
                    verdict.isFine(1) && findings.isEmpty(),
                    verdict.line());
        }
    }

    static String report(Scene scene) throws IOException {
        String key = UUID.randomUUID().toString();
        scene.ledger().asked(key);
        Client.Answer answer =
                scene.client().post("channel", "/api/tickets", Work.fault(key), Map.of("Idempotency-Key", key));
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
        String number = answer.json().path("number").asText();
        scene.ledger().acknowledged(key, number);
        return number;
    }

    private static void oneWins(String what, List<Client.Answer> answers, List<String> findings) {
        Map<Integer, Integer> statuses = new TreeMap<>();
        answers.forEach(answer -> statuses.merge(answer.status(), 1, Integer::sum));
        boolean tidy = answers.stream()
                .filter(answer -> answer.status() != 204)
                .allMatch(answer -> List.of(403, 404, 409).contains(answer.status())
                        && !answer.json().path("detail").asText().isBlank());
        if (statuses.getOrDefault(204, 0) != 1 || !tidy) {
            findings.add(what + ": " + statuses + " "
                    + answers.stream()
                            .filter(answer -> answer.status() != 204 && answer.status() != 409)
                            .map(Client.Answer::body)
                            .distinct()
                            .toList());
        }
    }

    private static String task(Scene scene, String number, String key) {
        for (JsonNode task :
                scene.client().get("manager", "/api/tasks?ticket=" + number).json()) {
            if (task.path("key").asText().equals(key)) {
                return task.path("id").asText();
            }
        }
        throw new IllegalStateException(number + " has no " + key);
    }

    static <T> List<T> together(int people, Part<T> part) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(people);
        try {
            CyclicBarrier start = new CyclicBarrier(people);
            List<Future<T>> futures = new ArrayList<>();
            for (int person = 0; person < people; person++) {
                Callable<T> act = part.of(person);
                futures.add(pool.submit(() -> {
                    start.await();
                    return act.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    interface Part<T> {
        Callable<T> of(int person);
    }
}
