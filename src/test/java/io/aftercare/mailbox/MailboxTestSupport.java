package io.aftercare.mailbox;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.customer.Customers;
import io.aftercare.notification.Outbox;
import io.aftercare.notification.OutboxMessage;
import io.aftercare.notification.OutboxRelay;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketFilter;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with two mailboxes on a mail server in this JVM; tests drive what otherwise runs on its own. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:mailbox;MODE=MySQL;DB_CLOSE_DELAY=-1",
            "spring.datasource.username=sa",
            "aftercare.language=en",
            "aftercare.mail.enabled=false",
            "aftercare.mail.largest=2MB",
            "aftercare.tracking.watch-enabled=false",
            "aftercare.notification.relay-enabled=false",
            "aftercare.notification.sender=Service <service@house.example>",
            "aftercare.absence.watch-enabled=false",
            "camunda.bpm.job-execution.enabled=false"
        })
@ActiveProfiles("test")
@Import(MailboxTestSupport.Beans.class)
abstract class MailboxTestSupport {

    static final GreenMail SERVER = server();

    @Autowired
    ImapMailbox imap;

    @Autowired
    MailRoom room;

    @Autowired
    Mails mails;

    @Autowired
    MailMapper mapper;

    @Autowired
    MailboxLeases leases;

    @Autowired
    Customers customers;

    @Autowired
    MailProperties properties;

    @Autowired
    TicketService tickets;

    @Autowired
    Timeline timeline;

    @Autowired
    Outbox outbox;

    @Autowired
    OutboxRelay relay;

    @Autowired
    IdentityService identity;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    MovedClock clock;

    private static GreenMail server() {
        GreenMail server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
        });
        server.withConfiguration(new GreenMailConfiguration().withDisabledAuthentication());
        server.start();
        return server;
    }

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        List<String> names = List.of("service", "warranty");
        for (int at = 0; at < names.size(); at++) {
            String name = names.get(at);
            String mailbox = "aftercare.mailboxes[" + at + "].";
            registry.add(mailbox + "name", () -> name);
            registry.add(mailbox + "address", () -> name + "@house.example");
            registry.add(mailbox + "host", () -> "127.0.0.1");
            registry.add(mailbox + "port", () -> SERVER.getImap().getPort());
            registry.add(mailbox + "tls", () -> "NONE");
            registry.add(mailbox + "user", () -> name + "@house.example");
            registry.add(mailbox + "password", () -> name);
        }
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> SERVER.getSmtp().getPort());
        registry.add("aftercare.attachments.directory", () -> "target/mailbox-attachments");
    }

    @BeforeEach
    void emptyMailboxes() throws Exception {
        SERVER.purgeEmailFromAllMailboxes();
        SERVER.setUser("service@house.example", "service@house.example", "service");
        SERVER.setUser("warranty@house.example", "warranty@house.example", "warranty");
        for (String table : List.of("incoming_mail_text", "incoming_mail_source", "incoming_mail", "mailbox_lease")) {
            jdbc.update("delete from " + table);
        }
        jdbc.update("delete from outbox_message");
        if (identity.createUserQuery().userId("agent").count() == 0) {
            User agent = identity.newUser("agent");
            agent.setEmail("Agent@house.example");
            agent.setPassword("demo-demo-1");
            identity.saveUser(agent);
            member("agent", "service-agents");
            User manager = identity.newUser("manager");
            manager.setPassword("demo-demo-1");
            identity.saveUser(manager);
            member("manager", "service-managers");
        }
    }

    private void member(String user, String group) {
        if (identity.createGroupQuery().groupId(group).count() == 0) {
            identity.saveGroup(identity.newGroup(group));
        }
        identity.createMembership(user, group);
    }

    /** Puts a mail into a mailbox as its server would. */
    static void arrives(byte[] mail, String... mailboxes) throws Exception {
        for (String mailbox : mailboxes.length == 0 ? new String[] {"service"} : mailboxes) {
            GreenMailUser user = SERVER.getUserManager().getUserByEmail(mailbox + "@house.example");
            inbox(user).appendMessage(message(mail), new Flags(), new Date());
        }
    }

    static MailFolder inbox(String mailbox) {
        return inbox(SERVER.getUserManager().getUserByEmail(mailbox + "@house.example"));
    }

    private static MailFolder inbox(GreenMailUser user) {
        ImapHostManager manager = SERVER.getManagers().getImapHostManager();
        try {
            return manager.getInbox(user);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static MimeMessage message(byte[] mail) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
    }

    /** Looks into both mailboxes and works on what is there. */
    void pollAndWork() {
        properties.mailboxes().forEach(imap::poll);
        room.work();
    }

    List<IncomingMail> book() {
        return mails.find(new MailFilter(null, null, null), 0, 5_000);
    }

    IncomingMail only() {
        List<IncomingMail> all = book();
        if (all.size() != 1) {
            throw new AssertionError("Expected one mail, but there are " + all);
        }
        return all.get(0);
    }

    IncomingMail newest() {
        return book().get(0);
    }

    Ticket ticket(@Nullable String number) {
        return tickets.require(Objects.requireNonNull(number));
    }

    int ticketsAltogether() {
        return (int) tickets.count(new TicketFilter(null, null, null, null, null));
    }

    List<String> lines(@Nullable String ticketNumber) {
        return timeline.of(Objects.requireNonNull(ticketNumber)).stream()
                .map(TimelineEntry::text)
                .map(String::valueOf)
                .toList();
    }

    List<OutboxMessage> sent() {
        return outbox.newest(null, 0, 5_000);
    }

    void deliver() {
        relay.relay();
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        @Primary
        MovedClock movedClock() {
            return new MovedClock();
        }
    }

    /** Stands still until a test moves it. */
    static final class MovedClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-23T02:00:00Z");

        void moveTo(Instant moment) {
            now = moment;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
