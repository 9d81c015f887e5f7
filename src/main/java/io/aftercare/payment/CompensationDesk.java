package io.aftercare.payment;

import io.aftercare.approval.Coverage;
import io.aftercare.solution.CompensationLine;
import io.aftercare.ticket.Ticket;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Port to whatever really gives people their money (Money 5). Called inside the paying transaction, after every check;
 * a second call for the same line or reversal must fail with a duplicate key and change nothing.
 */
public interface CompensationDesk {

    /** Hands one line out. */
    Payout handOut(HandOut order);

    /** Takes a part of a line back, or all of it. */
    Payout takeBack(TakeBack order);

    /** @param reference of the transfer; null where nobody transfers */
    record HandOut(
            Ticket ticket,
            CompensationLine line,
            Coverage.Basis basis,
            String actor,
            @Nullable String reference) {}

    record TakeBack(
            Ticket ticket, CompensationLine line, long reversalId, BigDecimal amount, String reason, String actor) {}
}
