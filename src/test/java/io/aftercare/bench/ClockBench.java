package io.aftercare.bench;

import io.aftercare.AftercareApplication;
import io.aftercare.MySqlServer;
import io.aftercare.calendar.CalendarInput;
import io.aftercare.calendar.Calendars;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.registration.Intake;
import io.aftercare.registration.RegistrationService;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.Urgency;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Many clocks on the real MySQL server: all running clocks counted anew after a change of the calendar, and a burst of
 * breaches that are due in one second; each beside the bare engine with its stock settings in the same run.
 * {@code script/bench clocks [tickets]}
 */
public final class ClockBench {

    private static final Instant MONDAY = Instant.parse("2026-11-23T02:00:00Z");

    private final ConfigurableApplicationContext application;
    private final JdbcTemplate jdbc;
    private final MovedClock clock;

    private ClockBench(ConfigurableApplicationContext application) {
        this.application = application;
        this.jdbc = application.getBean(JdbcTemplate.class);
        this.clock = application.getBean(MovedClock.class);
    }

    public static void main(String[] arguments) throws Exception {
        int tickets = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        MySqlServer.Database database = MySqlServer.empty("bench");
        Map<String, Object> settings = Map.of(
                "spring.datasource.url", database.url(),
                "spring.datasource.username", database.user(),
                "spring.datasource.password", database.password(),
                "server.port", "0",
                "aftercare.language", "en",
                "aftercare.notification.relay-enabled", "false",
                "aftercare.tracking.recount-interval", "PT1S",
                "camunda.bpm.job-execution.enabled", "false");
        SpringApplicationBuilder builder =
                new SpringApplicationBuilder(AftercareApplication.class, MovedClockBean.class).profiles("bench");
        try (ConfigurableApplicationContext application = builder.run(settings.entrySet().stream()
                        .map(each -> "--" + each.getKey() + "=" + each.getValue())
                        .toArray(String[]::new));
                StockEngine stock = new StockEngine()) {
            new ClockBench(application).run(tickets, stock);
        }
        System.exit(0);
    }

    private void run(int tickets, StockEngine stock) throws Exception {
        say("%d tickets are taken in and classified (P2), 4 threads", tickets);
        long begin = System.nanoTime();
        people();
        Together.run(4, tickets, this::ticket);
        stock.start(tickets);
        say("  took %.0f s with the reference's instances", seconds(begin));
        say("  running clocks: %d", running());

        say("-- A calendar change moves running clocks");
        recompute();
        say(
                "  stock engine, its %d timers moved one by one: %.1f s",
                tickets, stock.moveEachTimer().toMillis() / 1000.0);

        say("-- A burst: %d plans become late in the same second", tickets);
        burst(tickets);
        say("  stock engine, stock job executor, empty expression: %s", stock.drain());
    }

    private void recompute() throws InterruptedException {
        Calendars calendars = application.getBean(Calendars.class);
        as("manager", "service-managers");
        CalendarInput standing = CalendarInput.of(
                calendars.get("SERVICE_HOURS").plan(),
                calendars.get("SERVICE_HOURS").version());
        List<CalendarInput.SlotInput> slots = new ArrayList<>();
        for (CalendarInput.SlotInput slot : Objects.requireNonNull(standing.slots())) {
            slots.add(new CalendarInput.SlotInput(slot.day(), "10:00", "12:00"));
            slots.add(new CalendarInput.SlotInput(slot.day(), "13:00", "20:00"));
        }
        long before = sumOfDues();
        long begin = System.nanoTime();
        var moves = calendars.preview("SERVICE_HOURS", with(standing, slots));
        say(
                "  preview of what would move: %.1f s, %s",
                seconds(begin), moves.getClass().getSimpleName());
        begin = System.nanoTime();
        calendars.save("SERVICE_HOURS", with(standing, slots));
        say("  saving itself: %.2f s", seconds(begin));
        long behind = calendars.get("SERVICE_HOURS").behind();
        begin = System.nanoTime();
        while (calendars.get("SERVICE_HOURS").behind() > 0) {
            Thread.sleep(100);
        }
        double took = seconds(begin);
        say(
                "  %d clocks counted anew in %.1f s (%.0f a second); the due times moved by %d h together",
                behind, took, behind / took, (sumOfDues() - before) / 3600);
        SecurityContextHolder.clearContext();
    }

