package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What a ticket costs the database. Whoever needs more raises the budget here on purpose, with the reason in the commit;
 * who needs less lowers it.
 */
class AfterSalesBudgetTest extends AfterSalesTrace {

    private static final int TICKETS = 20;

    @Autowired
    private Traffic traffic;

    @Test
    void aReceiptStaysInsideItsBudget() {
        byApp();
        Traffic.Count each = perTicket(this::byApp);
        assertThat(each.statements()).as(why()).isLessThanOrEqualTo(66);
        assertThat(each.commits()).isLessThanOrEqualTo(1);
    }

    @Test
    void aWholeLifeStaysInsideItsBudget() {
        life();
        Traffic.Count each = perTicket(this::life);
        assertThat(each.statements()).as(why()).isLessThanOrEqualTo(740);
        assertThat(each.commits()).isLessThanOrEqualTo(52);
    }

    private Traffic.Count perTicket(Runnable ticket) {
        traffic.forget();
        Traffic.Count before = traffic.count();
        for (int i = 0; i < TICKETS; i++) {
            ticket.run();
        }
        Traffic.Count whole = traffic.count().since(before);
        return new Traffic.Count(whole.statements() / TICKETS, whole.commits() / TICKETS);
    }

    /** Reported by an app, registered, classified, solved, confirmed, answered, archived. */
    private void life() {
        byApp();
        does("agent", REGISTER, "restated", true, "description", "It hums.");
        classifies("agent", "SERVICE_FAILURE", "MINOR", "COMPLEX");
        proposes("ops-staff", "COUPON");
        executes("ops-staff");
        does("agent", CONFIRM, "confirmed", true, "evidence", "He said so on the phone.");
        passes("PT24H");
        customer(() -> callbacks.answerByCustomer(number, answer(true, 5)));
    }

    private String why() {
        StringBuilder told = new StringBuilder();
        traffic.statements().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(60)
                .forEach(entry -> told.append(entry.getValue())
                        .append("  ")
                        .append(entry.getKey())
                        .append('\n'));
        return told.toString();
    }
}
