package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has to say yes: by priority, by money, in which order, and what a change of priority does to it. */
class AfterSalesApprovalTest extends AfterSalesTrace {

    @Test
    void aP1AsksTheSupervisorOfTheDepartment() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "REPAIR");
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_APPROVAL);
        assertThat(groups(APPROVE)).containsExactly("technical-supervisors");
        assertThat(sent()).as("the customer hears of a plan when it is certain").doesNotContain("PLAN");

        approves("tech-supervisor");
        assertThat(decisions()).containsExactly("SUPERVISOR tech-supervisor");
        assertThat(sent()).contains("PLAN");
        assertThat(open()).containsExactly(DIAGNOSE);
    }

    @Test
    void aP0AsksTheHead() {
        byPhone(ORDER, kind("SERVICE_FAILURE", "CORE_OR_SAFETY", "COMPLEX"));
        proposes("ops-staff", "COUPON");
        assertThat(groups(APPROVE)).containsExactly("operations-heads");
        approves("ops-head");
        assertThat(decisions()).containsExactly("HEAD ops-head");
        assertThat(open()).containsExactly(EXECUTE);
    }

    @Test
    void moneyAboveThirtyPercentAsksTheCompensationManagerLast() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "REPAIR", "compensations", List.of(line("CASH", "GOODWILL", "300.01")));
        approves("tech-supervisor");
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
        approves("compensation-manager");
        assertThat(decisions()).containsExactly("SUPERVISOR tech-supervisor", "COMPENSATION compensation-manager");
        assertThat(open()).containsExactly(DIAGNOSE);
    }

    @Test
    void exactlyThirtyPercentAsksNobody() {
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "300.00")));
        assertThat(open()).containsExactly(EXECUTE);
    }

    @Test
    void whatTwoTicketsOfOneOrderPromiseIsAddedUp() {
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "200.00")));
        assertThat(open()).containsExactly(EXECUTE);

        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "100.01")));
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
    }

    @Test
    void moreGoodwillThanAThousandAsksTheCompensationManagerWhateverHePaid() {
        order("SO-2", "9000.00");
        byPhone("SO-2", kind("SERVICE_FAILURE", "MINOR", "COMPLEX"));
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "1000.00")));
        assertThat(open()).containsExactly(EXECUTE);

        byPhone("SO-2", kind("SERVICE_FAILURE", "MINOR", "COMPLEX"));
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "0.01")));
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
    }

    @Test
    void goodwillWithoutAnOrderAsksTheCompensationManager() {
        byPhone(null, kind("SERVICE_FAILURE", "MINOR", "COMPLEX"));
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "0.01")));
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
    }

    @Test
    void whatTheLawGivesAsksOnlyAboveWhatHePaid() {
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("CASH", "ENTITLEMENT", "1000.00")));
        assertThat(open()).containsExactly(EXECUTE);

        order("SO-2", "1000.00");
        byPhone("SO-2", kind("SERVICE_FAILURE", "MINOR", "COMPLEX"));
        proposes("ops-staff", "COUPON", "compensations", List.of(line("CASH", "ENTITLEMENT", "1000.01")));
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
    }

    @Test
    void moreThanFiveThousandAsksTheCompensationManagerEvenIfTheLawGivesIt() {
        order("SO-2", "9000.00");
        byPhone("SO-2", kind("SERVICE_FAILURE", "MINOR", "COMPLEX"));
        proposes("ops-staff", "COUPON", "compensations", List.of(line("CASH", "ENTITLEMENT", "5000.00")));
        assertThat(open()).containsExactly(EXECUTE);

        byPhone("SO-2", kind("SERVICE_FAILURE", "MINOR", "COMPLEX"));
        proposes("ops-staff", "COUPON", "compensations", List.of(line("CASH", "ENTITLEMENT", "0.01")));
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
    }

    @Test
    void aProposalWithoutMoneyDoesNotPayForAnEarlierOne() {
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "900.00")));
        approves("compensation-manager");

        aMinorFailure();
        proposes("ops-staff", "COUPON");
        assertThat(open()).containsExactly(EXECUTE);
    }

    @Test
    void aRejectionReleasesWhatWasPromised() {
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "400.00")));
        refused(ProblemType.INVALID_FIELDS, () -> does("compensation-manager", APPROVE, "approved", false));
        rejects("compensation-manager", "A hundred is enough.");
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(lines()).containsExactly("RELEASED");
        assertThat(decisions()).containsExactly("-COMPENSATION compensation-manager");

        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "300.00")));
        assertThat(open()).as("the rejected line counts no longer").containsExactly(EXECUTE);
        assertThat(lines()).containsExactly("RELEASED", "PROPOSED");
    }

    @Test
    void nobodyApprovesWhatHeProposed() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        as("desk-supervisor", () -> classifications.transfer(number, "complaints", null, "Let them look at it."));
        passes("PT25H");
        assertThat(groups(PROPOSE)).as("late: who stands above may do it").contains("complaints-supervisors");
        proposes("complaint-supervisor", "APOLOGY");

        assertThat(groups(APPROVE)).containsExactly("complaints-supervisors");
        assertThat(refused(ProblemType.RULE_REFUSES, () -> approves("complaint-supervisor"))
                        .key())
                .isEqualTo("problem.own-proposal");
        assertThat(open()).contains(APPROVE);
    }

    @Test
    void aPriorityRaisedWhileApprovalIsWaitedForAsksAgainAndKeepsWhatWasPassed() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "REPAIR", "compensations", List.of(line("CASH", "GOODWILL", "500.00")));
        approves("tech-supervisor");
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");

        as("agent", () -> classifications.changePriority(number, Priority.P0, null));
        assertThat(groups(APPROVE)).as("the head comes before the money").containsExactly("technical-heads");
        approves("tech-head");
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
        approves("compensation-manager");
        assertThat(decisions())
                .containsExactly("SUPERVISOR tech-supervisor", "HEAD tech-head", "COMPENSATION compensation-manager");
        assertThat(open()).containsExactly(DIAGNOSE);
    }

    @Test
    void aP1ThatBecomesAP0IsAskedOfTheHeadInsteadOfTheSupervisor() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "REPAIR");
        String before = taskId(APPROVE);
        as("agent", () -> classifications.changePriority(number, Priority.P0, null));
        assertThat(taskId(APPROVE)).isNotEqualTo(before);
        assertThat(groups(APPROVE)).containsExactly("technical-heads");
        approves("tech-head");
        assertThat(open()).containsExactly(DIAGNOSE);
    }

    @Test
    void aPriorityRaisedWhileTheCustomerThinksAsksForApprovalFirst() {
        aMinorFault();
        proposes("engineer", "REPAIR", "priceToCustomer", "120.00");
        assertThat(open()).containsExactly(RECORD_AGREEMENT);

        as("agent", () -> classifications.changePriority(number, Priority.P1, null));
        assertThat(open()).containsExactly(APPROVE);
        assertThat(groups(APPROVE)).containsExactly("technical-supervisors");
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_APPROVAL);
        approves("tech-supervisor");
        assertThat(open()).containsExactly(RECORD_AGREEMENT);
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_AGREEMENT);
        customer(() -> solutions.agreeByCustomer(number, null));
        assertThat(open()).containsExactly(DIAGNOSE);
    }

    @Test
    void whoWasToldThePlanMayObjectWhileItIsApprovedAgain() {
        aMinorFault();
        proposes("engineer", "REPAIR", "priceToCustomer", "120.00");
        as("agent", () -> classifications.changePriority(number, Priority.P1, null));
        assertThat(open()).containsExactly(APPROVE);

        customer(() -> solutions.objectByCustomer(number, "Too dear."));
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
    }

    @Test
    void aPriorityLoweredWhileApprovalIsWaitedForNeedsNobodyAnyMore() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "REPAIR");
        refused(
                ProblemType.NOT_ALLOWED,
                () -> as("agent", () -> classifications.changePriority(number, Priority.P2, "Not so bad.")));
        refused(
                ProblemType.INVALID_FIELDS,
                () -> as("desk-supervisor", () -> classifications.changePriority(number, Priority.P2, null)));
        as("desk-supervisor", () -> classifications.changePriority(number, Priority.P2, "Not so bad."));
        assertThat(open()).containsExactly(DIAGNOSE);
        assertThat(decisions()).isEmpty();
        assertThat(story()).contains(TimelineKind.PRIORITY_CHANGED);
    }

    @Test
    void onceThePlanIsCarriedOutOnlyTheClocksChange() {
        aMinorFault();
        proposes("engineer", "REPAIR");
        assertThat(open()).containsExactly(DIAGNOSE);
        as("agent", () -> classifications.changePriority(number, Priority.P0, null));
        assertThat(open()).containsExactly(DIAGNOSE);
        assertThat(ticket().priority()).isEqualTo(Priority.P0);
        assertThat(task(DIAGNOSE).getDueDate().toInstant())
                .isEqualTo(clock(io.aftercare.tracking.ClockName.RESOLUTION).dueAt());
    }
}
