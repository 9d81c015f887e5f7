package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways to get money past a gate, and that each of them is closed. */
class AfterSalesMoneyTest extends AfterSalesTrace {

    private static final List<Object> HALF = List.of(line("CASH", "GOODWILL", "500.00"));

    /** Approved by the manager, carried out: finance has to pay. */
    private void toBePaid(String amount) {
        aMinorFailure();
        proposes("ops-staff", "OTHER", "compensations", List.of(line("CASH", "GOODWILL", amount)));
        if (open().contains(APPROVE)) {
            approves("compensation-manager");
        }
        executes("ops-staff");
        assertThat(open()).containsExactly(PAY);
    }

    private void pays(String user) {
        does(user, PAY, "paid", true, "reference", "TX-1");
    }

    private void refusedToPay(String key) {
        assertThat(refused(ProblemType.RULE_REFUSES, () -> pays("cashier")).key())
                .isEqualTo(key);
        assertThat(lines()).doesNotContain("PAID");
    }

    @Test
    void whatWasApprovedIsPaid() {
        toBePaid("500.00");
        pays("cashier");
        assertThat(lines()).containsExactly("PAID");
        assertThat(approvals.of(number)).singleElement().satisfies(approval -> {
            assertThat(approval.contentHash()).hasSize(64);
            assertThat(approval.ruleVersion()).isPositive();
        });
    }

    @Test
    void anAmountThatGrewAfterTheApprovalIsNotPaid() {
        toBePaid("500.00");
        jdbc.update("update compensation_line set amount = 900.00 where ticket_number = ?", number);
        refusedToPay("problem.content-changed");
    }

    @Test
    void aLineThatWasAddedAfterTheApprovalIsNotPaid() {
        toBePaid("300.00");
        jdbc.update(
                "insert into compensation_line (ticket_number, order_no, solution_id, position_no, kind, nature, amount,"
                        + " state, created_by, created_at) select ticket_number, order_no, solution_id, 2, 'CASH',"
                        + " 'ENTITLEMENT', 1.00, 'PROPOSED', created_by, created_at from compensation_line"
                        + " where ticket_number = ?",
                number);
        refusedToPay("problem.content-changed");
    }

    @Test
    void anotherRemedyPriceOrOrderIsAnotherContent() {
        toBePaid("500.00");
        for (String change : List.of(
                "update solution set remedy = 'APOLOGY' where ticket_number = ?",
                "update solution set price_to_customer = 1.00 where ticket_number = ?",
                "update ticket set order_no = null where number = ?")) {
            List<java.util.Map<String, Object>> before =
                    jdbc.queryForList("select remedy, price_to_customer from solution where ticket_number = ?", number);
            jdbc.update(change, number);
            refusedToPay("problem.content-changed");
            jdbc.update(
                    "update solution set remedy = ?, price_to_customer = ? where ticket_number = ?",
                    before.get(0).get("remedy"),
                    before.get(0).get("price_to_customer"),
                    number);
            jdbc.update("update ticket set order_no = ? where number = ?", ORDER, number);
        }
        pays("cashier");
        assertThat(lines()).containsExactly("PAID");
    }

    @Test
    void anApprovalThatVanishedDoesNotPay() {
        toBePaid("500.00");
        jdbc.update("delete from approval where ticket_number = ?", number);
        refusedToPay("problem.not-covered");
    }

    @Test
    void aYesOfAnotherGateDoesNotPay() {
        toBePaid("500.00");
        jdbc.update("update approval set gate = 'SUPERVISOR' where ticket_number = ?", number);
        refusedToPay("problem.not-covered");
    }

    @Test
    void whatSlippedThroughOnAnotherTicketIsCountedWhenMoneyMoves() {
        toBePaid("200.00");
        String first = number;
        aMinorFailure();
        proposes("ops-staff", "OTHER", "compensations", List.of(line("CASH", "GOODWILL", "150.00")));
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
        // as if this ticket had not been asked: both together are above 30 %
        jdbc.update(
                "insert into approval_clearance (ticket_number, solution_id, content_hash, gates, rule_version, goodwill,"
                        + " entitlement, cleared_at) select ticket_number, id, 'x', '', 1, 0, 0, proposed_at"
                        + " from solution where ticket_number = ?",
                number);
        number = first;
        refusedToPay("problem.not-covered");
    }

    @Test
    void whatTheManagerApprovedLaterDoesNotHoldUpWhatWasPromisedBefore() {
        toBePaid("200.00");
        String first = number;
        toBePaid("200.00");
        pays("cashier");
        number = first;
        pays("cashier");
        assertThat(lines()).containsExactly("PAID");
    }

