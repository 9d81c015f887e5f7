package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.approval.Approval;
import io.aftercare.payment.Payments;
import io.aftercare.payment.Payout;
import io.aftercare.problem.ProblemType;
import io.aftercare.solution.CompensationLine.Nature;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Everything promised is handed out once, stands in the ledger, and counts for ever after (Money 3, 5). */
class AfterSalesPayoutTest extends AfterSalesTrace {

    @Autowired
    private Payments payments;

    @Test
    void aCouponIsHandedOutWhenTheSolutionIsCarriedOutAndTheCustomerAloneLearnsItsCode() {
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "50.00")));
        assertThat(payments.of(number)).isEmpty();
        executes("ops-staff");

        assertThat(lines()).containsExactly("GRANTED");
        Payout payout = payments.of(number).get(0);
        assertThat(payout.entry()).isEqualTo(Payout.Entry.GRANTED);
        assertThat(payout.amount()).isEqualByComparingTo("50.00");
        assertThat(payout.payoutId()).isEqualTo("PO-" + payout.lineId());
        assertThat(payout.couponCode()).matches("([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}");
        assertThat(payout.contentHash()).hasSize(64);
        assertThat(payout.actor()).isEqualTo("system");
        assertThat(sent()).containsSubsequence("COUPON", "ASK_CONFIRMATION");
        assertThat(jdbc.queryForObject("select body from outbox_message where template = 'COUPON'", String.class))
                .contains(payout.couponCode(), "¥50.00");
        assertThat(told(TimelineKind.GRANTED)).isEqualTo(1);
        assertThat(timeline.of(number).stream().map(TimelineEntry::text))
                .noneMatch(text -> text != null && text.contains(String.valueOf(payout.couponCode())));
    }

    @Test
    void aTransferIsBookedWithTheDecisionsItRestsOn() {
        aMinorFault();
        proposes(
                "engineer",
                "RETURN_REFUND",
                "compensations",
                List.of(line("CASH", "GOODWILL", "400.00"), line("GIFT", "GOODWILL", "10.00")));
        approves("compensation-manager");
        does("warehouse", RECEIVE_RETURN, "accepted", true, "condition", "As described");
        assertThat(payments.of(number)).isEmpty();
        does("cashier", PAY, "paid", true, "reference", "TX-1");

        assertThat(lines()).containsExactly("PAID", "GRANTED");
        Approval yes = approvals.of(number).get(0);
        assertThat(payments.of(number))
                .extracting(Payout::entry, Payout::actor, Payout::reference)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Payout.Entry.PAID, "cashier", "TX-1"),
                        org.assertj.core.groups.Tuple.tuple(Payout.Entry.GRANTED, "system", null));
        assertThat(payments.of(number)).allSatisfy(payout -> {
            assertThat(payout.approvalIds()).isEqualTo(Long.toString(yes.id()));
            assertThat(payout.contentHash()).isEqualTo(yes.contentHash());
        });
    }

    @Test
    void aGiftForTheDelayIsHandedOutWhenTheCustomerIsToldAndNotAgainAtTheEnd() {
        aMinorFault();
        proposes("engineer", "REPAIR");
        as("engineer", () -> obstacles.report(number, "The workshop is flooded.", null));
        does(
                "agent",
                OFFER,
                "reason",
                "Flooded",
                "newExpectedCompletionAt",
                now().plus(Duration.ofDays(2)).toString(),
                "alternative",
                "DELAY_COMPENSATION",
                "message",
                "Sorry.",
                "compensations",
                List.of(line("DELAY", "GOODWILL", "40.00")));
        assertThat(lines()).containsExactly("GRANTED");
        assertThat(payments.of(number)).hasSize(1);

        as("engineer", () -> obstacles.clear(number, "Dry again."));
        does("engineer", DIAGNOSE, "finding", "Motor", "remedyHolds", true, "partsNeeded", false);
        does("engineer", REPAIR, "work", "New motor");
        does("engineer", TEST, "passed", true, "rootCause", "Worn", "resolutionSummary", "Repaired");
        assertThat(payments.of(number)).hasSize(1);
    }

    @Test
    void whatWasHandedOutStillCountsWhenTheCustomerDisputes() {
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "300.00")));
        executes("ops-staff");
        does("agent", CONFIRM, "confirmed", false, "evidence", "Not solved, he says.");
        assertThat(lines()).containsExactly("GRANTED");

        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "0.01")));
        assertThat(groups(APPROVE)).as("300.00 of 1,000.00 are gone for good").containsExactly("compensation-managers");
        assertThat(compensations.sums(ticket(), List.of()).goodwill()).isEqualByComparingTo("300.01");
    }

    @Test
    void whatIsNoLongerCoveredIsNotHandedOut() {
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "300.00")));
        jdbc.update("update compensation_line set amount = 900.00 where ticket_number = ?", number);
        refused(ProblemType.RULE_REFUSES, () -> executes("ops-staff"));
        assertThat(payments.of(number)).isEmpty();
        assertThat(open()).containsExactly(EXECUTE);
        assertThat(compensations.of(number).get(0).nature()).isEqualTo(Nature.GOODWILL);
    }
}
