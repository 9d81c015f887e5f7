package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Priority;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.Escalations;
import io.aftercare.tracking.TicketClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Ways around a signature or a promise that somebody found once; each stays closed. */
class AfterSalesLoopholesTest extends AfterSalesTrace {

    @Autowired
    private TaskFacts facts;

    @Autowired
    private Escalations escalations;

    @Test
    void noMoneyIsPromisedBeforeAnybodyKnowsWhoHasToSign() {
        byApp();
        does("agent", REGISTER, "restated", true, "description", "It hums.");
        as("agent", () -> obstacles.report(number, "No part.", null));
        refused(ProblemType.RULE_REFUSES, () -> offersCompensation("100.00"));
        assertThat(lines()).isEmpty();
    }

    @Test
    void whoProposedCannotTakeTheSignatureOffHisOwnProposal() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        as("agent", () -> escalations.escalate(number, "He is waiting."));
        proposes("tech-supervisor", "COUPON");
        refused(ProblemType.RULE_REFUSES, () -> approves("tech-supervisor"));
        refused(
                ProblemType.RULE_REFUSES,
                () -> as("tech-supervisor", () -> classifications.changePriority(number, Priority.P2, "Not so bad.")));
        as("desk-supervisor", () -> classifications.changePriority(number, Priority.P2, "Not so bad."));
        assertThat(open()).containsExactly(EXECUTE);
    }

    @Test
    void whoSaysThatItIsNotOursDoesNotLowerThePriorityByTheWay() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "CORE_OR_SAFETY", "COMPLEX"));
        does("engineer", PROPOSE, "notOurs", true, "notOursReason", "It is the parcel service.");
        classifies("agent", "SERVICE_FAILURE", "MINOR", "COMPLEX");
        assertThat(ticket().priority()).isEqualTo(Priority.P0);
        as("desk-supervisor", () -> classifications.changePriority(number, Priority.P2, "Nobody is in danger."));
        assertThat(ticket().priority()).isEqualTo(Priority.P2);
    }

    @Test
    void aComplaintDoesNotLeaveCounselByATransfer() {
        byPhone(ORDER, kind("COMPLAINT", "MINOR", "COMPLEX"));
        refused(
                ProblemType.NOT_ALLOWED,
                () -> as(
                        "complaint-specialist",
                        () -> classifications.transfer(
                                number, null, io.aftercare.ticket.Category.SERVICE_FAILURE, "It is no complaint.")));
        as(
                "complaint-supervisor",
                () -> classifications.transfer(
                        number, null, io.aftercare.ticket.Category.SERVICE_FAILURE, "It is no complaint."));
        assertThat(open()).containsExactly(PROPOSE);
    }

    @Test
    void aTransferIsDueAnew() {
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "400.00")));
        assertThat(running(ClockName.PLAN)).isEmpty();
        as("ops-staff", () -> classifications.transfer(number, "technical", null, "It is a fault."));
        assertThat(running(ClockName.PLAN)).hasSize(1);
    }

    @Test
    void anObstacleThatComesAndGoesTellsTheCustomerNothing() {
        aMinorFailure();
        Instant due = promise();
        passes("PT2H");
        as("agent", () -> obstacles.report(number, "No part.", null));
        passes("PT1H");
        as("agent", () -> obstacles.clear(number, "Found it."));
        assertThat(promise()).isEqualTo(due);
    }

    @Test
    void aRejectionTellsTheCustomerNothing() {
        aMinorFailure();
        Instant due = promise();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "400.00")));
        passes("PT2H");
        rejects("compensation-manager", "Too much.");
        assertThat(promise()).isEqualTo(due);
    }

    @Test
    void dotsAndInvisibleLettersAreNoMessage() {
        aMinorFailure();
        passes("PT24H");
        for (String nothing : List.of(".", "…", "\u200b", "\u00a0", "\u3164", "\u0001", " - ")) {
            refused(ProblemType.INVALID_FIELDS, () -> does("agent", UPDATE, "message", nothing));
        }
        does("agent", UPDATE, "message", "好的，明天到");
    }

    @Test
    void aGiftIsWorthSomething() {
        aMinorFailure();
        for (String kind : List.of("UPGRADE", "GIFT", "COUPON", "REFUND", "CASH")) {
            refused(
                    ProblemType.INVALID_FIELDS,
                    () -> proposes("ops-staff", "UPGRADE", "compensations", List.of(line(kind, "GOODWILL", "0.00"))));
        }
    }

    @Test
    void aCouponIsNoEntitlement() {
        aMinorFailure();
        for (String kind : List.of("COUPON", "GIFT", "UPGRADE", "DELAY", "OTHER")) {
            refused(
                    ProblemType.RULE_REFUSES,
                    () -> proposes(
                            "ops-staff", "COUPON", "compensations", List.of(line(kind, "ENTITLEMENT", "599.00"))));
        }
    }

    @Test
    void whoSignsForADelayBeforeThereIsAPlanSeesWhatHeSigns() {
        byPhone(ORDER, kind("SERVICE_FAILURE", "NORMAL_USE", "COMPLEX"));
        as("agent", () -> obstacles.report(number, "No part.", null));
        offersCompensation("400.00");
        Map<String, Object> shown = facts.of(taskId(APPROVE));
        assertThat(String.valueOf(shown.get("factCompensations"))).contains("400.00");
        assertThat(String.valueOf(shown.get("factProposer"))).isNotBlank();
    }

    @Test
    void nobodyAgreesToAPlanThatHeDidNotRead() {
        aMinorFailure();
        proposes("ops-staff", "OTHER", "priceToCustomer", "10.00");
        does("agent", RECORD_AGREEMENT, "agreed", false, "evidence", "Too dear, he says.");
        proposes("ops-staff", "OTHER", "priceToCustomer", "9000.00");
        refused(ProblemType.TOO_LATE, () -> customer(() -> solutions.agreeByCustomer(number, 1)));
        customer(() -> solutions.agreeByCustomer(number, 2));
        assertThat(open()).containsExactly(EXECUTE);
    }

    @Test
    void onlyTheServiceDeskOwnsATicket() {
        aMinorFailure();
        for (String nobody : List.of("nobody", "channel", "warehouse")) {
            refused(
                    ProblemType.INVALID_FIELDS,
                    () -> as("desk-supervisor", () -> registrations.changeOwner(number, nobody, "Because.")));
        }
        as("desk-supervisor", () -> registrations.changeOwner(number, "agent2", "Holidays."));
        assertThat(ticket().owner()).isEqualTo("agent2");
    }

    private void offersCompensation(String amount) {
        does(
                "agent",
                OFFER,
                "reason",
                "No part.",
                "newExpectedCompletionAt",
                now().plus(Duration.ofDays(2)).toString(),
                "alternative",
                "DELAY_COMPENSATION",
                "message",
                "We are sorry, it takes two days more.",
                "compensations",
                List.of(line("COUPON", "GOODWILL", amount)));
    }

    private Instant promise() {
        return running(ClockName.CUSTOMER_UPDATE).get(0).dueAt();
    }

    private List<TicketClock> running(ClockName name) {
        return clocks.of(number).stream()
                .filter(clock -> clock.name() == name && clock.isAwaited())
                .toList();
    }
}
