package io.aftercare.confirmation;

import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.decision.DecisionTables;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.RateLimits;
import io.aftercare.security.StaffDirectory;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.NewTicket;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketProcess;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockService;
import io.aftercare.tracking.TicketClock;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.mybatis.spring.boot.autoconfigure.MybatisAutoConfiguration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Controller;

/** The real schema and the real services on H2; only the engine's ports are played, and the clock stands still. */
@SpringBootTest(
        classes = LifecycleTestSupport.World.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:lifecycle;MODE=MySQL;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000",
            "spring.datasource.username=sa",
            "spring.datasource.password=",
            "lifecycle.played=true",
            "aftercare.language=en",
            "aftercare.public-url=https://help.example"
        })
public abstract class LifecycleTestSupport {

    protected static final String NUMBER = "261122-123456";

    @Autowired
    protected TicketService tickets;

    @Autowired
    protected Timeline timeline;

    @Autowired
    protected ClockService clocks;

    @Autowired
    protected TrackingLinks links;

    @Autowired
    protected ConfirmationService confirmation;

    @Autowired
    protected JdbcTemplate jdbc;

    @Autowired
    protected MovableClock clock;

    @Autowired
    protected PlayedProcess process;

    @Autowired
    protected Continuations continuations;

    @Autowired
    private Customers customers;

    @BeforeEach
    void emptyTables() {
        for (String table : List.of(
                "outbox_message",
                "tracking_link",
                "timeline_entry",
                "clock_level",
                "clock_pause",
                "clock",
                "survey_answer",
                "callback_attempt",
                "dissatisfaction",
                "ticket_archive",
                "compensation_line",
                "solution",
                "obstacle",
                "ticket_pause",
                "ticket_merge",
                "ticket",
                "customer_identity",
                "customer")) {
            jdbc.update("delete from " + table);
        }
        process.reset();
        clock.set("2026-11-22T04:00:00Z");
        customers.add(new Customer(
                "C-1",
                "Li Lei",
                "13800001234",
                "lilei@example.org",
                null,
                Customers.STANDARD_TIER,
                clock.instant(),
                null));
    }

    /** A classified COMPLEX P2 ticket of C-1 that "agent" owns. */
    protected Ticket ticket(TicketStatus status) {
        return ticket(NUMBER, status, "COMPLEX");
    }

    protected Ticket ticket(String number, TicketStatus status, String complexity) {
        tickets.add(new NewTicket(
                number,
                TicketStatus.RECEIVED,
                Channel.PHONE,
                null,
                null,
                "C-1",
                null,
                null,
                null,
                null,
                null,
                "The kettle does not heat.",
                null,
                null,
                null,
                false,
                "agent",
                "agent",
                clock.instant(),
                clock.instant(),
                null));
        jdbc.update(
                "update ticket set status = ?, category = 'PRODUCT_FAULT', complexity = ?, priority = 'P2',"
                        + " department = 'technical', root_cause = 'scale', resolution_summary = 'cleaned',"
                        + " propose_article = true where number = ?",
                status.name(),
                complexity,
                number);
        return tickets.require(number);
    }

    /** The same, with the work finished. */
    protected Ticket resolved() {
        ticket(TicketStatus.EXECUTING);
        return confirmation.askForConfirmation(NUMBER, false);
    }

    /** A plan that was told, with one line that nobody has paid yet. */
    protected void plan(String state) {
        jdbc.update(
                "insert into solution (ticket_number, version_no, state, remedy, steps, expected_completion_at,"
                        + " price_to_customer, proposed_by, proposed_at, plan_sent_at)"
                        + " values (?, 1, ?, 'REPAIR', 'We clean it.', ?, 0, 'engineer', ?, ?)",
                NUMBER,
                state,
                Timestamp.from(clock.instant().plus(Duration.ofDays(2))),
                Timestamp.from(clock.instant()),
                Timestamp.from(clock.instant()));
        jdbc.update(
                "insert into compensation_line (ticket_number, solution_id, position_no, kind, nature, amount, state,"
                        + " created_by, created_at) select ticket_number, id, 1, 'REFUND', 'GOODWILL', 20,"
                        + " 'PROPOSED', 'engineer', proposed_at from solution where ticket_number = ?",
                NUMBER);
    }

    protected TicketStatus status() {
        return tickets.require(NUMBER).status();
    }

    protected List<TimelineKind> story() {
        return timeline.of(NUMBER).stream().map(TimelineEntry::kind).toList();
    }

    /** For example {@code CONFIRMATION RUNNING}, without clocks that were stopped. */
    protected List<String> clockStates() {
        return clocks.of(NUMBER).stream()
                .filter(each -> each.stoppedAt() == null)
                .map((TicketClock each) -> each.name() + " " + each.state())
                .toList();
    }

    /** Templates of the messages in the outbox, oldest first. */
    protected List<String> sent(String audience) {
        return jdbc.queryForList(
                "select template from outbox_message where audience = ? order by id", String.class, audience);
    }

