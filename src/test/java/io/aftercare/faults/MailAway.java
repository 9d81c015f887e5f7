package io.aftercare.faults;

import static io.aftercare.faults.Kills.seconds;

import io.aftercare.MySqlServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** R4: the mail server is away, puts off, refuses or says nothing; tickets go on and their mails arrive later. */
final class MailAway {

    private MailAway() {}

    /** An hour of each kind of trouble by the demo's clock, with so many mails due. */
    static Report inEveryWay(MySqlServer.Database database, int tickets)
            throws IOException, InterruptedException, SQLException {
        List<String> findings = new ArrayList<>();
        Map<String, String> figures = new TreeMap<>();
        try (Scene scene = new Scene("r4", database, 1, Map.of("AFTERCARE_NOTIFICATION_LEASE", "PT1M"))) {
            scene.startAll();
            bring(scene, Math.min(20, tickets));
            Duration usual = intake(scene, 0);
            for (MailSink.Mood mood : List.of(MailSink.Mood.AWAY, MailSink.Mood.LATER, MailSink.Mood.TARPIT)) {
                int many = mood == MailSink.Mood.TARPIT ? Math.min(tickets, 50) : tickets;
                scene.mails().become(mood);
                int known = scene.answers().all().size();
                bring(scene, many);
                Duration meanwhile = intake(scene, known);
                if (meanwhile.compareTo(usual.multipliedBy(3).plusMillis(200)) > 0) {
                    findings.add("%s: intake took %.2f s instead of %.2f s"
                            .formatted(mood, seconds(meanwhile), seconds(usual)));
                }
                for (int tenth = 0; tenth < 6; tenth++) {
                    advance(scene, Duration.ofMinutes(10));
                }
                scene.mails().become(MailSink.Mood.TAKES);
                advance(scene, Duration.ofMinutes(10));
                Duration told = scene.quiet(Duration.ofMinutes(5));
                if (told == null) {
                    findings.add("%s: %d messages are not sent 10 minutes after the return"
                            .formatted(mood, scene.oracle().unsent()));
                }
                figures.put(mood.name(), told == null ? "never" : "10 min + %.1f s".formatted(seconds(told)));
            }
            Oracle.Verdict verdict = scene.judge(Duration.ofMinutes(2));
            figures.put("NEVER", refused(scene, findings));
            findings.forEach(finding -> System.out.println("  r4: " + finding));
            return new Report(
                    "r4",
                    "mail server away, 4xx, silent, 5xx; %d mails".formatted(tickets),
                    verdict.isFine(0) && findings.isEmpty(),
                    "%s; all sent after the return: %s; %d findings"
                            .formatted(verdict.line(), figures, findings.size()));
        }
    }

    /** 5xx: given up after one try, and the ticket tells it. */
    private static String refused(Scene scene, List<String> findings)
            throws IOException, InterruptedException, SQLException {
        scene.mails().become(MailSink.Mood.NEVER);
        int before = scene.ledger().size();
        bring(scene, 5);
        scene.quiet(Duration.ofMinutes(1));
        scene.mails().become(MailSink.Mood.TAKES);
        List<String> refused = List.copyOf(scene.ledger().numbers().values()).subList(before, before + 5);
        try (Connection connection = scene.database().connect()) {
            for (String number : refused) {
                long once = Oracle.number(
                        connection,
                        "select count(*) from outbox_message where ticket_number = '" + number
                                + "' and template = 'RECEIPT' and state = 'FAILED' and attempts = 1");
                long told = Oracle.number(
                        connection,
                        "select count(*) from timeline_entry where ticket_number = '" + number + "' and kind = 'NOTE'");
                if (once != 1 || told < 1) {
                    findings.add("%s: refused for ever, given up %d, told %d".formatted(number, once, told));
                }
            }
        }
        return "given up after 1 try, the ticket tells it";
    }

    private static void bring(Scene scene, int tickets) throws IOException, InterruptedException {
        int known = scene.ledger().size();
        try (Load load = scene.load(4, 0, 0)) {
            while (scene.ledger().size() < known + tickets) {
                Thread.sleep(5);
            }
        }
    }

    private static Duration intake(Scene scene, int from) {
        List<Answers.Seen> all = scene.answers().all();
        return Answers.quantile(
                all.subList(from, all.size()).stream()
                        .filter(each -> each.call().equals("POST /api/tickets"))
                        .toList(),
                0.95);
    }

    static void advance(Scene scene, Duration by) {
        Client.Answer answer = scene.client().post("admin", "/demo/clock", Map.of("advance", by.toString()));
        if (!answer.isFine()) {
            throw new IllegalStateException("The clock does not move: " + answer);
        }
    }
}
