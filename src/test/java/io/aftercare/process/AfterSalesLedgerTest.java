package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.payment.CompensationList;
import io.aftercare.payment.MoneyAudit;
import io.aftercare.payment.Payments;
import io.aftercare.payment.Payout;
import io.aftercare.payment.Price;
import io.aftercare.payment.Prices;
import io.aftercare.payment.Reversal;
import io.aftercare.payment.Reversals;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TimelineKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Reversals, what the customer pays, the list and the audit of all of it (Money 5, 6, E-08). */
class AfterSalesLedgerTest extends AfterSalesTrace {

    @Autowired
    private Payments payments;

    @Autowired
    private Reversals reversals;

    @Autowired
    private Prices prices;

    @Autowired
    private CompensationList list;

    @Autowired
    private MoneyAudit audit;

    @Test
    void aReversalNeedsASecondPersonAndShrinksTheSumsOnlyThen() {
        long line = paid("400.00");
        Reversal asked = as("cashier", () -> reversals.request(line, money("150.00"), "He sent only half of it back."));
        assertThat(compensations.sums(ticket(), List.of()).goodwill()).isEqualByComparingTo("400.00");
        assertThat(payments.of(number)).hasSize(1);

        assertThat(refused(
                                ProblemType.RULE_REFUSES,
                                () -> as("compensation-manager", () -> reversals.approve(asked.id())))
                        .key())
                .as("he approved the payment")
                .isEqualTo("problem.own-reversal");
        refused(ProblemType.NOT_ALLOWED, () -> as("cashier", () -> reversals.approve(asked.id())));
        asManager("second-manager", () -> reversals.approve(asked.id()));

        assertThat(compensations.sums(ticket(), List.of()).goodwill()).isEqualByComparingTo("250.00");
        assertThat(payments.of(number))
                .extracting(Payout::entry, Payout::payoutId, payout -> payout.amount()
                        .toPlainString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Payout.Entry.PAID, "PO-" + line, "400.00"),
                        org.assertj.core.groups.Tuple.tuple(Payout.Entry.REVERSED, "RV-" + asked.id(), "-150.00"));
        assertThat(story()).contains(TimelineKind.REVERSAL_REQUESTED, TimelineKind.REVERSED);
        assertThat(lines()).containsExactly("PAID");

