package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TicketStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Something stands in the way: told in advance, with an alternative, until it is cleared. */
class AfterSalesObstacleTest extends AfterSalesTrace {

    @Test
    void anObstacleReportedByHandLeavesTheOpenTasksAndASecondOneIsRefused() {
        blocked();
        assertThat(status()).isEqualTo(TicketStatus.BLOCKED);
        assertThat(open()).containsExactly(DIAGNOSE, OFFER);
        assertThat(refused(
                                ProblemType.TOO_LATE,
                                () -> as("engineer", () -> obstacles.report(number, "And it rains.", null)))
                        .key())
                .isEqualTo("problem.obstacle-stands");

        offers("OTHER");
        assertThat(sent()).endsWith("OBSTACLE");
        assertThat(open()).containsExactly(DIAGNOSE);
        as("engineer", () -> obstacles.clear(number, "Dry again."));
        assertThat(status()).as("back where it stood").isEqualTo(TicketStatus.EXECUTING);
        assertThat(open()).containsExactly(DIAGNOSE);
        refused(ProblemType.TOO_LATE, () -> as("engineer", () -> obstacles.clear(number, "Dry again.")));
    }

    @Test
    void afterItWasClearedTheNextObstacleIsAnotherOne() {
        blocked();
        as("engineer", () -> obstacles.clear(number, null));
        as("engineer", () -> obstacles.report(number, "The lift is broken.", null));
        assertThat(open()).containsExactly(DIAGNOSE, OFFER);
    }

    @Test
    void anObstacleClearedBeforeAnythingWasOfferedNeedsNoOffer() {
        blocked();
        as("engineer", () -> obstacles.clear(number, "Dry again."));
        assertThat(open()).containsExactly(DIAGNOSE);
        assertThat(sent()).doesNotContain("OBSTACLE");
    }

    @Test
    void aDelayCompensationThatNobodyHasToApproveLeavesAtOnce() {
        blocked();
        offers("DELAY_COMPENSATION", "compensations", List.of(line("DELAY", "GOODWILL", "30.00")));
        assertThat(sent()).endsWith("OBSTACLE");
        assertThat(open()).containsExactly(DIAGNOSE);
        assertThat(lines()).containsExactly("GRANTED");
    }

    @Test
    void aDelayCompensationNeedsItsLines() {
        blocked();
        refused(ProblemType.INVALID_FIELDS, () -> offers("DELAY_COMPENSATION"));
        refused(ProblemType.INVALID_FIELDS, () -> offers("DELAY_COMPENSATION", "compensations", List.of()));
    }

    @Test
    void aLargeDelayCompensationIsToldOnlyWhenItIsApprovedAndCashIsPaidBeforeTheEnd() {
        blocked();
        offers("DELAY_COMPENSATION", "compensations", List.of(line("CASH", "GOODWILL", "400.00")));
        assertThat(open()).containsExactly(APPROVE, DIAGNOSE);
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
        assertThat(sent()).doesNotContain("OBSTACLE");
        refused(ProblemType.NOT_ALLOWED, () -> approves("agent"));

        approves("compensation-manager");
        assertThat(sent()).endsWith("OBSTACLE");
        assertThat(status()).isEqualTo(TicketStatus.BLOCKED);
        as("engineer", () -> obstacles.clear(number, null));
        repaired();
        assertThat(open()).containsExactly(PAY);
        does("cashier", PAY, "paid", true, "reference", "TX-1");
        assertThat(lines()).containsExactly("PAID");
        assertThat(open()).containsExactly(CONFIRM);
    }

    @Test
    void aRejectedDelayCompensationIsOfferedAnew() {
        blocked();
        offers("DELAY_COMPENSATION", "compensations", List.of(line("CASH", "GOODWILL", "400.00")));
        rejects("compensation-manager", "Too much for two days.");
        assertThat(open()).containsExactly(DIAGNOSE, OFFER);
        assertThat(lines()).containsExactly("RELEASED");
        assertThat(decisions()).containsExactly("-COMPENSATION compensation-manager");

        offers("DELAY_COMPENSATION", "compensations", List.of(line("DELAY", "GOODWILL", "40.00")));
        assertThat(open()).containsExactly(DIAGNOSE);
        assertThat(sent()).endsWith("OBSTACLE");
    }

