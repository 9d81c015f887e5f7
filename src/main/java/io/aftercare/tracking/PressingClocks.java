package io.aftercare.tracking;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps on each ticket when its most pressing clock is due and when the first of its clocks is at risk, so that the
 * board of a hundred thousand open tickets is read from one index (3-11, P3). Counted once at the end of a transaction
 * that changed clocks.
 */
@Component
class PressingClocks {

    private final ClockMapper clocks;
    private final AtRisk atRisk;

    PressingClocks(ClockMapper clocks, AtRisk atRisk) {
        this.clocks = clocks;
        this.atRisk = atRisk;
    }

    /** A clock of this ticket began, ended, or is due at another time; empty for what belongs to no ticket. */
    void changed(String ticketNumber) {
        if (ticketNumber.isEmpty()) {
            return;
        }
        Count count = new Count(this, ticketNumber);
        if (!TransactionSynchronizationManager.getSynchronizations().contains(count)) {
            TransactionSynchronizationManager.registerSynchronization(count);
        }
    }

    /** What is left to do before the transaction ends; equal for one ticket. */
    private record Count(PressingClocks pressing, String ticketNumber) implements TransactionSynchronization {

        @Override
        public void beforeCommit(boolean readOnly) {
            pressing.clocks.press(ticketNumber, pressing.atRisk.from());
        }
    }
}
