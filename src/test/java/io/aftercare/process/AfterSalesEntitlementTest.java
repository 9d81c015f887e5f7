package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.entitlement.Entitlement;
import io.aftercare.entitlement.EntitlementService;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.solution.CompensationLine;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What may be called an entitlement, and that goodwill in its clothes gets past nobody (E-01, D8). */
class AfterSalesEntitlementTest extends AfterSalesTrace {

    private static final String BOUGHT = "SO-9";

    @Autowired
    private EntitlementService entitlements;

    @Autowired
    private Customers customers;

    @Autowired
    private TaskFacts facts;

    @ParameterizedTest
    @CsvSource({
        "INQUIRY, 7, SEVEN_DAY_RETURN",
        "INQUIRY, 8, ''",
        "PRODUCT_FAULT, 7, SEVEN_DAY_RETURN THREE_GUARANTEES WARRANTY",
        "PRODUCT_FAULT, 15, THREE_GUARANTEES WARRANTY",
        "PRODUCT_FAULT, 16, WARRANTY",
        "PRODUCT_FAULT, 365, WARRANTY",
        "PRODUCT_FAULT, 366, ''",
        "SERVICE_FAILURE, 365, CONTRACT",
        "SERVICE_FAILURE, 366, ''",
        "COMPLAINT, 365, CONTRACT",
        "COMPLAINT, 366, ''",
        "INQUIRY, , CONTRACT"
    })
    void theTableGivesByCategoryAndDaysSinceDelivery(String category, @Nullable Integer days, String bases) {
        bought(days);
        byPhone(BOUGHT, kind(category, "MINOR", "COMPLEX"));
        Entitlement given = entitlements.of(ticket(), null);
        assertThat(String.join(
                        " ",
                        given.grants().stream().map(Entitlement.Grant::basis).toList()))
                .isEqualTo(bases);
        assertThat(given.ruleVersion()).isPositive();
    }

    @Test
    void withoutAnOrderNothingIsProvenAndNothingIsOwed() {
        byPhone(null, kind("SERVICE_FAILURE", "MINOR", "COMPLEX"));
        ProblemException problem = refused(
                ProblemType.RULE_REFUSES,
                () -> proposes(
                        "ops-staff", "COUPON", "compensations", List.of(line("CASH", "ENTITLEMENT", "4999.00"))));
        assertThat(problem.key()).isEqualTo("problem.no-entitlement");
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(lines()).isEmpty();

        proposes("ops-staff", "COUPON", "compensations", List.of(line("CASH", "GOODWILL", "4999.00")));
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
    }

    @Test
    void afterTwoYearsItIsGoodwill() {
        bought(730);
        byPhone(BOUGHT, kind("PRODUCT_FAULT", "MINOR", "COMPLEX"));
        refused(
                ProblemType.RULE_REFUSES,
                () -> proposes(
                        "engineer", "RETURN_REFUND", "compensations", List.of(line("REFUND", "ENTITLEMENT", "1.00"))));
    }

    @Test
    void whoMayOnlySendItBackGetsHisMoneyAndNoMoreOfIt() {
        bought(3);
        byPhone(BOUGHT, kind("INQUIRY", "MINOR", "COMPLEX"));
        assertThat(refused(
                                ProblemType.RULE_REFUSES,
                                () -> proposes(
                                        "product-manager",
                                        "COUPON",
                                        "compensations",
                                        List.of(line("COUPON", "ENTITLEMENT", "5.00"))))
                        .key())
                .isEqualTo("problem.no-entitlement-kind");
        assertThat(refused(
                                ProblemType.RULE_REFUSES,
                                () -> proposes(
                                        "product-manager",
                                        "RETURN_REFUND",
                                        "compensations",
                                        List.of(
                                                line("REFUND", "ENTITLEMENT", "1000.00"),
                                                line("REFUND", "ENTITLEMENT", "0.01"))))
                        .key())
                .isEqualTo("problem.entitlement-limit");
        proposes(
                "product-manager", "RETURN_REFUND", "compensations", List.of(line("REFUND", "ENTITLEMENT", "1000.00")));
        assertThat(lines()).containsExactly("PROPOSED");
        CompensationLine stored = compensations.of(number).get(0);
        assertThat(stored.entitlementBasis()).isEqualTo("SEVEN_DAY_RETURN");
        assertThat(stored.entitlementVersion()).isPositive();
    }

    @Test
    void ourOwnSlownessCostsNobodyHisRight() {
        bought(7);
        byPhone(BOUGHT, kind("INQUIRY", "MINOR", "COMPLEX"));
        passes("PT48H");
        assertThat(entitlements.of(ticket(), null).isGiven()).isTrue();
    }

    @Test
    void goodwillRestsOnNothing() {
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "10.00")));
        assertThat(compensations.of(number).get(0).entitlementBasis()).isNull();
    }

    @Test
    void whatTheTableNoLongerGivesIsNotApprovedAsAnEntitlement() {
        bought(300);
        byPhone(BOUGHT, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "RETURN_REFUND", "compensations", List.of(line("REFUND", "ENTITLEMENT", "900.00")));
        jdbc.update(
                "update customer_order set delivered_at = ? where order_no = ?",
                Timestamp.from(now().minus(Duration.ofDays(500))),
                BOUGHT);
        assertThat(refused(ProblemType.RULE_REFUSES, () -> approves("tech-supervisor"))
                        .key())
                .isEqualTo("problem.entitlement-ended");
        rejects("tech-supervisor", "It was delivered earlier than we thought.");
        assertThat(lines()).containsExactly("RELEASED");
    }

    @Test
    void whatADelayOffersIsMeasuredByTheSameTable() {
        byPhone(null, kind("PRODUCT_FAULT", "MINOR", "COMPLEX"));
        as("engineer", () -> obstacles.report(number, "The workshop is flooded.", null));
        refused(
                ProblemType.RULE_REFUSES,
                () -> does(
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
                        List.of(line("CASH", "ENTITLEMENT", "50.00"))));
    }

    @Test
    void whoProposesSeesWhatIsOwedWithTheVersionOfTheTable() {
        aMinorFault();
        Map<String, Object> shown = facts.of(taskId(PROPOSE));
        assertThat(String.valueOf(shown.get("factEntitlement"))).contains("Warranty", "Refund, Cash", "Rule version ");
    }

    /** An order of 1,000.00 that was delivered so many days ago, or never. */
    private void bought(@Nullable Integer daysAgo) {
        Instant delivered = daysAgo == null ? null : now().minus(Duration.ofDays(daysAgo));
        customers.addOrder(new CustomerOrder(
                BOUGHT,
                CUSTOMER,
                "Air purifier A3",
                null,
                new BigDecimal("1000.00"),
                (delivered == null ? now() : delivered).minus(Duration.ofDays(2)),
                delivered));
    }
}
