package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.approval.Coverage;
import io.aftercare.payment.CompensationDesk;
import io.aftercare.payment.CompensationList;
import io.aftercare.payment.MoneyAudit;
import io.aftercare.payment.Payments;
import io.aftercare.payment.Payout;
import io.aftercare.payment.Price;
import io.aftercare.payment.Prices;
import io.aftercare.payment.Reversals;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Compensations;
import io.aftercare.solution.SolutionService;
import io.aftercare.ticket.Category;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** On the real MySQL server: however many hands reach for it at once, money leaves once and comes back once. */
class LedgerMySqlIT extends MySqlRaces implements RacesDatabase {

    private static final int AT_ONCE = 8;

    @Autowired
    Compensations compensations;

    @Autowired
    SolutionService solutions;

    @Autowired
    CompensationDesk desk;

    @Autowired
    Payments payments;

    @Autowired
    Reversals reversals;

    @Autowired
    Prices prices;

    @Autowired
    CompensationList list;

    @Autowired
    MoneyAudit audit;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void ofManyCashiersAtOneTaskExactlyOnePays() throws Exception {
        String number = due("10.00");
        String task = task(number, "Task_PayRefund");
        assertThat(together(AT_ONCE, i -> completeTask("cashier", task, Map.of("paid", true, "reference", "TX-" + i))))
                .isEqualTo(1);
        assertThat(payments.of(number)).singleElement().satisfies(payout -> assertThat(payout.entry())
                .isEqualTo(Payout.Entry.PAID));
        assertThat(compensations.of(number).get(0).state()).isEqualTo(CompensationLine.State.PAID);
    }

    @Test
    void theLedgerTakesOneEntryPerLineEvenWithoutAnyLockBefore() throws Exception {
        String number = due("11.00");
        CompensationLine line = compensations.of(number).get(0);
        Coverage.Basis basis = new Coverage.Basis("0".repeat(64), List.of(), 1);
        assertThat(together(
                        AT_ONCE,
                        i -> transaction.execute(status -> desk.handOut(new CompensationDesk.HandOut(
                                tickets.require(number), line, basis, "cashier", "TX-" + i)))))
                .isEqualTo(1);
        assertThat(jdbc.queryForObject("select count(*) from payout where line_id = ?", Integer.class, line.id()))
                .isEqualTo(1);
    }

    @Test
    void parallelReversalsNeverTakeBackMoreThanWasPaid() throws Exception {
        String number = due("40.00");
        complete("cashier", number, "Task_PayRefund", Map.of("paid", true, "reference", "TX-1"));
        long line = compensations.of(number).get(0).id();
        assertThat(together(
                        AT_ONCE,
                        i -> as("cashier", () -> reversals.request(line, new BigDecimal("15.00"), "Try " + i))))
                .isEqualTo(2);

        long first = reversals.ofTicket(number).get(0).id();
        assertThat(together(
                        AT_ONCE,
                        i -> signedIn("manager-" + i, List.of("ROLE_compensation-managers"), () -> {
                            reversals.approve(first);
                            return true;
                        })))
                .isEqualTo(1);
        assertThat(payments.of(number))
                .extracting(Payout::amount)
                .containsExactly(new BigDecimal("40.00"), new BigDecimal("-15.00"));
        assertThat(compensations.require(line).remaining()).isEqualByComparingTo("25.00");
    }

    @Test
    void listAuditAndPricesSpeakMySql() throws Exception {
        String number = due("12.00");
        assertThat(list.find(CompensationList.filter("PENDING", "ops-staff", "SERVICE_FAILURE", "2026-11"), 0, 25)
                        .items())
                .anyMatch(item -> item.ticketNumber().equals(number));
        assertThat(list.persons()).contains("ops-staff");
        assertThat(audit.of(number)).extracting(MoneyAudit.Entry::event).containsExactly("PROPOSED");
        assertThat(audit.between(
                        clock.instant().minusSeconds(1), clock.instant().plusSeconds(9), 100))
                .isNotEmpty();

        String repair = ticket("SO-1", Category.PRODUCT_FAULT);
        complete("engineer", repair, "Task_ProposeSolution", proposal("REPAIR", Map.of("priceToCustomer", "120.00")));
        solutions.agreeByCustomer(repair, null);
        assertThat(together(
                        AT_ONCE,
                        i -> as("cashier", () -> {
                            prices.paid(repair, new BigDecimal("120.00"), "TX-" + i);
                            return true;
                        })))
                .isEqualTo(1);
        prices.requestInvoiceByCustomer(repair, new Price.InvoiceRequest("上海某某有限公司", null, "fp@customer.example"));
        as("cashier", () -> {
            prices.issueInvoice(repair, "N-1");
            return true;
        });
        assertThat(prices.of(repair))
                .hasValueSatisfying(price -> assertThat(price.isInvoiceOpen()).isFalse());
    }

    /** A ticket whose one cash line waits for finance. */
    private String due(String amount) throws Exception {
        String number = ticket("SO-1", Category.SERVICE_FAILURE);
        complete(
                "ops-staff",
                number,
                "Task_ProposeSolution",
                proposal(
                        "OTHER",
                        Map.of(
                                "compensations",
                                List.of(Map.of("kind", "CASH", "nature", "GOODWILL", "amount", amount, "note", "")))));
        complete(
                "ops-staff",
                number,
                "Task_ExecuteSolution",
                Map.of("outcome", "Sorry.", "rootCause", "Late.", "resolutionSummary", "Paid."));
        return number;
    }

    private Map<String, Object> proposal(String remedy, Map<String, Object> more) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "remedy",
                remedy,
                "steps",
                "What we do.",
                "finding",
                "Worn out.",
                "expectedCompletionAt",
                clock.instant().plus(Duration.ofDays(3)).toString()));
        fields.putAll(more);
        return fields;
    }
}
