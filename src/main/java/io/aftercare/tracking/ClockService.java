package io.aftercare.tracking;

import io.aftercare.ticket.Ticket;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Starts, meets, recomputes and reads the clocks of tickets. */
@Service
@Transactional
public class ClockService {

    /** Starts a clock now or at an earlier moment (D1: receipt); a running clock of that name goes on. */
    public void start(Ticket ticket, ClockName name, Instant from) {
        throw new UnsupportedOperationException();
    }

    /** What the clock waited for has happened; nothing when it does not run. */
    public void meet(String ticketNumber, ClockName name) {
        throw new UnsupportedOperationException();
    }

    /** What the clock waited for is no longer wanted. */
    public void stop(String ticketNumber, ClockName... names) {
        throw new UnsupportedOperationException();
    }

    /** The ticket is over. */
    public void stopAll(String ticketNumber) {
        throw new UnsupportedOperationException();
    }

    /** Priority, category or complexity changed: running clocks are computed anew from their start; pauses stay. */
    public void recompute(Ticket ticket) {
        throw new UnsupportedOperationException();
    }

    /** All clocks, oldest first. */
    @Transactional(readOnly = true)
    public List<TicketClock> of(String ticketNumber) {
        throw new UnsupportedOperationException();
    }

    /** When a human task with this key is due: the due time of the clock it serves; never null. */
    @Transactional(readOnly = true)
    public Instant dueFor(Ticket ticket, String taskKey) {
        throw new UnsupportedOperationException();
    }
}