    @Test
    void anObstacleClearedBeforeTheApprovalPromisesNothing() {
        blocked();
        offers("DELAY_COMPENSATION", "compensations", List.of(line("CASH", "GOODWILL", "400.00")));
        as("engineer", () -> obstacles.clear(number, "Dry again."));
        assertThat(open()).containsExactly(DIAGNOSE);
        assertThat(sent()).doesNotContain("OBSTACLE");
        assertThat(lines()).as("nobody approved it, nobody was told").containsExactly("RELEASED");
        repaired();
        assertThat(open()).containsExactly(CONFIRM);
    }

    @Test
    void whatIsStillToBeApprovedIsNotPaidWithTheRefund() {
        aMinorFault();
        proposes("engineer", "RETURN_REFUND", "compensations", List.of(line("REFUND", "ENTITLEMENT", "1000.00")));
        as("engineer", () -> obstacles.report(number, "The warehouse is flooded.", null));
        offers("DELAY_COMPENSATION", "compensations", List.of(line("CASH", "GOODWILL", "400.00")));
        does("warehouse", RECEIVE_RETURN, "accepted", true, "condition", "As described");
        assertThat(open()).containsExactly(APPROVE, PAY);
        does("cashier", PAY, "paid", true, "reference", "TX-1");
        assertThat(lines()).as("the work ended before anybody approved it").containsExactly("PAID", "RELEASED");
        assertThat(open()).containsExactly(CONFIRM);
    }

    @Test
    void aNewOfferIsApprovedByEverybodyAnew() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        as("engineer", () -> obstacles.report(number, "The workshop is flooded.", null));
        offers("DELAY_COMPENSATION", "compensations", List.of(line("CASH", "GOODWILL", "400.00")));
        assertThat(groups(APPROVE)).containsExactly("technical-supervisors");
        approves("tech-supervisor");
        rejects("compensation-manager", "Too much.");
        passes("PT1M");
        offers("DELAY_COMPENSATION", "compensations", List.of(line("CASH", "GOODWILL", "350.00")));
        assertThat(groups(APPROVE)).containsExactly("technical-supervisors");
        approves("tech-supervisor");
        approves("compensation-manager");
        assertThat(sent()).endsWith("OBSTACLE");
        assertThat(lines()).containsExactly("RELEASED", "PROPOSED");
    }

    @Test
    void anObstacleMayStandBeforeTheClassification() {
        byPhone();
        as("agent", () -> obstacles.report(number, "The line to the shop is down.", null));
        assertThat(open()).containsExactly(CLASSIFY, OFFER);
        refused(
                ProblemType.RULE_REFUSES,
                () -> offers("DELAY_COMPENSATION", "compensations", List.of(line("DELAY", "GOODWILL", "100.00"))));
        offers("LOAN_UNIT");
        assertThat(sent()).endsWith("OBSTACLE");
        classifies("agent", "PRODUCT_FAULT", "MINOR", "COMPLEX");
        as("agent", () -> obstacles.clear(number, null));
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(open()).containsExactly(PROPOSE);
    }

    @Test
    void anObstacleThatNobodyClearedDoesNotOutliveTheWork() {
        blocked();
        offers("LOAN_UNIT");
        repaired();
        assertThat(open()).containsExactly(CONFIRM);
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
        refused(
                ProblemType.TOO_LATE,
                () -> as("engineer", () -> obstacles.report(number, "The lift is broken.", null)));
    }

    private void blocked() {
        aMinorFault();
        proposes("engineer", "REPAIR");
        as("engineer", () -> obstacles.report(number, "The workshop is flooded.", null));
    }

    private void offers(String alternative, Object... more) {
        Map<String, Object> always = Map.of(
                "reason",
                "The workshop is flooded.",
                "newExpectedCompletionAt",
                "2026-12-01T02:00:00Z",
                "alternative",
                alternative,
                "message",
                "We are two days late.");
        Object[] fields = java.util.stream.Stream.concat(
                        always.entrySet().stream()
                                .flatMap(field -> java.util.stream.Stream.of(field.getKey(), field.getValue())),
                        java.util.Arrays.stream(more))
                .toArray();
        does("agent", OFFER, fields);
    }

    private void repaired() {
        does("engineer", DIAGNOSE, "finding", "Motor", "remedyHolds", true, "partsNeeded", false);
        does("engineer", REPAIR, "work", "Cleaned.");
        does("engineer", TEST, "passed", true, "rootCause", "Dust", "resolutionSummary", "Cleaned.");
    }
}