    @Test
    void aPriorityRaisedDuringExecutionAsksNobodyAtPayment() {
        toBePaid("100.00");
        as("agent", () -> classifications.changePriority(number, Priority.P0, null));
        pays("cashier");
        assertThat(lines()).containsExactly("PAID");
    }

    @Test
    void theSamePersonDoesNotPassTwoGates() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "REPAIR", "compensations", HALF);
        approves("tech-supervisor");
        String gate = taskId(APPROVE);
        asMemberOf("tech-supervisor", "compensation-managers", () -> assertThat(
                        refused(ProblemType.RULE_REFUSES, () -> worklist.complete(gate, fields("approved", true)))
                                .key())
                .isEqualTo("problem.second-gate"));
        approves("compensation-manager");
        assertThat(open()).containsExactly(DIAGNOSE);
    }

    @Test
    void whoApprovedMoneyDoesNotCarryItOut() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "REPAIR", "compensations", List.of(line("CASH", "GOODWILL", "100.00")));
        approves("tech-supervisor");
        String diagnose = taskId(DIAGNOSE);
        asMemberOf("tech-supervisor", "technical-staff", () -> assertThat(refused(
                                ProblemType.RULE_REFUSES,
                                () -> worklist.complete(
                                        diagnose, fields("finding", "x", "remedyHolds", true, "partsNeeded", false)))
                        .key())
                .isEqualTo("problem.own-execution"));
    }

    @Test
    void whoWorksOnItDoesNotApproveTheDelayMoney() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "MINOR", "COMPLEX"));
        proposes("engineer", "REPAIR");
        does("engineer", DIAGNOSE, "finding", "Motor", "remedyHolds", true, "partsNeeded", false);
        as("agent", () -> obstacles.report(number, "No tools.", null));
        does(
                "agent",
                OFFER,
                "reason",
                "No tools",
                "newExpectedCompletionAt",
                now().plus(java.time.Duration.ofDays(9)).toString(),
                "alternative",
                "DELAY_COMPENSATION",
                "message",
                "Sorry.",
                "compensations",
                List.of(line("DELAY", "GOODWILL", "400.00")));
        String gate = taskId(APPROVE);
        asMemberOf("engineer", "compensation-managers", () -> assertThat(
                        refused(ProblemType.RULE_REFUSES, () -> worklist.complete(gate, fields("approved", true)))
                                .key())
                .isEqualTo("problem.own-work"));
        asMemberOf("agent", "compensation-managers", () -> assertThat(
                        refused(ProblemType.RULE_REFUSES, () -> worklist.complete(gate, fields("approved", true)))
                                .key())
                .isEqualTo("problem.own-proposal"));
        approves("compensation-manager");
        assertThat(open()).doesNotContain(APPROVE);
    }

    @Test
    void anOfferThatIsRepeatedAfterANoIsAskedAgain() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "REPAIR");
        approves("tech-supervisor");
        as("agent", () -> obstacles.report(number, "No tools.", null));
        offers();
        approves("tech-supervisor");
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
        rejects("compensation-manager", "Too much.");
        offers();
        assertThat(groups(APPROVE))
                .as("the supervisor's yes was for another offer")
                .containsExactly("technical-supervisors");
    }

    @Test
    void aTransferVoidsWhatWasApprovedAndReleasesItsLines() {
        aMinorFailure();
        proposes("ops-staff", "OTHER", "compensations", HALF, "priceToCustomer", "1.00");
        approves("compensation-manager");
        assertThat(open()).containsExactly(RECORD_AGREEMENT);
        as("desk-supervisor", () -> classifications.transfer(number, "technical", null, "Theirs."));
        assertThat(lines()).containsExactly("RELEASED");
        proposes("engineer", "OTHER", "compensations", HALF, "priceToCustomer", "1.00");
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
    }

    private void offers() {
        does(
                "agent",
                OFFER,
                "reason",
                "No tools",
                "newExpectedCompletionAt",
                now().plus(java.time.Duration.ofDays(9)).toString(),
                "alternative",
                "DELAY_COMPENSATION",
                "message",
                "Sorry.",
                "compensations",
                List.of(line("DELAY", "GOODWILL", "400.00")));
    }

    /** Somebody who has been put into a second group. */
    private void asMemberOf(String user, String group, Runnable action) {
        org.springframework.security.core.context.SecurityContextHolder.getContext()
                .setAuthentication(
                        org.springframework.security.authentication.UsernamePasswordAuthenticationToken.authenticated(
                                user,
                                null,
                                org.springframework.security.core.authority.AuthorityUtils.createAuthorityList(
                                        "ROLE_" + group)));
        try {
            action.run();
        } finally {
            nobodySignedIn();
        }
    }
}
