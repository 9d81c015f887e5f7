package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockService;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What a transaction keeps of a ticket it has read under the ticket's lock, never before it (ADR 0017). */
class HeldTicketTest extends AfterSalesTrace {

    @Autowired
    private TicketService ticketService;

    @Autowired
    private ClockService clockService;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void theLockShowsWhatOthersDidSinceTheFirstLook() {
        byApp();
        transaction.executeWithoutResult(status -> {
            int urged = ticketService.require(number).urgedCount();
            elsewhere(() -> ticketService.countUrge(ticketService.require(number)));
            assertThat(ticketService.isHeld(number)).isFalse();
            Ticket locked = ticketService.lock(number);
            assertThat(locked.urgedCount()).isEqualTo(urged + 1);
            assertThat(ticketService.isHeld(number)).isTrue();
            assertThat(ticketService.require(number)).isSameAs(locked);
            ticketService.countUrge(locked);
            assertThat(ticketService.require(number).urgedCount()).isEqualTo(urged + 2);
            assertThat(ticketService.lock(number).urgedCount()).isEqualTo(urged + 2);
        });
        assertThat(ticketService.isHeld(number)).isFalse();
    }

    @Test
    void clocksThatWereReadBeforeTheLockAreReadAnew() {
        byApp();
        transaction.executeWithoutResult(status -> {
            clockService.dueFor(ticketService.require(number), "Task_RegisterTicket");
            elsewhere(() -> clockService.meet(number, ClockName.REGISTRATION));
            ticketService.lock(number);
            // had the first look been kept, the clock would seem to run, and no second round would begin
            clockService.start(ticketService.require(number), ClockName.REGISTRATION, now());
        });
        assertThat(clockService.of(number).stream().filter(clock -> clock.name() == ClockName.REGISTRATION))
                .hasSize(2);
    }

    private void elsewhere(Runnable act) {
        CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> act.run()))
                .join();
    }
}
