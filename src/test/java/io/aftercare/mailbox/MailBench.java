package io.aftercare.mailbox;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.management.OperatingSystemMXBean;
import io.aftercare.AftercareApplication;
import io.aftercare.MySqlServer;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Mail that waits in an IMAP mailbox until it is a ticket in a real MySQL database: 30 % HTML, 20 % with a file of
 * 200 kB, 10 % answers to mail of ours. {@code script/bench p8}
 */
public final class MailBench {

    private static final String FAULT = "您好，我家的净水机每次启动都漏水，已经是第三次了，请尽快安排上门维修。订单和照片见附件。谢谢！";

    private final ConfigurableApplicationContext application;
    private final JdbcTemplate jdbc;
    private final MailFolder inbox;
    private final byte[] file = new byte[200 * 1024];
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private MailBench(ConfigurableApplicationContext application, MailFolder inbox) {
        this.application = application;
        this.jdbc = application.getBean(JdbcTemplate.class);
        this.inbox = inbox;
        new Random(1).nextBytes(file);
        byte[] pdf = "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(pdf, 0, file, 0, pdf.length);
    }

    /** What came of the mails. */
    public record Result(double seconds, double cpuSeconds, Map<String, Long> rows, long lost, long doubled) {}

    public static Result run(int mails) throws Exception {
        GreenMail server =
                new GreenMail(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
        server.withConfiguration(new GreenMailConfiguration().withDisabledAuthentication());
        server.start();
        var user = server.setUser("service@house.example", "service@house.example", "service");
        MySqlServer.Database database = MySqlServer.empty("mailbench");
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.user());
        settings.put("spring.datasource.password", database.password());
        settings.put("server.port", "0");
        settings.put("aftercare.language", "zh");
        settings.put("aftercare.mail.enabled", "false");
        settings.put("aftercare.notification.relay-enabled", "false");
        settings.put("aftercare.attachments.directory", "target/bench-attachments");
        settings.put("aftercare.mailboxes[0].name", "service");
        settings.put("aftercare.mailboxes[0].address", "service@house.example");
        settings.put("aftercare.mailboxes[0].host", "127.0.0.1");
        settings.put("aftercare.mailboxes[0].port", server.getImap().getPort());
        settings.put("aftercare.mailboxes[0].tls", "NONE");
        settings.put("aftercare.mailboxes[0].user", "service@house.example");
        settings.put("aftercare.mailboxes[0].password", "service");
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(AftercareApplication.class)
                .profiles("bench")
                .run(settings.entrySet().stream()
                        .map(each -> "--" + each.getKey() + "=" + each.getValue())
                        .toArray(String[]::new))) {
            return new MailBench(
                            application,
                            server.getManagers().getImapHostManager().getInbox(user))
                    .measure(mails);
        } finally {
            server.stop();
        }
    }

    private Result measure(int mails) throws Exception {
        int before = Math.max(50, mails / 10);
        say("%d mails become tickets first: they warm up, and the answers answer them", before);
        for (int each = 0; each < before; each++) {
            put(mail("before" + each, null, each));
        }
        through(before);
        List<String> ours = jdbc.queryForList("select message_id from outbox_message order by id", String.class);
        say("%d mails are put into the mailbox: 30 %% HTML, 20 %% with 200 kB, 10 %% answers", mails);
        for (int each = 0; each < mails; each++) {
            put(mail("mail" + each, each % 10 == 9 ? ours.get(each / 10 % ours.size()) : null, each));
        }
        long cpu = machine.getProcessCpuTime();
        double taken = through(before + mails);
        double cpuSeconds = (machine.getProcessCpuTime() - cpu) / 1e9;
        Map<String, Long> rows = new TreeMap<>();
        jdbc.queryForList("select state, count(*) n from incoming_mail group by state")
                .forEach(row -> rows.put(
                        "mails " + row.get("state"), ((Number) Objects.requireNonNull(row.get("n"))).longValue()));
        rows.put("tickets", count("select count(*) from ticket"));
        rows.put("receipts", count("select count(*) from outbox_message where template = 'RECEIPT'"));
        rows.put("files on tickets", count("select count(*) from attachment where ticket_number is not null"));
        return new Result(
                taken,
                cpuSeconds,
                rows,
                before + mails - count("select count(*) from incoming_mail where ticket_number is not null"),
                count("select count(*) from (select ticket_number from incoming_mail where state = 'TICKET'"
                        + " group by ticket_number having count(*) > 1) t"));
    }

    /** Fetches and works at the same time, as in the running program; seconds until all mails are settled. */
    private double through(int all) throws InterruptedException {
        ImapMailbox imap = application.getBean(ImapMailbox.class);
        MailRoom room = application.getBean(MailRoom.class);
        MailProperties properties = application.getBean(MailProperties.class);
        long begin = System.nanoTime();
        Thread poll = new Thread(() -> imap.poll(properties.mailboxes().get(0)));
        poll.start();
        while (settled() < all) {
            if (room.work() == 0) {
                Thread.sleep(20);
            }
        }
        poll.join();
        return (System.nanoTime() - begin) / 1e9;
    }

    private int settled() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select count(*) from incoming_mail where state <> 'WAITING'", Integer.class));
    }

    private long count(String sql) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class));
    }

    private void put(byte[] mail) throws Exception {
        inbox.appendMessage(
                new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail)),
                new Flags(),
                new Date());
    }

    private byte[] mail(String name, @Nullable String answers, int each) {
        Letters letter = Letters.from("Kunde <" + name + "@customer.example>", "净水机漏水 " + name)
                .id(name + "@customer.example")
                .answers(answers);
        boolean html = each % 10 < 3;
        boolean withFile = each % 5 == 4;
        String page = "<html><body><p>" + FAULT + "</p><p><b>No. " + each
                + "</b></p><img src=\"https://shop.example/logo.png\"></body></html>";
        if (!withFile) {
            return html ? letter.html(page) : letter.text(FAULT + " No. " + each);
        }
        return letter.multipart("mixed")
                .part(html ? "text/html" : "text/plain", html ? page : FAULT + " No. " + each)
                .file("application/pdf", file, "Content-Disposition: attachment; filename=order.pdf")
                .end();
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(text, values));
    }
}
