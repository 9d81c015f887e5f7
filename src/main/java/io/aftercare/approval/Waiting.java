package io.aftercare.approval;

import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.solution.CompensationLine;
import io.aftercare.solution.Solution;
import io.aftercare.solution.Sums;
import io.aftercare.ticket.Ticket;
import io.aftercare.tracking.TicketClock;
import io.aftercare.worklist.Decision;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision that waits for the reader, with everything that he has to know for it (E-02).
 *
 * @param refusal the key of why he may not decide although he is asked; null when he may
 * @param elsewhere what the customer was promised on other tickets
 */
public record Waiting(
        Decision task,
        Ticket ticket,
        Customer customer,
        @Nullable CustomerOrder order,
        @Nullable Solution solution,
        @Nullable String obstacle,
        List<CompensationLine> lines,
        String proposer,
        Sums sums,
        int ruleVersion,
        String contentHash,
        @Nullable TicketClock clock,
        List<Approval> decisions,
        List<Question> questions,
        List<Ticket> history,
        BigDecimal elsewhere,
        @Nullable String refusal) {

    /** What this proposal costs, whatever its nature. */
    public BigDecimal total() {
        return lines.stream().map(CompensationLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