    /** What others bring, played; not found by tests that start the whole application. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("lifecycle.played")
    @AutoConfigurationPackage(basePackages = "io.aftercare")
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        AopAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        MybatisAutoConfiguration.class,
        MessageSourceAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    @ConfigurationPropertiesScan("io.aftercare")
    @ComponentScan(
            basePackages = {
                "io.aftercare.ticket",
                "io.aftercare.customer",
                "io.aftercare.notification",
                "io.aftercare.calendar",
                "io.aftercare.tracking",
                "io.aftercare.entitlement",
                "io.aftercare.solution",
                "io.aftercare.confirmation",
                "io.aftercare.callback"
            },
            excludeFilters = {
                @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = Controller.class),
                @ComponentScan.Filter(type = FilterType.ANNOTATION, classes = Configuration.class),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Controller|Advice|Test|TestSupport.*)$")
            })
    @Import({CurrentUser.class, RateLimits.class})
    static class World {

        @Bean
        MovableClock clock() {
            return new MovableClock();
        }

        @Bean
        PlayedProcess process() {
            return new PlayedProcess();
        }

        @Bean
        Continuations continuations() {
            return new Continuations();
        }

        @Bean
        JavaMailSenderImpl mail() {
            return new JavaMailSenderImpl();
        }

        @Bean
        FollowOnTickets followOnTickets(
                TicketService tickets, Timeline timeline, Continuations continuations, Clock clock) {
            return (former, text) -> {
                String number = "261201-00000" + (continuations.texts.size() + 1);
                tickets.add(new NewTicket(
                        number,
                        TicketStatus.RECEIVED,
                        Channel.WEB,
                        null,
                        null,
                        former.customerRef(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        text,
                        null,
                        null,
                        null,
                        false,
                        null,
                        Timeline.CUSTOMER,
                        clock.instant(),
                        null,
                        former.number()));
                timeline.addVisible(number, TimelineKind.RECEIVED, Timeline.CUSTOMER, null);
                continuations.texts.add(text);
                return number;
            };
        }

        @Bean
        StaffDirectory staff() {
            StaffDirectory.Person agent = new StaffDirectory.Person("agent", "Han Meimei", "agent@example.org");
            return new StaffDirectory() {
                @Override
                public List<Person> members(String group) {
                    return List.of(agent);
                }

                @Override
                public @Nullable Person find(String id) {
                    return id.equals("agent") ? agent : null;
                }
            };
        }

        @Bean
        DecisionTables decisions() {
            return (table, inputs) -> switch (table) {
                case "callback-policy" -> {
                    boolean simple = Objects.equals(inputs.get("complexity"), "SIMPLE");
                    yield new DecisionTables.Decided(List.of(Map.of("policy", simple ? "LINK_ONLY" : "CALL")), 1);
                }
                case "service-levels" ->
                    new DecisionTables.Decided(List.of(Map.of("duration", "PT48H", "calendar", "SERVICE_HOURS")), 1);
                default -> throw new IllegalArgumentException(table);
            };
        }
    }

    /** What long-closed tickets were continued with. */
    public static class Continuations {
        public final List<String> texts = new ArrayList<>();
    }

    /** Stands still until it is moved. */
    public static class MovableClock extends Clock {

        private Instant now = Instant.parse("2026-11-22T04:00:00Z");

        public void set(String instant) {
            now = Instant.parse(instant);
        }

        public void advance(Duration duration) {
            now = now.plus(duration);
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

    /** Writes down what it is told; {@code listening} says whether something waits for it. */
    public static class PlayedProcess implements TicketProcess {

        public final List<String> told = new ArrayList<>();
        public final List<Start> started = new ArrayList<>();
        public boolean listening = true;

        void reset() {
            told.clear();
            started.clear();
            listening = true;
        }

        private boolean note(String what) {
            told.add(what);
            return listening;
        }

        @Override
        public void start(Start start) {
            started.add(start);
        }

        @Override
        public void customerConfirmed(String number) {
            note("confirmed");
        }

        @Override
        public boolean customerDisputed(String number) {
            return note("disputed");
        }

        @Override
        public boolean customerAgreed(String number) {
            return note("agreed");
        }

        @Override
        public boolean customerObjected(String number) {
            return note("objected");
        }

        @Override
        public boolean surveyAnswered(String number, CallbackResult result) {
            return note("answered " + result);
        }

        @Override
        public boolean cancelled(String number) {
            return note("cancelled");
        }

        @Override
        public boolean transferred(String number, String department, boolean specialTeam) {
            return note("transferred");
        }

        @Override
        public void priorityChanged(String number, Priority priority) {}

        @Override
        public void obstacleReported(String number) {}

        @Override
        public void obstacleCleared(String number) {}

        @Override
        public void customerTold(String number, Instant nextUpdateAt) {}

        @Override
        public void ownerChanged(String number, String owner) {}

        @Override
        public void customerNamed(String number, String name) {}

        @Override
        public void paymentDue(String number) {}

        @Override
        public void moveDue(String number, Collection<String> taskKeys, Instant dueAt) {}

        @Override
        public void letGroupTake(Collection<Holder> holders, String group, @Nullable String mark) {}

        @Override
        public void showMark(Collection<Holder> holders, String mark) {}

        @Override
        public void urged(String number, int times) {
            note("urged " + times);
        }

        @Override
        public void together(Collection<String> numbers, Runnable work) {
            work.run();
        }

        @Override
        public List<Holder> holders(String number) {
            return List.of();
        }
    }
}
