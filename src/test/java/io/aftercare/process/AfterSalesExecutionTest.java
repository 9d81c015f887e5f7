package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plan is carried out: repaired, exchanged, taken back, paid; or it does not hold. */
class AfterSalesExecutionTest extends AfterSalesTrace {

    @Test
    void aRepairIsDiagnosedRepairedAndTested() {
        aMinorFault();
        proposes("engineer", "REPAIR");
        does("field-engineer", DIAGNOSE, "finding", "Motor", "remedyHolds", true, "partsNeeded", true, "partNo", "M-1");
        assertThat(groups(PROVIDE_PARTS)).containsExactly("parts-keepers");
        does("parts-keeper", PROVIDE_PARTS, "available", true, "serialOut", "M-1-0001");
        does("engineer", REPAIR, "work", "Motor exchanged.", "serialIn", "M-1-0000");
        does("engineer", TEST, "passed", true, "rootCause", "Wear", "resolutionSummary", "Motor exchanged.");
        assertThat(open()).containsExactly(CONFIRM);
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
        assertThat(ticket().rootCause()).isEqualTo("Wear");
        assertThat(ticket().resolvedAt()).isEqualTo(now());
    }

    @Test
    void whatFailsTheTestIsRepairedAgain() {
        aMinorFault();
        proposes("engineer", "REPAIR");
        does("engineer", DIAGNOSE, "finding", "Motor", "remedyHolds", true, "partsNeeded", false);
        does("engineer", REPAIR, "work", "Cleaned.");
        does("engineer", TEST, "passed", false);
        assertThat(open()).containsExactly(REPAIR);
        does("engineer", REPAIR, "work", "Exchanged.");
        does("engineer", TEST, "passed", true, "rootCause", "Wear", "resolutionSummary", "Exchanged.");
        assertThat(open()).containsExactly(CONFIRM);
    }

    @Test
    void aRemedyThatDoesNotHoldIsProposedAnew() {
        aMinorFault();
        proposes("engineer", "REPAIR", "compensations", List.of(line("COUPON", "GOODWILL", "20.00")));
        does("engineer", DIAGNOSE, "finding", "Frame broken", "remedyHolds", false, "partsNeeded", false);
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(lines()).containsExactly("RELEASED");
    }

    @Test
    void aMissingPartIsAnObstacleUntilItIsThere() {
        aMinorFault();
        proposes("engineer", "REPAIR");
        does("engineer", DIAGNOSE, "finding", "Motor", "remedyHolds", true, "partsNeeded", true, "partNo", "M-1");
        does("parts-keeper", PROVIDE_PARTS, "available", false, "expectedAt", "2026-11-30T02:00:00Z");
        assertThat(status()).isEqualTo(TicketStatus.BLOCKED);
        assertThat(open()).containsExactly(OFFER);
        assertThat(task(OFFER).getAssignee()).isEqualTo("agent");

        does(
                "agent",
                OFFER,
                "reason",
                "Out of stock",
                "newExpectedCompletionAt",
                "2026-12-01T02:00:00Z",
                "alternative",
                "LOAN_UNIT",
                "message",
                "You get one of ours meanwhile.");
        assertThat(sent()).endsWith("OBSTACLE");
        assertThat(open()).isEmpty();

        as("parts-keeper", () -> obstacles.clear(number, "It came."));
        assertThat(status()).isEqualTo(TicketStatus.EXECUTING);
        assertThat(open()).as("the part is provided, not taken for granted").containsExactly(PROVIDE_PARTS);
        does("parts-keeper", PROVIDE_PARTS, "available", true, "serialOut", "M-1-0002");
        assertThat(open()).containsExactly(REPAIR);
    }

    @Test
    void aPartThatIsMissingTwiceIsAnObstacleTwice() {
        aMinorFault();
        proposes("engineer", "REPAIR");
        does("engineer", DIAGNOSE, "finding", "Motor", "remedyHolds", true, "partsNeeded", true, "partNo", "M-1");
        does("parts-keeper", PROVIDE_PARTS, "available", false, "expectedAt", "2026-11-30T02:00:00Z");
        as("parts-keeper", () -> obstacles.clear(number, null));
        does("parts-keeper", PROVIDE_PARTS, "available", false, "expectedAt", "2026-12-02T02:00:00Z");
        assertThat(open()).containsExactly(OFFER);
        as("parts-keeper", () -> obstacles.clear(number, null));
        assertThat(open()).containsExactly(PROVIDE_PARTS);
        assertThat(told(TimelineKind.OBSTACLE)).isEqualTo(2);
    }

    @Test
    void anExchangeTakesTheOldOneBackFirst() {
        aMinorFault();
        proposes("engineer", "REPLACE");
        assertThat(groups(RECEIVE_RETURN)).containsExactly("warehouse-staff");
        does("warehouse", RECEIVE_RETURN, "accepted", true, "condition", "As described", "waybill", "SF-1");
        does("warehouse", SHIP, "waybill", "SF-2", "rootCause", "Bad lot", "resolutionSummary", "Exchanged.");
        assertThat(open()).containsExactly(CONFIRM);
        assertThat(ticket().resolutionSummary()).isEqualTo("Exchanged.");
    }

