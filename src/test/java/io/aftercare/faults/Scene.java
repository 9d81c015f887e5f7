package io.aftercare.faults;

import io.aftercare.MySqlServer;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What every scenario shares: nodes, a mail sink, a client with its ledger, and the judge. */
final class Scene implements AutoCloseable {

    /** Where there are more, these are enough: what the others are is read in the database. */
    private static final int AT_MOST_CARRIED_ON = Integer.getInteger("faults.carry", 300);

    private final String name;
    private final MySqlServer.Database database;
    private final MailSink mails = new MailSink();
    private final Ledger ledger;
    private final Answers answers = new Answers();
    private final List<Node> nodes;
    private final Client client;
    private final Oracle oracle;

    Scene(String name, MySqlServer.Database database, int nodes, Map<String, String> more) throws IOException {
        this(name, database, nodes, more, false);
    }

    Scene(String name, MySqlServer.Database database, int nodes, Map<String, String> more, boolean clientTriesTwice)
            throws IOException {
        this.name = name;
        this.database = database;
        this.ledger = new Ledger(name);
        Map<String, String> settings = Node.settings(database, mails);
        settings.putAll(more);
        List<Node> all = new ArrayList<>();
        for (int each = 0; each < nodes; each++) {
            all.add(new Node("faults-" + name + "-" + (char) ('a' + each), settings));
        }
        this.nodes = List.copyOf(all);
        this.client = new Client(addresses(), answers, clientTriesTwice);
        this.oracle = new Oracle(database, ledger);
    }

    List<URI> addresses() {
        return nodes.stream().map(Node::address).toList();
    }

    Node node(int index) {
        return nodes.get(index);
    }

    MailSink mails() {
        return mails;
    }

    Ledger ledger() {
        return ledger;
    }

    Answers answers() {
        return answers;
    }

    Client client() {
        return client;
    }

    Oracle oracle() {
        return oracle;
    }

    MySqlServer.Database database() {
        return database;
    }

    void startAll() throws IOException, InterruptedException {
        for (Node node : nodes) {
            node.start();
        }
    }

    /** Returns when so many more tickets are acknowledged, or when it takes too long. */
    boolean untilAcknowledged(int more, Duration within) throws InterruptedException {
        int known = ledger.size();
        long end = System.nanoTime() + within.toNanos();
        while (ledger.size() < known + more) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    Load load(int callers, int workers, int pauseMillis) {
        return new Load(client, ledger, callers, workers, pauseMillis);
    }

    /** Carries every acknowledged ticket to its confirmation; answers those that do not get there. */
    List<String> carryAllOn(Duration each) throws InterruptedException {
        return carryOn(Integer.MAX_VALUE, each);
    }

    /** The same with so many of them, whichever. */
    private List<String> carryOn(int most, Duration each) throws InterruptedException {
        Work work = new Work(client, ledger);
        List<String> stuck = new CopyOnWriteArrayList<>();
        List<String> numbers = new ArrayList<>(ledger.numbers().values());
        Collections.shuffle(numbers);
        int many = Math.min(most, numbers.size());
        AtomicInteger next = new AtomicInteger();
        List<Thread> workers = new ArrayList<>();
        for (int worker = 0; worker < 6; worker++) {
            Thread thread = new Thread(() -> {
                for (int index = next.getAndIncrement(); index < many; index = next.getAndIncrement()) {
                    try {
                        if (!work.carryOn(numbers.get(index), each)) {
                            stuck.add(numbers.get(index));
                        }
                    } catch (IOException | RuntimeException e) {
                        stuck.add(numbers.get(index) + " " + e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                }
            });
            thread.start();
            workers.add(thread);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return stuck;
    }

    /** Asks for every acknowledged ticket once more, with its key: the same number, or it is listed. */
    List<String> replayAll() {
        List<String> others = new ArrayList<>();
        ledger.numbers().forEach((key, number) -> {
            Client.Answer answer =
                    client.post("channel", "/api/tickets", Work.fault(key), Map.of("Idempotency-Key", key));
            if (answer.status() != 201 || !answer.json().path("number").asText().equals(number)) {
                others.add(number + " is now " + answer.status() + " " + answer.body());
            }
        });
        return others;
    }

    /** How long until everything was told; null when it does not happen in time. */
    @Nullable
    Duration quiet(Duration within) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        while (oracle.unsent() > 0) {
            if (System.nanoTime() - begin > within.toNanos()) {
                return null;
            }
            Thread.sleep(250);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The whole verdict of a run: the judge's, and that all tickets could be carried on and say the same again. */
    Oracle.Verdict judge(Duration messagesWithin) throws SQLException, InterruptedException {
        return judge(messagesWithin, AT_MOST_CARRIED_ON);
    }

    /** @param most how many tickets, whichever, are carried on */
    Oracle.Verdict judge(Duration messagesWithin, int most) throws SQLException, InterruptedException {
        List<String> findings = new ArrayList<>();
        carryOn(most, Duration.ofSeconds(90)).forEach(number -> findings.add("cannot be carried on: " + number));
        replayAll().forEach(answer -> findings.add("the key brings another answer: " + answer));
        if (quiet(messagesWithin) == null) {
            findings.add("messages are not told after " + messagesWithin);
        }
        return told(findings);
    }

    /** The same where the program has its database for itself: it is looked at when the program has ended. */
    Oracle.Verdict judgeOfFile(Duration messagesWithin) throws SQLException, InterruptedException {
        List<String> findings = new ArrayList<>();
        carryOn(AT_MOST_CARRIED_ON, Duration.ofSeconds(90))
                .forEach(number -> findings.add("cannot be carried on: " + number));
        replayAll().forEach(answer -> findings.add("the key brings another answer: " + answer));
        Thread.sleep(messagesWithin.toMillis());
        nodes.get(0).close();
        return told(findings);
    }

    private Oracle.Verdict told(List<String> findings) throws SQLException {
        Oracle.Verdict verdict = oracle.judge(mails);
        findings.addAll(verdict.findings());
        Map<String, Long> mistakes = new TreeMap<>();
        answers.all().stream()
                .filter(each -> each.answer().status() == 500)
                .forEach(each -> mistakes.merge(each.call().replaceAll("[0-9a-f-]{13,}", "*"), 1L, Long::sum));
        mistakes.forEach((call, times) -> findings.add(times + " times 500 to " + call));
        findings.stream().limit(20).forEach(finding -> System.out.println("  " + name + ": " + finding));
        return new Oracle.Verdict(
                verdict.acknowledged(),
                verdict.acts(),
                verdict.lost(),
                verdict.doubled(),
                verdict.mails(),
                verdict.repeated(),
                findings);
    }

    @Override
    public void close() throws InterruptedException, IOException {
        for (Node node : nodes) {
            node.close();
        }
        mails.close();
        ledger.close();
    }
}