    private static CalendarInput with(CalendarInput standing, List<CalendarInput.SlotInput> slots) {
        return new CalendarInput(
                standing.version(),
                standing.zone(),
                slots,
                standing.holidays(),
                standing.workdays(),
                standing.seasons());
    }

    private void burst(int tickets) throws InterruptedException {
        Instant due = Objects.requireNonNull(jdbc.queryForObject(
                        "select max(due_at) from clock where name = 'PLAN' and state = 'RUNNING'",
                        java.sql.Timestamp.class))
                .toInstant();
        clock.moveTo(due.minusSeconds(1));
        long begin = System.nanoTime();
        while (due() > 0) {
            Thread.sleep(200);
        }
        say(
                "  what is due before (reminders, customer updates, resolutions): %d levels in %.1f s",
                levels(), seconds(begin));
        int first = breaches();
        long statements = statements();
        long start = System.nanoTime();
        clock.moveTo(due);
        Drain drain = Drain.watch(tickets, start, () -> breaches() - first);
        long spent = statements() - statements;
        say("  ours, with timeline, mail to the outbox and the task handed up: %s", drain);
        say("  SQL statements per breach, polling of the bench included: %.1f", spent / (double) tickets);
        Integer lines = jdbc.queryForObject(
                "select count(*) from timeline_entry where kind = 'ESCALATED' and clock = 'PLAN' and clock_level = 100",
                Integer.class);
        Integer doubles = jdbc.queryForObject(
                "select count(*) from (select ticket_number from timeline_entry where kind = 'ESCALATED'"
                        + " and clock = 'PLAN' and clock_level = 100 group by ticket_number having count(*) > 1) t",
                Integer.class);
        say("  counted afterwards: %d lines of the timeline, %d tickets with more than one", lines, doubles);
    }

    /** Clocks that wait to be told now. */
    private int due() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select count(*) from clock where next_level_at <= ?",
                Integer.class,
                java.sql.Timestamp.from(clock.instant())));
    }

    private int levels() {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from clock_level", Integer.class));
    }

    private int breaches() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select count(*) from clock_level l join clock c on c.id = l.clock_id"
                        + " where c.name = 'PLAN' and l.level = 100",
                Integer.class));
    }

    private int running() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select count(*) from clock where state = 'RUNNING'", Integer.class));
    }

    private long sumOfDues() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select sum(unix_timestamp(due_at)) from clock where state = 'RUNNING'", Long.class));
    }

    private long statements() {
        return Long.parseLong(Objects.requireNonNull(jdbc.queryForObject(
                "select variable_value from performance_schema.global_status where variable_name = 'Questions'",
                String.class)));
    }

    private void people() {
        IdentityService identity = application.getBean(IdentityService.class);
        for (String each : List.of("agent:service-agents", "engineer:technical-staff", "super:technical-supervisors")) {
            User user = identity.newUser(each.split(":")[0]);
            user.setFirstName(user.getId());
            user.setEmail(user.getId() + "@house.example");
            identity.saveUser(user);
            identity.createMembership(user.getId(), each.split(":")[1]);
        }
        Customers customers = application.getBean(Customers.class);
        for (int each = 0; each < 100; each++) {
            customers.add(new Customer(
                    "C-" + each, "Customer " + each, "1380000" + (1000 + each), null, null, "STANDARD", MONDAY, null));
            customers.addOrder(new CustomerOrder(
                    "SO-" + each, "C-" + each, "Purifier", "S-" + each, new BigDecimal("999.00"), MONDAY, MONDAY));
        }
    }

    private void ticket(int each) {
        as("agent", "service-agents");
        application
                .getBean(RegistrationService.class)
                .receive(new Intake(
                        Channel.PHONE,
                        new Intake.CustomerReference("C-" + each % 100, null, null, null, null),
                        "净水机每次启动都漏水,已经是第三次了。 No. " + each,
                        null,
                        null,
                        "SO-" + each % 100,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Intake.ClassificationFields(
                                Category.PRODUCT_FAULT, Impact.MINOR, Urgency.LOW, Complexity.COMPLEX, null, false)));
    }

    private static void as(String user, String group) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        user, null, AuthorityUtils.createAuthorityList("ROLE_" + group)));
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(text, values));
    }

    /** Time that the bench moves. */
    @TestConfiguration(proxyBeanMethods = false)
    static class MovedClockBean {

        @Bean
        @Primary
        MovedClock movedClock() {
            return new MovedClock();
        }
    }

    /** Stands still until it is moved. */
    static final class MovedClock extends Clock {

        private volatile Instant now = MONDAY;

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
