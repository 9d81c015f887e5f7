package io.aftercare.notification;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.when;

import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.mybatis.spring.boot.test.autoconfigure.MybatisTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The real schema on H2, the real services of this package, a clock that stands still, and no surrounding transaction. */
@MybatisTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:notification;MODE=MySQL;DB_CLOSE_DELAY=-1",
            "spring.datasource.username=sa",
            "spring.datasource.password=",
            "aftercare.language=en",
            "aftercare.public-url=https://help.example/",
            "aftercare.notification.relay-enabled=false"
        })
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@EnableConfigurationProperties({NotificationProperties.class, SmsProperties.class})
@ImportAutoConfiguration(MessageSourceAutoConfiguration.class)
@Import({
    Notifier.class,
    TrackingLinks.class,
    MailTexts.class,
    ShortMessages.class,
    Languages.class,
    Outbox.class,
    OutboxRelay.class,
    QuietHours.class,
    RetryPauses.class,
    MailChannel.class,
    LogChannel.class,
    Customers.class,
    Timeline.class,
    OutboxTestSupport.World.class
})
@Transactional(propagation = Propagation.NOT_SUPPORTED)
abstract class OutboxTestSupport {

    static final String NUMBER = "261122-123456";

    /** Nothing is merged here. */
    @MockitoBean
    TicketService tickets;

    @Autowired
    Notifier notifier;

    @Autowired
    Outbox outbox;

    @Autowired
    OutboxRelay relay;

    @Autowired
    TrackingLinks links;

    @Autowired
    Customers customers;

    @Autowired
    MovableClock clock;

    @Autowired
    JavaMailSenderImpl mail;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    World world;

    @BeforeEach
    void emptyTables() {
        for (String table : List.of("outbox_message", "tracking_link", "timeline_entry", "ticket", "customer")) {
            jdbc.update("delete from " + table);
        }
        when(tickets.followed(anyString())).thenAnswer(asked -> asked.getArgument(0));
        when(tickets.withMerged(anyString())).thenAnswer(asked -> List.of(asked.<String>getArgument(0)));
        world.told.clear();
        clock.set("2026-11-22T04:00:00Z");
        mail.setHost("localhost");
        customer("C-1", "Li Lei", "13800001234", "lilei@example.org", null);
    }

    void customer(String ref, String name, @Nullable String phone, @Nullable String email, @Nullable String channelId) {
        customers.add(new Customer(ref, name, phone, email, channelId, Customers.STANDARD_TIER, clock.instant(), null));
    }

    /** A ticket of C-1 that agent owns. */
    Ticket ticket(@Nullable Priority priority) {
        return ticket(NUMBER, "C-1", priority);
    }

    Ticket ticket(String number, String customerRef, @Nullable Priority priority) {
        Instant at = clock.instant();
        jdbc.update(
                "insert into ticket (number, status, channel, customer_ref, description, suspected_emergency, priority,"
                        + " owner, reported_by, not_ours_count, reopened_count, urged_count, resolution_round,"
                        + " escalated, status_since, received_at, propose_article)"
                        + " values (?, 'RECEIVED', 'PHONE', ?, 'broken', false, ?, 'agent', 'agent', 0, 0, 0, 0,"
                        + " false, ?, ?, false)",
                number,
                customerRef,
                priority == null ? null : priority.name(),
                Timestamp.from(at),
                Timestamp.from(at));
        return new Ticket(
                number,
                TicketStatus.RECEIVED,
                Channel.PHONE,
                null,
                null,
                customerRef,
                null,
                null,
                null,
                null,
                null,
                "broken",
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                priority,
                null,
                null,
                "agent",
                "agent",
                0,
                0,
                0,
                0,
                false,
                at,
                at,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null);
    }

    void tell(Ticket ticket, Template template, String occasion, Map<String, String> facts) {
        transaction.executeWithoutResult(status -> notifier.toCustomer(ticket, template, occasion, facts));
    }

    List<OutboxMessage> messages() {
        return outbox.newest(null, 0, 1000);
    }

    OutboxMessage only() {
        List<OutboxMessage> all = messages();
        if (all.size() != 1) {
            throw new AssertionError("Expected one message, but there are " + all);
        }
        return all.get(0);
    }

    /** What this package needs from others. */
    @TestConfiguration(proxyBeanMethods = false)
    static class World {

        final List<String> told = new ArrayList<>();

        @EventListener
        void told(CustomerTold event) {
            told.add(event.ticketNumber());
        }

        @Bean
        MovableClock clock() {
            return new MovableClock();
        }

        @Bean
        JavaMailSenderImpl mail() {
            JavaMailSenderImpl sender = new JavaMailSenderImpl();
            sender.setDefaultEncoding("UTF-8");
            return sender;
        }

        @Bean
        StaffDirectory staff() {
            Map<String, StaffDirectory.Person> people = Map.of(
                    "agent", new StaffDirectory.Person("agent", "Han Meimei", "agent@example.org"),
                    "desk-supervisor",
                            new StaffDirectory.Person("desk-supervisor", "Wang Wei", "supervisor@example.org"));
            return new StaffDirectory() {
                @Override
                public List<Person> members(String group) {
                    return group.equals("service-supervisors") ? List.copyOf(people.values()) : List.of();
                }

                @Override
                public @Nullable Person find(String id) {
                    return people.get(id);
                }
            };
        }
    }
}
