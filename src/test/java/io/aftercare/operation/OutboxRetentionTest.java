package io.aftercare.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.notification.Outbox;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What arrived long ago goes; what did not arrive, or belongs to an open ticket, stays. */
class OutboxRetentionTest extends OperationTestSupport {

    @Autowired
    private Outbox outbox;

    @Autowired
    private Clock clock;

    @Test
    void oldMessagesOfClosedTicketsAreRemovedAndNothingElse() throws Exception {
        String open = old(ticket("{\"ref\": \"C-1001\"}", "Open"), "SENT");
        String closed = old(ticket("{\"ref\": \"C-1002\"}", "Closed"), "SENT");
        String failed = old(ticket("{\"ref\": \"C-1003\"}", "Failed"), "FAILED");
        String young = ticket("{\"ref\": \"C-1003\"}", "Young");
        jdbc.update("update outbox_message set state = 'SENT' where ticket_number = ?", young);
        for (String number : new String[] {closed, failed, young}) {
            jdbc.update("update ticket set status = 'CLOSED' where number = ?", number);
        }
        assertThat(outbox.sweep(clock.instant().minus(Duration.ofDays(180)), 500))
                .isEqualTo(1);
        assertThat(messages(closed)).isZero();
        for (String number : new String[] {open, failed, young}) {
            assertThat(messages(number)).as(number).isPositive();
        }
    }

    private String old(String number, String state) {
        jdbc.update("delete from outbox_message where ticket_number = ? and channel = 'WEBHOOK'", number);
        jdbc.update(
                "update outbox_message set state = ?, next_attempt_at = timestampadd(day, -181, next_attempt_at)"
                        + " where ticket_number = ?",
                state,
                number);
        return number;
    }

    private int messages(String number) {
        Integer count = jdbc.queryForObject(
                "select count(*) from outbox_message where ticket_number = ?", Integer.class, number);
        return count == null ? 0 : count;
    }
}
