package io.aftercare.ticket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How many tickets match (E-10). To count a hundred thousand takes longer than to show twenty of them, and longer with each
 * year (P7): a large number is told for some seconds before it is counted again, a small one is always exact.
 */
@Component
class TicketCounts {

    static final long LARGE = 10_000;
    static final Duration TOLD_FOR = Duration.ofSeconds(10);

    private static final int MOST_REMEMBERED = 500;

    private final TicketMapper tickets;
    private final Cache<TicketFilter, Long> large;

    @Autowired
    TicketCounts(TicketMapper tickets) {
        this(tickets, Ticker.systemTicker());
    }

    TicketCounts(TicketMapper tickets, Ticker ticker) {
        this.tickets = tickets;
        this.large = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(TOLD_FOR)
                .ticker(ticker)
                .build();
    }

    long of(TicketFilter filter) {
        Long told = large.getIfPresent(filter);
        if (told != null) {
            return told;
        }
        long counted = tickets.count(filter);
        if (counted >= LARGE) {
            large.put(filter, counted);
        }
        return counted;
    }
}