    @Test
    void goodsTakenBackArePaidBackOnceAndByFinance() {
        aMinorFault();
        proposes("engineer", "RETURN_REFUND", "compensations", List.of(line("REFUND", "ENTITLEMENT", "1000.00")));
        does("warehouse", RECEIVE_RETURN, "accepted", true, "condition", "As described");
        assertThat(open()).containsExactly(PAY);
        assertThat(groups(PAY)).containsExactly("finance-staff");
        assertThat(status()).isEqualTo(TicketStatus.EXECUTING);

        refused(ProblemType.INVALID_FIELDS, () -> does("cashier", PAY, "paid", false, "reference", "TX-1"));
        does("cashier", PAY, "paid", true, "reference", "TX-1");
        assertThat(lines()).containsExactly("PAID");
        assertThat(open()).containsExactly(CONFIRM);
        assertThat(told(TimelineKind.PAID)).isEqualTo(1);
    }

    @Test
    void whatWasPaidIsNotPaidAgainInTheNextRound() {
        aMinorFault();
        proposes("engineer", "RETURN_REFUND", "compensations", List.of(line("REFUND", "ENTITLEMENT", "1000.00")));
        does("warehouse", RECEIVE_RETURN, "accepted", true, "condition", "As described");
        does("cashier", PAY, "paid", true, "reference", "TX-1");
        does("agent", CONFIRM, "confirmed", false, "evidence", "He misses the box.");

        proposes("engineer", "APOLOGY");
        assertThat(lines()).containsExactly("PAID");
        executes("engineer");
        assertThat(open()).as("nothing is due any more").containsExactly(CONFIRM);
    }

    @Test
    void whoProposedOrApprovedDoesNotPay() {
        aMinorFault();
        proposes("engineer", "RETURN_REFUND", "compensations", List.of(line("CASH", "GOODWILL", "400.00")));
        approves("compensation-manager");
        does("warehouse", RECEIVE_RETURN, "accepted", true, "condition", "As described");
        process.letGroupTake(process.holders(number), "compensation-managers", null);
        process.letGroupTake(process.holders(number), "technical-staff", null);
        assertThat(refused(ProblemType.RULE_REFUSES, () -> pays("compensation-manager"))
                        .key())
                .isEqualTo("problem.own-payment");
        refused(ProblemType.RULE_REFUSES, () -> pays("engineer"));
        pays("cashier");
        assertThat(open()).containsExactly(CONFIRM);
    }

    @Test
    void goodsThatAreNotAcceptedNeedANewProposal() {
        aMinorFault();
        proposes("engineer", "REPLACE");
        does("warehouse", RECEIVE_RETURN, "accepted", false, "condition", "Another serial number");
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
    }

    @Test
    void everyOtherRemedyIsCarriedOutByTheDepartmentAndPaidIfMoneyWasPromised() {
        aMinorFailure();
        proposes("ops-staff", "OTHER", "compensations", List.of(line("CASH", "GOODWILL", "50.00")));
        executes("ops-staff");
        assertThat(open()).containsExactly(PAY);
        pays("cashier");
        assertThat(open()).containsExactly(CONFIRM);
    }

    @Test
    void whatCanBeWorkedOnCanBeCancelled() {
        aMinorFault();
        proposes("engineer", "REPAIR", "compensations", List.of(line("COUPON", "GOODWILL", "20.00")));
        as("agent", () -> confirmations.cancel(number, "agent", "He bought another one."));
        assertThat(status()).isEqualTo(TicketStatus.CANCELLED);
        assertThat(ticket().closedBy()).isEqualTo(ClosedBy.CANCELLATION);
        assertThat(lines()).containsExactly("RELEASED");
        assertThat(sent()).endsWith("CANCELLED");
        assertThat(isOver()).isTrue();
    }

    @Test
    void aTicketCanBeCancelledAtOnceAndWhileAnObstacleStands() {
        byApp();
        customer(() -> confirmations.cancel(number, "customer", "It works again."));
        assertThat(isOver()).isTrue();

        aMinorFault();
        as("agent", () -> obstacles.report(number, "The workshop is flooded.", null));
        as("agent", () -> confirmations.cancel(number, "agent", "He does not want to wait."));
        assertThat(status()).isEqualTo(TicketStatus.CANCELLED);
        assertThat(isOver()).isTrue();
    }

    @Test
    void whatIsResolvedCanNotBeCancelledAnyMore() {
        resolved();
        refused(
                ProblemType.TOO_LATE,
                () -> as("agent", () -> confirmations.cancel(number, "agent", "Changed my mind.")));
        assertThat(open()).containsExactly(CONFIRM);
    }

    private void pays(String user) {
        does(user, PAY, "paid", true, "reference", "TX-1");
    }
}
