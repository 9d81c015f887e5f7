package io.aftercare.approval;

import io.aftercare.security.Fingerprint;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Solution;
import io.aftercare.ticket.Ticket;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of what is approved: subject, ticket, customer, order, remedy, price and every line. It is always
 * computed from the rows of the moment, so whatever changes one of them makes an earlier yes worthless (L7).
 */
final class ContentHash {

    private ContentHash() {}

    static String of(
            Ticket ticket, @Nullable Solution solution, @Nullable Long obstacleId, List<CompensationLine> lines) {
        return Fingerprint.of(canonical(ticket, solution, obstacleId, lines));
    }

    /** One fact a line; texts that people typed enter as their own fingerprint, so that none can imitate a line. */
    static String canonical(
            Ticket ticket, @Nullable Solution solution, @Nullable Long obstacleId, List<CompensationLine> lines) {
        StringBuilder text = new StringBuilder("aftercare-approval-1\n");
        text.append("ticket=").append(ticket.number()).append('\n');
        text.append("customer=").append(Fingerprint.of(ticket.customerRef())).append('\n');
        text.append("order=").append(order(ticket.orderNo())).append('\n');
        if (solution == null) {
            text.append("subject=obstacle ").append(obstacleId).append('\n');
        } else {
            text.append("subject=solution ").append(solution.id()).append('\n');
            text.append("remedy=").append(solution.remedy()).append('\n');
            text.append("steps=").append(Fingerprint.of(solution.steps())).append('\n');
            text.append("price=")
                    .append(solution.priceToCustomer().setScale(2).toPlainString())
                    .append('\n');
        }
        lines.stream().sorted(Comparator.comparingLong(CompensationLine::id)).forEach(line -> text.append("line=")
                .append(line.id())
                .append(' ')
                .append(line.kind())
                .append(' ')
                .append(line.nature())
                .append(' ')
                .append(line.amount().setScale(2).toPlainString())
                .append(' ')
                .append(order(line.orderNo()))
                .append('\n'));
        return text.toString();
    }

    private static String order(@Nullable String orderNo) {
        return orderNo == null ? "-" : Fingerprint.of(orderNo);
    }
}
