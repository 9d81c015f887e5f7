package io.aftercare.faults;

import static io.aftercare.faults.Kills.seconds;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.MySqlServer;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** R8: the same mail again and again, and a kill while mails come in; R10: mails that were made to break programs. */
final class Mails implements AutoCloseable {

    private static final String HOUSE = "service@house.example";

    private final GreenMail server;
    private final MailFolder inbox;
    private final Scene scene;

    private Mails(String name, MySqlServer.Database database) throws Exception {
        server = new GreenMail(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        server.withConfiguration(new GreenMailConfiguration().withDisabledAuthentication());
        server.start();
        GreenMailUser user = server.setUser(HOUSE, HOUSE, "service");
        inbox = server.getManagers().getImapHostManager().getInbox(user);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("AFTERCARE_MAILBOXES_0_NAME", "service");
        settings.put("AFTERCARE_MAILBOXES_0_ADDRESS", HOUSE);
        settings.put("AFTERCARE_MAILBOXES_0_HOST", "127.0.0.1");
        settings.put(
                "AFTERCARE_MAILBOXES_0_PORT", String.valueOf(server.getImap().getPort()));
        settings.put("AFTERCARE_MAILBOXES_0_TLS", "NONE");
        settings.put("AFTERCARE_MAILBOXES_0_USER", HOUSE);
        settings.put("AFTERCARE_MAILBOXES_0_PASSWORD", "service");
        settings.put("AFTERCARE_MAIL_POLLEVERY", "PT2S");
        settings.put("AFTERCARE_MAIL_POLLLEASE", "PT10S");
        settings.put("AFTERCARE_MAIL_WORKLEASE", "PT10S");
        settings.put("AFTERCARE_NOTIFICATION_LEASE", "PT20S");
        scene = new Scene(name, database, 1, settings);
        scene.startAll();
    }

    static Report replayed(MySqlServer.Database database, int times) throws Exception {
        List<String> findings = new ArrayList<>();
        try (Mails mails = new Mails("r8", database)) {
            for (int copy = 0; copy < times; copy++) {
                mails.put(mail("one@shop.example", "same", "The kettle leaks at the bottom"));
            }
            mails.until("settled", times, "select count(*) from incoming_mail where settled_at is not null", findings);
            mails.is(1, "tickets of one mail that came " + times + " times", "select count(*) from ticket", findings);
            mails.is(1, "receipts for it", "select count(*) from outbox_message where template = 'RECEIPT'", findings);

            mails.put(mail("two@shop.example", "same", "The same Message-ID with other words: the lid broke"));
            mails.until(
                    "settled", times + 1, "select count(*) from incoming_mail where settled_at is not null", findings);
            mails.is(
                    0,
                    "mails with a used Message-ID and new words that were dropped",
                    "select count(*) from incoming_mail where sender = 'two@shop.example' and ticket_number is null",
                    findings);

            int more = Math.max(20, times);
            for (int each = 0; each < more; each++) {
                mails.put(mail("c" + each + "@shop.example", "m" + each, "My machine number " + each + " stopped"));
            }
            Thread.sleep(3_000);
            mails.scene.node(0).kill();
            mails.scene.node(0).start();
            mails.until(
                    "tickets of mails that came in while it was killed",
                    more,
                    "select count(distinct ticket_number) from incoming_mail where sender like 'c%@shop.example'",
                    findings);
            mails.is(
                    0,
                    "senders with two tickets",
                    "select count(*) from (select sender from incoming_mail where sender like 'c%@shop.example'"
                            + " group by sender having count(distinct ticket_number) > 1) twice",
                    findings);
            mails.scene.quiet(Duration.ofMinutes(2));
            mails.is(
                    0,
                    "senders with two receipts",
                    "select count(*) from (select recipient from outbox_message where template = 'RECEIPT'"
                            + " and recipient like 'c%@shop.example' group by recipient having count(*) > 1) twice",
                    findings);
            findings.forEach(finding -> System.out.println("  r8: " + finding));
            return new Report(
                    "r8",
                    "one mail %d x, a used Message-ID, a kill".formatted(times),
                    findings.isEmpty(),
                    "%d mails, %d findings".formatted(times + 1 + more, findings.size()));
        }
    }

    static Report poisoned(MySqlServer.Database database) throws Exception {
        List<String> findings = new ArrayList<>();
        try (Mails mails = new Mails("r10", database)) {
            mails.put(mail("before@shop.example", "before", "An ordinary mail before"));
            mails.until("the mail before", 1, "select count(*) from ticket", findings);
            long before = mails.scene.node(0).residentMegabytes();
            Map<String, String> poisons = poisons();
            for (String poison : poisons.values()) {
                mails.put(poison);
            }
            long begin = System.nanoTime();
            mails.put(mail("after@shop.example", "after", "An ordinary mail after all of that"));
            mails.until(
                    "the mail after",
                    1,
                    "select count(*) from incoming_mail where sender = 'after@shop.example' and ticket_number is not null",
                    findings);
            Duration after = Duration.ofNanos(System.nanoTime() - begin);
            mails.until(
                    "poison that is settled or tells why it is not",
                    poisons.size() + 2,
                    "select count(*) from incoming_mail where settled_at is not null or reason is not null",
                    findings);
            mails.is(
                    0,
                    "mails that were tried more than three times",
                    "select count(*) from incoming_mail where attempts > 3",
                    findings);
            long grown = mails.scene.node(0).residentMegabytes() - before;
            if (!mails.scene.node(0).program().isAlive()) {
                findings.add("it died of it");
            }
            if (grown > 200) {
                findings.add("it grew by %d MB".formatted(grown));
            }
            findings.forEach(finding -> System.out.println("  r10: " + finding));
            return new Report(
                    "r10",
                    "%d poison mails".formatted(poisons.size()),
                    findings.isEmpty() && after.compareTo(Duration.ofSeconds(60)) <= 0,
                    "the mail after them was a ticket after %.1f s; memory %+d MB; %d findings"
                            .formatted(seconds(after), grown, findings.size()));
        }
    }

    /** What B3 names, by name. */
    private static Map<String, String> poisons() {
        Map<String, String> poisons = new LinkedHashMap<>();
        StringBuilder deep = new StringBuilder(head("deep@shop.example", "deep"));
        for (int depth = 0; depth < 1_000; depth++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(depth)
                    .append("\r\n\r\n--b")
                    .append(depth)
                    .append("\r\n");
        }
        poisons.put(
                "MIME depth 1000",
                deep.append("Content-Type: text/plain\r\n\r\nbottom\r\n").toString());
        StringBuilder many = new StringBuilder(head("many@shop.example", "many"))
                .append("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
        many.append("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n".repeat(10_000));
        poisons.put("10,000 parts", many.append("--b--\r\n").toString());
        poisons.put(
                "charset that is none",
                head("charset@shop.example", "charset")
                        + "Content-Type: text/plain; charset=x-nonsense\r\n\r\nhello\r\n");
        poisons.put(
                "boundary that never comes",
                head("boundary@shop.example", "boundary")
                        + "Content-Type: multipart/mixed; boundary=never\r\n\r\nhello\r\n");
        poisons.put(
                "1 MB of header",
                head("header@shop.example", "header") + "X-Long: " + "x".repeat(1_000_000) + "\r\n\r\nhello\r\n");
        poisons.put(
                "20 MB in one line",
                head("line@shop.example", "line") + "Content-Type: application/octet-stream\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n" + "A".repeat(20_000_000) + "\r\n");
        poisons.put(
                "a name that runs backwards",
                head("rtl@shop.example", "rtl") + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: text/plain\r\n\r\nsee the picture\r\n--b\r\nContent-Type: image/png\r\n"
                        + "Content-Disposition: attachment; filename=\"photo\u202egnp.exe\"\r\n\r\nMZ\r\n--b--\r\n");
        poisons.put("neither From nor Date", "Subject: nobody\r\nMessage-ID: <nobody@shop.example>\r\n\r\nhello\r\n");
        return poisons;
    }

    private static String mail(String from, String id, String text) {
        return head(from, id) + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n";
    }

    private static String head(String from, String id) {
        return "From: " + from + "\r\nTo: " + HOUSE + "\r\nSubject: broken\r\nMessage-ID: <" + id
                + "@shop.example>\r\nDate: Mon, 23 Nov 2026 09:12:00 +0800\r\nMIME-Version: 1.0\r\n";
    }

    private void put(String mail) throws MessagingException {
        inbox.appendMessage(
                new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))),
                new Flags(),
                new Date());
    }

    private void until(String what, long wanted, String sql, List<String> findings)
            throws SQLException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        long seen = number(sql);
        while (seen < wanted && System.nanoTime() < end) {
            Thread.sleep(200);
            seen = number(sql);
        }
        if (seen != wanted) {
            findings.add("%s: %d instead of %d".formatted(what, seen, wanted));
        }
    }

    private void is(long wanted, String what, String sql, List<String> findings) throws SQLException {
        long seen = number(sql);
        if (seen != wanted) {
            findings.add("%s: %d instead of %d".formatted(what, seen, wanted));
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = scene.database().connect()) {
            return Oracle.number(connection, sql);
        }
    }

    @Override
    public void close() throws Exception {
        scene.close();
        server.stop();
    }
}
