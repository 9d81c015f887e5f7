package io.aftercare.desk;

import io.aftercare.payment.CompensationList;
import java.math.BigDecimal;
import java.util.List;

/** One compensation in a reader's words; the page and the exports show the same cells. */
record CompensationRow(
        long id,
        String ticket,
        String order,
        String customer,
        String category,
        String kind,
        String nature,
        Mark status,
        BigDecimal amountValue,
        BigDecimal reversedValue,
        String amount,
        String reversed,
        String proposedBy,
        String proposedAt,
        String handedOutBy,
        String handedOutAt,
        String reference,
        boolean reversible,
        String left) {

    /** Keys of the column names, in the order of {@link #cells()}. */
    static final List<String> COLUMNS = List.of(
            "desk.money.ticket",
            "desk.money.order",
            "desk.money.customer",
            "desk.money.category",
            "desk.money.kind",
            "desk.money.nature",
            "desk.money.status",
            "desk.money.amount",
            "desk.money.reversed",
            "desk.money.proposed-by",
            "desk.money.proposed-at",
            "desk.money.handed-out-by",
            "desk.money.handed-out-at",
            "desk.money.reference");

    static CompensationRow of(CompensationList.Item item, Words words) {
        BigDecimal left = item.amount().subtract(item.reversedAmount());
        return new CompensationRow(
                item.id(),
                item.ticketNumber(),
                item.orderNo() == null ? "" : item.orderNo(),
                item.customerName(),
                words.of(item.category()),
                words.of(item.kind()),
                words.of(item.nature()),
                status(item.status(), words),
                item.amount(),
                item.reversedAmount(),
                words.money(item.amount()),
                item.reversedAmount().signum() == 0 ? "" : words.money(item.reversedAmount()),
                words.person(item.createdBy()),
                words.moment(item.createdAt()),
                item.paidBy() == null ? "" : words.person(item.paidBy()),
                words.moment(item.paidAt()),
                item.paymentReference() == null ? "" : item.paymentReference(),
                item.state().isHandedOut() && left.signum() > 0,
                Words.decimal(left));
    }

    static Mark status(CompensationList.Status status, Words words) {
        return new Mark(
                words.of("CompensationStatus", status.name()),
                switch (status) {
                    case PENDING -> "info";
                    case GRANTED, PAID -> "ok";
                    case REVERSED -> "warn";
                });
    }

    /** Texts and amounts, in the order of the columns. */
    List<Object> cells() {
        return List.of(
                ticket,
                order,
                customer,
                category,
                kind,
                nature,
                status.label(),
                amountValue,
                reversedValue,
                proposedBy,
                proposedAt,
                handedOutBy,
                handedOutAt,
                reference);
    }
}
