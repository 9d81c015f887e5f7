package io.aftercare.privacy;

import io.aftercare.customer.Customers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets customers whose last ticket was closed longer ago than the house keeps them (E-04). Off until a period is
 * configured. The night's run is one row: of several nodes, the one that writes it works.
 */
@Component
class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int MOST_A_NIGHT = 10_000;
    /** What the page tells while nothing is configured. */
    private static final Period EXAMPLE = Period.ofYears(3);

    private final PrivacyMapper requests;
    private final PrivacyRequests privacy;
    private final Customers customers;
    private final TransactionTemplate transaction;
    private final @Nullable Period after;
    private final ZoneId zone;
    private final Clock clock;

    Retention(
            PrivacyMapper requests,
            PrivacyRequests privacy,
            Customers customers,
            TransactionTemplate transaction,
            @Value("${aftercare.retention.anonymise-after:}") String after,
            @Value("${aftercare.zone}") ZoneId zone,
            Clock clock) {
        this.requests = requests;
        this.privacy = privacy;
        this.customers = customers;
        this.transaction = transaction;
        this.after = after.isBlank() ? null : Period.parse(after.strip());
        this.zone = zone;
        this.clock = clock;
        if (this.after != null && (this.after.isNegative() || this.after.isZero())) {
            throw new IllegalArgumentException("aftercare.retention.anonymise-after has to be longer than nothing");
        }
    }

    @Scheduled(cron = "${aftercare.retention.cron:0 30 3 * * *}", zone = "${aftercare.zone}")
    void nightly() {
        try {
            run();
        } catch (RuntimeException failure) {
            LOG.warn("Retention stopped, it goes on next night: {}", failure.toString());
        }
    }

    /** How many were forgotten; nothing when it is off or another node has tonight's run. */
    int run() {
        Period keep = after;
        if (keep == null) {
            return 0;
        }
        LocalDate day = LocalDate.ofInstant(clock.instant(), zone);
        try {
            transaction.executeWithoutResult(status -> requests.insertRun(day, clock.instant()));
        } catch (DuplicateKeyException anotherNodeHasIt) {
            return 0;
        }
        int forgotten = 0;
        List<String> refs = requests.findForgettable(before(keep), MOST_A_NIGHT);
        for (String ref : refs) {
            forgotten += forget(ref) ? 1 : 0;
        }
        int count = forgotten;
        transaction.executeWithoutResult(status -> requests.endRun(day, clock.instant(), count));
        LOG.info("Retention: {} customers forgotten", forgotten);
        return forgotten;
    }

    /** What a run would do now, and what the last one did. */
    Standing standing() {
        Period keep = after == null ? EXAMPLE : after;
        Optional<PrivacyMapper.Run> last = requests.findLastRun();
        return new Standing(
                after != null,
                keep.toString(),
                requests.countForgettable(before(keep)),
                last.map(PrivacyMapper.Run::startedAt).orElse(null),
                last.map(PrivacyMapper.Run::forgotten).orElse(0));
    }

    /** Each in a transaction of his own; who has money open stays. */
    private boolean forget(String ref) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                customers.hold(ref);
                if (!privacy.blockers(ref).isEmpty()) {
                    return false;
                }
                customers.anonymise(ref);
                return true;
            }));
        } catch (RuntimeException failure) {
            LOG.warn("Customer {} is looked at again next night: {}", ref, failure.toString());
            return false;
        }
    }

    private Instant before(Period keep) {
        return LocalDate.ofInstant(clock.instant(), zone)
                .minus(keep)
                .atStartOfDay(zone)
                .toInstant();
    }

    /** {@code count} is a dry run. */
    record Standing(
            boolean on, String period, long count, @Nullable Instant lastRun, int lastForgotten) {}
}
