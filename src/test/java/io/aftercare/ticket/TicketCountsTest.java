package io.aftercare.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A number that nobody reads to its last digit is not counted for each reader (P7). */
class TicketCountsTest {

    private static final TicketFilter ALL = new TicketFilter(null, null, null, null, null);
    private static final TicketFilter MINE = new TicketFilter(null, null, "agent", null, null);

    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final TicketMapper tickets = mock(TicketMapper.class);
    private final TicketCounts counts = new TicketCounts(tickets, nanos::get);

    TicketCountsTest() {
        when(tickets.count(any())).thenAnswer(call -> stored.get());
    }

    @Test
    void aSmallNumberIsAlwaysExact() {
        stored.set(TicketCounts.LARGE - 1);
        assertThat(counts.of(ALL)).isEqualTo(9_999);
        stored.set(7);
        assertThat(counts.of(ALL)).isEqualTo(7);
    }

    @Test
    void aLargeNumberIsToldForSomeSecondsToWhoeverAsksTheSame() {
        stored.set(TicketCounts.LARGE);
        assertThat(counts.of(ALL)).isEqualTo(10_000);
        stored.set(10_001);
        assertThat(counts.of(ALL)).isEqualTo(10_000);
        assertThat(counts.of(MINE)).isEqualTo(10_001);

        nanos.addAndGet(TicketCounts.TOLD_FOR.plus(Duration.ofMillis(1)).toNanos());
        assertThat(counts.of(ALL)).isEqualTo(10_001);
    }
}
