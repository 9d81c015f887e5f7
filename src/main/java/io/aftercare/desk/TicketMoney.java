package io.aftercare.desk;

import io.aftercare.payment.Payments;
import io.aftercare.payment.Payout;
import io.aftercare.payment.Price;
import io.aftercare.payment.Prices;
import io.aftercare.payment.Reversal;
import io.aftercare.payment.Reversals;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the ticket page shows of the money: what was handed out, what is taken back, what he pays (Money 5, E-08). */
@Component
class TicketMoney {

    private final Payments payments;
    private final Reversals reversals;
    private final Prices prices;
    private final CurrentUser currentUser;

    TicketMoney(Payments payments, Reversals reversals, Prices prices, CurrentUser currentUser) {
        this.payments = payments;
        this.reversals = reversals;
        this.prices = prices;
        this.currentUser = currentUser;
    }

    Part of(String number, Words words) {
        boolean finance = currentUser.isIn(Groups.FINANCE_STAFF);
        return new Part(
                payments.of(number).stream()
                        .map(payout -> PayoutRow.of(payout, words))
                        .toList(),
                reversals.ofTicket(number).stream()
                        .map(reversal -> ReversalRow.of(reversal, words))
                        .toList(),
                prices.of(number)
                        .map(price -> PriceCard.of(price, finance, words))
                        .orElse(null));
    }

    record Part(
            List<PayoutRow> payouts,
            List<ReversalRow> reversals,
            @Nullable PriceCard price) {

        public boolean isAny() {
            return !payouts.isEmpty() || !reversals.isEmpty() || price != null;
        }
    }

    record PayoutRow(
            String id,
            String entry,
            String what,
            String amount,
            String who,
            String at,
            @Nullable String reference,
            @Nullable String code) {

        static PayoutRow of(Payout payout, Words words) {
            BigDecimal amount = payout.amount();
            return new PayoutRow(
                    payout.payoutId(),
                    words.of("MoneyEvent", payout.entry().name()),
                    words.of(payout.kind()),
                    amount.signum() < 0 ? "−" + words.money(amount.negate()) : words.money(amount),
                    words.person(payout.actor()),
                    words.moment(payout.bookedAt()),
                    payout.reference(),
                    payout.maskedCode());
        }
    }

    record ReversalRow(String amount, Mark state, String reason, String who) {

        static ReversalRow of(Reversal reversal, Words words) {
            String who = words.person(reversal.requestedBy()) + " · " + words.moment(reversal.requestedAt());
            String decidedBy = reversal.decidedBy();
            return new ReversalRow(
                    words.money(reversal.amount()),
                    new Mark(
                            words.of("ReversalState", reversal.state().name()),
                            switch (reversal.state()) {
                                case PENDING -> "info";
                                case APPROVED -> "ok";
                                case REJECTED -> "bad";
                            }),
                    reversal.reason(),
                    decidedBy == null
                            ? who
                            : who + " → " + words.person(decidedBy) + " · " + words.moment(reversal.decidedAt()));
        }
    }

    record PriceCard(
            List<TicketPage.Fact> facts,
            String amount,
            String amountShown,
            String title,
            String taxNumber,
            String email,
            boolean mayMarkPaid,
            boolean mayRequestInvoice,
            boolean mayIssue) {

        static PriceCard of(Price price, boolean finance, Words words) {
            Price.Invoice invoice = price.invoice();
            List<TicketPage.Fact> facts = new ArrayList<>();
            facts.add(new TicketPage.Fact(words.text("desk.price"), words.money(price.amount()), null));
            facts.add(new TicketPage.Fact(
                    words.text("desk.price.agreed"),
                    price.agreedAt() == null ? words.text("desk.not-yet") : words.moment(price.agreedAt()),
                    null));
            facts.add(new TicketPage.Fact(
                    words.text("desk.price.paid"),
                    price.isPaid()
                            ? words.moment(price.paidAt()) + " · " + price.reference()
                            : words.text("desk.not-yet"),
                    price.isDue() ? "warn" : null));
            if (invoice != null) {
                facts.add(new TicketPage.Fact(
                        words.text("desk.invoice"),
                        words.of("InvoiceState", invoice.state().name())
                                + (invoice.invoiceNumber() == null ? "" : " · " + invoice.invoiceNumber()),
                        null));
                facts.add(new TicketPage.Fact(
                        words.text("desk.field.title"),
                        invoice.title() + (invoice.taxNumber() == null ? "" : " · " + invoice.taxNumber()),
                        null));
                facts.add(new TicketPage.Fact(words.text("desk.field.email"), invoice.email(), null));
            }
            return new PriceCard(
                    facts,
                    Words.decimal(price.amount()),
                    words.money(price.amount()),
                    invoice == null ? "" : invoice.title(),
                    invoice == null || invoice.taxNumber() == null ? "" : invoice.taxNumber(),
                    invoice == null ? "" : invoice.email(),
                    finance && price.isDue(),
                    price.isInvoiceOpen(),
                    finance && invoice != null && invoice.state() == Price.Invoice.State.REQUESTED);
        }
    }
}
