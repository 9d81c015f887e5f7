package io.aftercare.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.approval.Coverage;
import io.aftercare.notification.Webhooks;
import io.aftercare.solution.CompensationLine;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The default desk: one row in the ledger, one signed message to the books, in one transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class LedgerDesk implements CompensationDesk {

    private final LedgerMapper ledger;
    private final Webhooks webhooks;
    private final ObjectMapper json;
    private final Clock clock;

    LedgerDesk(LedgerMapper ledger, Webhooks webhooks, ObjectMapper json, Clock clock) {
        this.ledger = ledger;
        this.webhooks = webhooks;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Payout handOut(HandOut order) {
        CompensationLine line = order.line();
        return book(
                new Payout(
                        0,
                        "PO-" + line.id(),
                        line.kind().isPaidByFinance() ? Payout.Entry.PAID : Payout.Entry.GRANTED,
                        line.ticketNumber(),
                        line.orderNo(),
                        line.id(),
                        null,
                        line.kind(),
                        line.nature(),
                        line.amount(),
                        order.reference(),
                        line.kind() == CompensationLine.Kind.COUPON ? CouponCodes.next() : null,
                        approvals(order.basis()),
                        order.basis().contentHash(),
                        order.basis().ruleVersion(),
                        order.actor(),
                        now()),
                order.ticket().customerRef());
    }

    @Override
    public Payout takeBack(TakeBack order) {
        CompensationLine line = order.line();
        Payout first = ledger.findByPayoutId("PO-" + line.id()).orElseThrow();
        return book(
                new Payout(
                        0,
                        "RV-" + order.reversalId(),
                        Payout.Entry.REVERSED,
                        line.ticketNumber(),
                        line.orderNo(),
                        line.id(),
                        order.reversalId(),
                        line.kind(),
                        line.nature(),
                        order.amount().negate(),
                        first.reference(),
                        null,
                        first.approvalIds(),
                        first.contentHash(),
                        first.ruleVersion(),
                        order.actor(),
                        now()),
                order.ticket().customerRef());
    }

    private Payout book(Payout payout, String customerRef) {
        ledger.insert(payout);
        webhooks.post(payout.ticketNumber(), payout.payoutId(), event(payout, customerRef));
        return payout;
    }

    private String event(Payout payout, String customerRef) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("id", payout.payoutId());
        event.put(
                "type",
                switch (payout.entry()) {
                    case PAID -> "compensation.paid";
                    case GRANTED -> "compensation.granted";
                    case REVERSED -> "compensation.reversed";
                });
        event.put("ticket", payout.ticketNumber());
        event.put("orderNo", payout.orderNo());
        event.put("customerRef", customerRef);
        event.put("line", payout.lineId());
        event.put("kind", payout.kind().name());
        event.put("nature", payout.nature().name());
        event.put("amount", payout.amount().setScale(2).toPlainString());
        event.put("currency", "CNY");
        event.put("reference", payout.reference());
        event.put("couponCode", payout.couponCode());
        event.put("actor", payout.actor());
        event.put("contentHash", payout.contentHash());
        event.put("bookedAt", payout.bookedAt().toString());
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write an event of the ledger", e);
        }
    }

    private static @Nullable String approvals(Coverage.Basis basis) {
        return basis.approvals().isEmpty()
                ? null
                : basis.approvals().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private Instant now() {
        return clock.instant();
    }
}
