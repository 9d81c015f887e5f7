package io.aftercare.tracking;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The promise that a customer is told at least every 24 hours (4-13). */
@Service
@Transactional
public class CustomerUpdates {

    /** Whether an update has to be written now: not while the customer is waited for, resolved, or one is open. */
    @Transactional(readOnly = true)
    public boolean needed(String ticketNumber) {
        throw new UnsupportedOperationException();
    }

    /** Task_UpdateCustomer: the owner's words leave as PROGRESS. */
    public void tell(String ticketNumber, String message) {
        throw new UnsupportedOperationException();
    }

    /** What the next update could say, from the timeline: prefill of the form. */
    @Transactional(readOnly = true)
    public String draft(String ticketNumber) {
        throw new UnsupportedOperationException();
    }
}
