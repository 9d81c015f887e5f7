package io.aftercare.tracking;

import io.aftercare.tracking.ClockMapper.DueClock;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every second which clocks have reached a level; several nodes may look at the same time. */
@Component
public class ClockWatch implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final int AT_ONCE = 100;
    private static final int BURST = 1_000;
    private static final int WORTH_SHARING = 8;
    /** So many subjects are held at once, and whoever waits for one of them waits for all. */
    private static final int TOGETHER = 20;

    private final ClockMapper clocks;
    private final Ladder ladder;
    private final TrackingProperties properties;
    private final Clock clock;
    private @Nullable ExecutorService pool;

    ClockWatch(ClockMapper clocks, Ladder ladder, TrackingProperties properties, Clock clock) {
        this.clocks = clocks;
        this.ladder = ladder;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${aftercare.tracking.watch-interval:PT1S}")
    void watch() {
        if (properties.watchEnabled()) {
            try {
                drain();
            } catch (RuntimeException failure) {
                LOG.warn("Clocks could not be watched, next try follows: {}", failure.toString());
            }
        }
    }

    /**
     * Fires what is due now, in the order in which it became due, each clock in a transaction of its own: one that
     * fails (somebody works on the ticket at this moment) is tried again next time. Answers how many fired.
     */
    public int fireDue() {
        Instant now = clock.instant();
        int fired = 0;
        @Nullable Instant afterAt = null;
        long afterId = 0;
        while (true) {
            List<DueClock> due = clocks.findDue(now, afterAt, afterId, AT_ONCE);
            for (DueClock next : due) {
                fired += fire(next) ? 1 : 0;
                afterAt = next.nextLevelAt();
                afterId = next.id();
            }
            if (due.size() < AT_ONCE) {
                return fired;
            }
        }
    }

    /** When the next clock will reach a level; what is due already is for {@link #fireDue}. */
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(clocks.nextLevelAfter(clock.instant()));
    }

    /**
     * The same with several workers and several clocks in a transaction, which a burst needs; the clocks of one subject
     * stay in their order. Nodes begin at different subjects, so that they seldom wait for each other.
     */
    public int drain() {
        int fired = 0;
        Instant now = clock.instant();
        @Nullable Instant afterAt = null;
        long afterId = 0;
        while (true) {
            List<DueClock> due = clocks.findDue(now, afterAt, afterId, BURST);
            fired += due.size() < WORTH_SHARING
                    ? (int) due.stream().filter(this::fire).count()
                    : fireTogether(due);
            if (due.size() < BURST) {
                return fired;
            }
            DueClock last = due.get(due.size() - 1);
            afterAt = last.nextLevelAt();
            afterId = last.id();
        }
    }

    private int fireTogether(List<DueClock> due) {
        List<List<DueClock>> several = new ArrayList<>();
        List<DueClock> single = new ArrayList<>();
        due.stream()
                .collect(Collectors.groupingBy(next -> new Subject(next.subjectType(), next.subjectRef())))
                .forEach((subject, clocksOfOne) -> {
                    if (clocksOfOne.size() == 1 && subject.type().equals(Subject.TICKET)) {
                        single.addAll(clocksOfOne);
                    } else {
                        several.add(clocksOfOne);
                    }
                });
        Collections.shuffle(single);
        Collections.shuffle(several);
        List<Callable<Integer>> shares = new ArrayList<>();
        for (int first = 0; first < single.size(); first += TOGETHER) {
            List<DueClock> share = single.subList(first, Math.min(single.size(), first + TOGETHER));
            shares.add(() -> fireInOne(share));
        }
        several.forEach(clocksOfOne ->
                shares.add(() -> (int) clocksOfOne.stream().filter(this::fire).count()));
        try {
            int fired = 0;
            for (Future<Integer> share : workersPool().invokeAll(shares)) {
                fired += share.get();
            }
            return fired;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Clocks could not be fired", failed);
        }
    }

    /** In one transaction, which costs half as much; when one of them fails, each in its own. */
    private int fireInOne(List<DueClock> due) {
        Ladder.Together together;
        try {
            together = ladder.climbTogether(due);
        } catch (RuntimeException failure) {
            LOG.debug("{} clocks are taken one by one: {}", due.size(), failure.toString());
            together = new Ladder.Together(0, due);
        }
        return together.told()
                + (int) together.busy().stream().filter(this::fire).count();
    }

    private synchronized ExecutorService workersPool() {
        ExecutorService running = pool;
        if (running == null) {
            running = Executors.newFixedThreadPool(properties.watchWorkers(), work -> {
                Thread thread = new Thread(work, "clock-watch");
                thread.setDaemon(true);
                return thread;
            });
            pool = running;
        }
        return running;
    }

    @Override
    public synchronized void destroy() {
        if (pool != null) {
            pool.shutdown();
        }
    }

    private boolean fire(DueClock due) {
        try {
            return ladder.climb(due.id(), new Subject(due.subjectType(), due.subjectRef()));
        } catch (RuntimeException failure) {
            LOG.warn(
                    "Clock {} of {} {} is tried again: {}",
                    due.name(),
                    due.subjectType(),
                    due.subjectRef(),
                    failure.toString());
            return false;
        }
    }
}
