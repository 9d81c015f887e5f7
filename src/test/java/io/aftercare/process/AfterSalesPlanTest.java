package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.problem.ProblemType;
import io.aftercare.solution.SolutionState;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the proposal to a plan that everybody who has to say yes has said yes to. */
class AfterSalesPlanTest extends AfterSalesTrace {

    @Test
    void aPlanThatNobodyHasToApproveIsSentAndCarriedOut() {
        aMinorFailure();
        proposes("ops-staff", "COUPON");
        assertThat(sent()).containsExactly("RECEIPT", "PLAN");
        assertThat(status()).isEqualTo(TicketStatus.EXECUTING);
        assertThat(open()).containsExactly(EXECUTE);
        assertThat(groups(EXECUTE)).containsExactly("operations-staff");
        assertThat(decisions()).isEmpty();
    }

    @Test
    void aTransferBringsItBackToAProposalOfTheOtherDepartment() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "REPAIR", "compensations", List.of(line("CASH", "GOODWILL", "10.00")));
        assertThat(open()).containsExactly(APPROVE);

        as("agent", () -> classifications.transfer(number, "product", null, "A matter of the design."));
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(groups(PROPOSE)).containsExactly("product-staff");
        assertThat(ticket().department()).isEqualTo("product");
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);

        proposes("product-manager", "COUPON");
        assertThat(lines())
                .as("what the first proposal promised counts no longer")
                .containsExactly("RELEASED");
        approves("product-supervisor");
        assertThat(open()).containsExactly(EXECUTE);
        assertThat(groups(EXECUTE)).containsExactly("product-staff");
    }

    @Test
    void aTransferToAnotherCategoryChangesTheDepartmentToo() {
        aMinorFault();
        as("agent", () -> classifications.transfer(number, null, Category.COMPLAINT, "He complains about the tone."));
        assertThat(ticket().category()).isEqualTo(Category.COMPLAINT);
        assertThat(groups(PROPOSE)).containsExactly("complaints-staff");
        proposes("complaint-specialist", "APOLOGY");
        assertThat(open()).containsExactly(REVIEW);
    }

    @Test
    void aTransferIsTooLateOnceThePlanIsCarriedOut() {
        aMinorFailure();
        proposes("ops-staff", "COUPON");
        refused(
                ProblemType.TOO_LATE,
                () -> as("agent", () -> classifications.transfer(number, "technical", null, "Not ours after all.")));
        assertThat(open()).containsExactly(EXECUTE);
    }

    @Test
    void aComplaintPassesTheLegalReview() {
        byPhone(ORDER, kind("COMPLAINT", "MINOR", "COMPLEX"));
        proposes("complaint-specialist", "APOLOGY");
        assertThat(open()).containsExactly(REVIEW);
        assertThat(groups(REVIEW)).containsExactly("legal-counsel");
        does("counsel", REVIEW, "compliant", true, "opinion", "Nothing against it.");
        assertThat(decisions()).containsExactly("LEGAL counsel");
        assertThat(open()).containsExactly(EXECUTE);
    }

    @Test
    void whatTheLawForbidsIsProposedAnew() {
        byPhone(ORDER, kind("COMPLAINT", "MINOR", "COMPLEX"));
        proposes("complaint-specialist", "APOLOGY", "compensations", List.of(line("COUPON", "GOODWILL", "20.00")));
        does("counsel", REVIEW, "compliant", false, "opinion", "The law gives him a refund.");
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(lines()).containsExactly("RELEASED");

        proposes("complaint-specialist", "RETURN_REFUND");
        does("counsel", REVIEW, "compliant", true, "opinion", "Good.");
        assertThat(open()).containsExactly(RECEIVE_RETURN);
        assertThat(decisions()).containsExactly("-LEGAL counsel", "LEGAL counsel");
    }

    @Test
    void whoPaysIsAskedAndAgreesOnHisPage() {
        aMinorFault();
        proposes("engineer", "REPAIR", "priceToCustomer", "120.00");
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_AGREEMENT);
        assertThat(open()).containsExactly(RECORD_AGREEMENT);
        assertThat(task(RECORD_AGREEMENT).getAssignee()).isEqualTo("agent");

        customer(() -> solutions.agreeByCustomer(number, null));
        assertThat(status()).isEqualTo(TicketStatus.EXECUTING);
        assertThat(open()).containsExactly(DIAGNOSE);
        refused(ProblemType.TOO_LATE, () -> customer(() -> solutions.agreeByCustomer(number, null)));
    }

    @Test
    void theOwnerRecordsThatHeAgrees() {
        aMinorFault();
        proposes("engineer", "REPAIR", "priceToCustomer", "120.00");
        does("agent", RECORD_AGREEMENT, "agreed", true, "evidence", "Recorded call 17.");
        assertThat(open()).containsExactly(DIAGNOSE);
        assertThat(story()).contains(TimelineKind.AGREED);
    }

    @Test
    void theOwnerRecordsThatHeDoesNotAgree() {
        aMinorFault();
        proposes("engineer", "REPAIR", "priceToCustomer", "120.00");
        does("agent", RECORD_AGREEMENT, "agreed", false, "evidence", "Too expensive.");
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(solutions.latest(number).orElseThrow().state()).isEqualTo(SolutionState.REJECTED);
    }

    @Test
    void whoIsAskedMayObjectOnHisPage() {
        aMinorFault();
        proposes("engineer", "REPAIR", "priceToCustomer", "120.00");
        customer(() -> solutions.objectByCustomer(number, "It is under warranty!"));
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(story()).contains(TimelineKind.OBJECTED);
    }

    @Test
    void anObjectionStopsWhatIsCarriedOut() {
        aMinorFault();
        proposes("engineer", "REPAIR");
        does("engineer", DIAGNOSE, "finding", "Motor", "remedyHolds", true, "partsNeeded", false);
        assertThat(open()).containsExactly(REPAIR);
        customer(() -> solutions.objectByCustomer(number, "I want a new one."));
        assertThat(open()).containsExactly(PROPOSE);

        proposes("engineer", "REPLACE");
        assertThat(open()).containsExactly(RECEIVE_RETURN);
    }

    @Test
    void beforeThePlanIsSentAndOnceItIsDoneThereIsNothingToObjectTo() {
        aMinorFailure();
        refused(ProblemType.TOO_LATE, () -> customer(() -> solutions.objectByCustomer(number, "No.")));
        proposes("ops-staff", "COUPON");
        executes("ops-staff");
        refused(ProblemType.TOO_LATE, () -> customer(() -> solutions.objectByCustomer(number, "No.")));
    }

    @Test
    void whatIsDoneAlreadySkipsTheExecution() {
        byPhone(ORDER, kind("INQUIRY", "MINOR", "COMPLEX"));
        proposes("product-manager", "ANSWER", "outcome", "I told him which filter fits.");
        assertThat(open()).containsExactly(CONFIRM);
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
        assertThat(ticket().outcome()).isEqualTo("I told him which filter fits.");
        assertThat(sent()).contains("PLAN", "ASK_CONFIRMATION");
    }

    @Test
    void whatIsDoneAlreadyIsRefusedWhenAGateHolds() {
        aMinorFailure();
        var problem = refused(
                ProblemType.RULE_REFUSES,
                () -> proposes(
                        "ops-staff",
                        "COUPON",
                        "outcome",
                        "He has it already.",
                        "compensations",
                        List.of(line("COUPON", "GOODWILL", "450.00"))));
        assertThat(problem.key()).isEqualTo("problem.share-needs-manager");
        assertThat(problem.arguments()).containsExactly("45", ORDER);
        assertThat(solutions.latest(number)).isEmpty();

        as("desk-supervisor", () -> classifications.changePriority(number, Priority.P1, "He called twice."));
        assertThat(refused(
                                ProblemType.RULE_REFUSES,
                                () -> proposes("ops-staff", "COUPON", "outcome", "He has it already."))
                        .key())
                .isEqualTo("problem.done-needs-approval");
    }
}
