package io.aftercare.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;

/** The short form of R12; the long one is {@link Fuzzing} by hand. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:fuzz;MODE=MySQL;DB_CLOSE_DELAY=-1",
            "camunda.bpm.job-execution.enabled=false",
            "aftercare.attachments.directory=target/fuzz-attachments",
            "aftercare.language=en",
            "server.address=127.0.0.1"
        })
@ActiveProfiles("demo")
@DirtiesContext
class FuzzingTest {

    private static final int PER_ENDPOINT = Integer.getInteger("aftercare.fuzz", 100);

    @LocalServerPort
    int port;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    RuntimeService runtime;

    @Test
    void whateverComesInIsAnsweredUnder500AndChangesNothingByTheWay() throws Exception {
        long before = tickets();
        long paid = payments();
        Fuzzing fuzzing =
                new Fuzzing(URI.create("http://127.0.0.1:" + port), Long.getLong("aftercare.fuzz.seed", 20261122L));
        fuzzing.run(PER_ENDPOINT, 2);
        System.out.println(fuzzing.summary());
        assertThat(fuzzing.faults()).as(fuzzing.summary()).isEmpty();
        assertThat(fuzzing.sent()).isGreaterThan(40 * PER_ENDPOINT);

        assertThat(tickets()).as("a ticket for each 201, no other").isEqualTo(before + fuzzing.ticketsMade());
        assertThat(jdbc.queryForObject(
                        "select count(*) from (select t.number from ticket t left join ACT_RU_EXECUTION e"
                                + " on e.BUSINESS_KEY_ = t.number and e.PARENT_ID_ is null"
                                + " where t.status not in ('CLOSED', 'CANCELLED', 'MERGED') group by t.number having count(e.ID_) <> 1) lost",
                        Long.class))
                .as("open tickets without their one instance")
                .isZero();
        assertThat(payments()).as("no money moved").isEqualTo(paid);
        assertThat(working()).as("threads that still work on a request").isEmpty();
    }

    private long tickets() {
        return count("select count(*) from ticket");
    }

    private long payments() {
        return count("select (select count(*) from payout) + (select count(*) from reversal)");
    }

    private long count(String query) {
        Long found = jdbc.queryForObject(query, Long.class);
        return found == null ? 0 : found;
    }

    /** Threads of the server that are inside our code. */
    private static List<String> working() {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadName().contains("-exec-"))
                .filter(thread -> Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith("io.aftercare.")
                                || frame.getClassName().startsWith("org.springframework.web.")))
                .map(thread -> thread.getThreadName() + " " + List.of(thread.getStackTrace()))
                .toList();
    }
}
