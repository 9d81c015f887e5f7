package io.aftercare.tracking;

import io.aftercare.ticket.CustomerActed;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** What the customer does ends the waiting for him, at the end of the same transaction so that his act comes first. */
@Component
class CustomerBack {

    private final Pauses pauses;

    CustomerBack(Pauses pauses) {
        this.pauses = pauses;
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void acted(CustomerActed acted) {
        pauses.customerActed(acted.ticketNumber());
    }
}
