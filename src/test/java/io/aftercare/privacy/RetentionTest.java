package io.aftercare.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ActiveProfiles;

/** Who is forgotten at night: nobody whose matter, money or purchase is younger than the house's period (E-04). */
@SpringBootTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:retention;MODE=MySQL;DB_CLOSE_DELAY=-1",
            "spring.datasource.username=sa",
            "aftercare.language=en",
            "aftercare.retention.anonymise-after=P3Y",
            "aftercare.tracking.watch-enabled=false",
            "aftercare.notification.relay-enabled=false",
            "aftercare.absence.watch-enabled=false",
            "camunda.bpm.job-execution.enabled=false"
        })
@ActiveProfiles("test")
class RetentionTest {

    private static final Duration OLD = Duration.ofDays(3 * 365 + 30);
    private static final Duration YOUNG = Duration.ofDays(3 * 365 - 30);

    @Autowired
    private Retention retention;

    @Autowired
    private Customers customers;

    @Autowired
    private PrivacyRequests requests;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Clock clock;

    @Test
    void onlyWhoseLastTicketIsLongClosedIsForgottenOnceANight() {
        closed("C-OLD", OLD, "CLOSED");
        closed("C-YOUNG", YOUNG, "CLOSED");
        closed("C-OPEN", OLD, "CLOSED");
        ticket("C-OPEN", "230101-000009", null, "CLASSIFIED");
        closed("C-BUYER", OLD, "CLOSED");
        customers.addOrder(new CustomerOrder(
                "SO-9", "C-BUYER", "Kettle", null, new BigDecimal("89.00"), clock.instant(), clock.instant()));
        closed("C-ASKED", OLD, "CLOSED");
        requests.receive("C-ASKED", PrivacyRequest.Kind.EXPORT, null, "agent");
        closed("C-MONEY", OLD, "CLOSED");
        jdbc.update(
                "insert into compensation_line (ticket_number, position_no, kind, nature, amount, state, created_by,"
                        + " created_at) values ('230101-C-MONEY', 1, 'REFUND', 'GOODWILL', 20, 'PROPOSED', 'x', now())");

        assertThat(retention.standing().count()).isEqualTo(2);
        assertThat(retention.run()).isEqualTo(1);
        assertThat(customers.require("C-OLD").anonymisedAt()).isNotNull();
        for (String ref : new String[] {"C-YOUNG", "C-OPEN", "C-BUYER", "C-ASKED", "C-MONEY"}) {
            assertThat(customers.require(ref).anonymisedAt()).as(ref).isNull();
        }
        assertThat(retention.standing().lastForgotten()).isEqualTo(1);
        closed("C-NEXT", OLD, "CLOSED");
        assertThat(retention.run()).as("another node has had this night").isZero();
    }

    private void closed(String ref, Duration ago, String status) {
        customers.add(new Customer(
                ref,
                ref,
                "139" + Math.abs(ref.hashCode() % 100_000_000),
                null,
                null,
                "STANDARD",
                clock.instant(),
                null));
        ticket(ref, "230101-" + ref, clock.instant().minus(ago), status);
    }

    private void ticket(String ref, String number, @Nullable Instant closedAt, String status) {
        Timestamp at = Timestamp.from(clock.instant().minus(OLD));
        jdbc.update(
                "insert into ticket (number, status, channel, customer_ref, description, suspected_emergency,"
                        + " reported_by, not_ours_count, reopened_count, urged_count, resolution_round, escalated,"
                        + " status_since, received_at, propose_article, closed_at)"
                        + " values (?, ?, 'WEB', ?, 'x', false, 'customer', 0, 0, 0, 1, false, ?, ?, false, ?)",
                number,
                status,
                ref,
                at,
                at,
                closedAt == null ? null : Timestamp.from(closedAt));
    }
}