        refused(ProblemType.TOO_LATE, () -> asManager("second-manager", () -> reversals.approve(asked.id())));
        refused(ProblemType.TOO_LATE, () -> asManager("second-manager", () -> reversals.reject(asked.id(), "No.")));
    }

    @Test
    void neverMoreThanWasPaidCanBeTakenBackWhateverIsStillUndecided() {
        long line = paid("400.00");
        refused(ProblemType.RULE_REFUSES, () -> as("cashier", () -> reversals.request(line, money("400.01"), "x")));
        Reversal first = as("cashier", () -> reversals.request(line, money("300.00"), "x"));
        assertThat(refused(
                                ProblemType.RULE_REFUSES,
                                () -> as("cashier", () -> reversals.request(line, money("100.01"), "x")))
                        .key())
                .isEqualTo("problem.reversal-too-high");
        asManager("second-manager", () -> reversals.reject(first.id(), "No reason given."));
        as("cashier", () -> reversals.request(line, money("400.00"), "The whole of it."));
        refused(ProblemType.RULE_REFUSES, () -> as("cashier", () -> reversals.request(line, money("0.01"), "x")));
        refused(ProblemType.INVALID_FIELDS, () -> as("cashier", () -> reversals.request(line, money("1.00"), " ")));
        refused(ProblemType.NOT_FOUND, () -> as("cashier", () -> reversals.request(987_654, money("1.00"), "x")));
    }

    @Test
    void whatWaitsIsNotReversed() {
        aMinorFailure();
        proposes("ops-staff", "OTHER", "compensations", List.of(line("CASH", "GOODWILL", "50.00")));
        long line = compensations.of(number).get(0).id();
        assertThat(refused(
                                ProblemType.RULE_REFUSES,
                                () -> as("cashier", () -> reversals.request(line, money("1.00"), "x")))
                        .key())
                .isEqualTo("problem.not-handed-out");
    }

    @Test
    void thePriceIsPaidOnceAndWholeAndInvoicedOnce() {
        aMinorFault();
        proposes("engineer", "REPAIR", "priceToCustomer", "120.00");
        refused(ProblemType.RULE_REFUSES, () -> as("cashier", () -> prices.paid(number, money("120.00"), "TX-7")));
        customer(() -> solutions.agreeByCustomer(number, null));
        assertThat(refused(
                                ProblemType.RULE_REFUSES,
                                () -> as("cashier", () -> prices.paid(number, money("119.99"), "TX-7")))
                        .key())
                .isEqualTo("problem.price-differs");
        as("cashier", () -> prices.paid(number, money("120.00"), "TX-7"));
        refused(ProblemType.TOO_LATE, () -> as("cashier", () -> prices.paid(number, money("120.00"), "TX-8")));

        refused(ProblemType.RULE_REFUSES, () -> as("cashier", () -> prices.issueInvoice(number, "N-1")));
        customer(() -> prices.requestInvoiceByCustomer(
                number, new Price.InvoiceRequest("上海某某有限公司", "91310000MA1K35JX0T", "fp@customer.example")));
        as(
                "agent",
                () -> prices.requestInvoice(
                        number, new Price.InvoiceRequest("上海某某科技有限公司", null, "fp@customer.example")));
        as("cashier", () -> prices.issueInvoice(number, "N-1"));
        Price price = prices.of(number).orElseThrow();
        assertThat(price.isPaid()).isTrue();
        assertThat(price.invoice()).isNotNull();
        assertThat(String.valueOf(price.invoice())).contains("ISSUED", "N-1", "上海某某科技有限公司");
        refused(ProblemType.TOO_LATE, () -> as("cashier", () -> prices.issueInvoice(number, "N-2")));
        refused(
                ProblemType.TOO_LATE,
                () -> customer(() -> prices.requestInvoiceByCustomer(
                        number, new Price.InvoiceRequest("Other", null, "x@customer.example"))));
        assertThat(story())
                .containsSubsequence(
                        TimelineKind.PRICE_PAID, TimelineKind.INVOICE_REQUESTED, TimelineKind.INVOICE_ISSUED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-at", "a@b c", "a@b\nBcc: x@y", "", "a@b,c@d"})
    void anInvoiceGoesToOneAddress(String email) {
        aMinorFault();
        proposes("engineer", "REPAIR", "priceToCustomer", "120.00");
        customer(() -> solutions.agreeByCustomer(number, null));
        refused(
                ProblemType.INVALID_FIELDS,
                () -> customer(
                        () -> prices.requestInvoiceByCustomer(number, new Price.InvoiceRequest("Zhang", null, email))));
    }

    @Test
    void theListShowsPendingPaidAndReversedWithSumsThatAgree() {
        long line = paid("400.00");
        Reversal asked = as("cashier", () -> reversals.request(line, money("400.00"), "All of it."));
        asManager("second-manager", () -> reversals.approve(asked.id()));
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "20.00")));

        CompensationList.Found all = list.find(CompensationList.filter(null, null, null, null), 0, 25);
        assertThat(all.total()).isEqualTo(2);
        assertThat(all.items())
                .extracting(CompensationList.Item::status)
                .containsExactly(CompensationList.Status.PENDING, CompensationList.Status.REVERSED);
        assertThat(all.together().amount()).isEqualByComparingTo("420.00");
        assertThat(all.together().remaining()).isEqualByComparingTo("20.00");
        assertThat(count("PENDING", null, null, null)).isEqualTo(1);
        assertThat(count("GRANTED", null, null, null)).isZero();
        assertThat(count("REVERSED", null, null, null)).isEqualTo(1);
        assertThat(count(null, "cashier", null, null)).isEqualTo(1);
        assertThat(count(null, "ops-staff", null, null)).isEqualTo(1);
        assertThat(count(null, null, "PRODUCT_FAULT", null)).isEqualTo(1);
        assertThat(count(null, null, null, "2026-11")).isEqualTo(2);
        assertThat(count(null, null, null, "2026-10")).isZero();
        assertThat(list.next(CompensationList.filter(null, null, null, null), null))
                .hasSize(2);
        assertThat(list.next(
                        CompensationList.filter(null, null, null, null),
                        all.items().get(0).id()))
                .hasSize(1);
    }

    @Test
    void theAuditTellsWhoDidWhatOnWhichContent() {
        long line = paid("400.00");
        Reversal asked = as("cashier", () -> reversals.request(line, money("10.00"), "Too much."));
        asManager("second-manager", () -> reversals.approve(asked.id()));
        List<MoneyAudit.Entry> entries = audit.of(number);
        assertThat(entries)
                .extracting(MoneyAudit.Entry::event, MoneyAudit.Entry::actor)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("PROPOSED", "engineer"),
                        org.assertj.core.groups.Tuple.tuple("APPROVED", "compensation-manager"),
                        org.assertj.core.groups.Tuple.tuple("REVERSAL_REQUESTED", "cashier"),
                        org.assertj.core.groups.Tuple.tuple("REVERSAL_APPROVED", "second-manager"),
                        org.assertj.core.groups.Tuple.tuple("PAID", "cashier"),
                        org.assertj.core.groups.Tuple.tuple("REVERSED", "second-manager"));
        assertThat(entries.get(1).contentHash())
                .hasSize(64)
                .isEqualTo(entries.get(4).contentHash());
        assertThat(entries.get(1).ruleVersion()).isPositive();
        assertThat(audit.between(now().minus(Duration.ofHours(1)), now().plus(Duration.ofHours(1)), 100))
                .hasSize(6);
        assertThat(audit.between(now().minus(Duration.ofDays(3)), now().minus(Duration.ofDays(2)), 100))
                .isEmpty();
        refused(ProblemType.NOT_FOUND, () -> audit.of("nonsense"));
    }

    private long count(
            @org.jspecify.annotations.Nullable String status,
            @org.jspecify.annotations.Nullable String person,
            @org.jspecify.annotations.Nullable String category,
            @org.jspecify.annotations.Nullable String month) {
        return list.find(CompensationList.filter(status, person, category, month), 0, 25)
                .total();
    }

    /** The id of a line of that amount which a compensation manager approved and the cashier paid. */
    private long paid(String amount) {
        aMinorFault();
        proposes("engineer", "RETURN_REFUND", "compensations", List.of(line("CASH", "GOODWILL", amount)));
        approves("compensation-manager");
        does("warehouse", RECEIVE_RETURN, "accepted", true, "condition", "As described");
        does("cashier", PAY, "paid", true, "reference", "TX-1");
        return compensations.of(number).get(0).id();
    }

    private static BigDecimal money(String amount) {
        return new BigDecimal(amount);
    }

    /** A compensation manager whom the demo does not have. */
    private void asManager(String user, Runnable action) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        user, null, AuthorityUtils.createAuthorityList("ROLE_compensation-managers")));
        try {
            action.run();
        } finally {
            nobodySignedIn();
        }
    }
}
