package io.aftercare.demo;

import io.aftercare.notification.OutboxRelay;
import io.aftercare.problem.Checks;
import io.aftercare.tracking.ClockWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/**
 * Moves the demo's time forward step by step: at every moment at which a timer or a clock becomes due, it stops and
 * lets that happen, in order. The offset survives a restart.
 */
@Service
@Profile("demo")
public class DemoClockService implements SmartInitializingSingleton {

    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int MOST_ROUNDS_PER_MOMENT = 1_000;

    private final DemoClock clock;
    private final DemoTime engine;
    private final ClockWatch clocks;
    private final OutboxRelay outbox;
    private final DemoMapper memory;
    private final ReentrantLock moving = new ReentrantLock();

    DemoClockService(DemoClock clock, DemoTime engine, ClockWatch clocks, OutboxRelay outbox, DemoMapper memory) {
        this.clock = clock;
        this.engine = engine;
        this.clocks = clocks;
        this.outbox = outbox;
        this.memory = memory;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Long seconds = memory.findClockOffset();
        shift(seconds == null ? 0 : seconds * 1_000);
    }

    public Instant now() {
        return clock.instant();
    }

    /** Answers when everything that became due on the way has happened. */
    public Instant advance(Duration duration) {
        new Checks()
                .that(
                        !duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0,
                        "advance",
                        "field.advance")
                .refuseIfAny();
        moving.lock();
        try {
            long target = clock.offsetMillis() + (duration.toSeconds() * 1_000);
            engine.whileStill(() -> moveTo(target));
            remember(target / 1_000);
            return clock.instant();
        } finally {
            moving.unlock();
        }
    }

    private void moveTo(long targetOffset) {
        settle();
        while (clock.offsetMillis() < targetOffset) {
            // a whole second beyond it: MySQL keeps no fractions, and a cycle that fires in its own second fires again
            long toNext = nextDue()
                    .map(due -> Duration.between(clock.instant(), due).toMillis() + 1_000)
                    .orElse(Long.MAX_VALUE);
            long left = targetOffset - clock.offsetMillis();
            shift(clock.offsetMillis() + Math.max(1, Math.min(toNext, left)));
            settle();
        }
    }

    /** What is due now happens, and what becomes due by it. */
    private void settle() {
        for (int round = 0; round < MOST_ROUNDS_PER_MOMENT; round++) {
            int fired = clocks.fireDue() + engine.fireDue(clock.instant());
            if (fired == 0) {
                break;
            }
        }
        outbox.relay();
    }

    private Optional<Instant> nextDue() {
        return Stream.of(engine.nextDue(), clocks.nextDue())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private void shift(long offsetMillis) {
        clock.shift(offsetMillis);
        engine.shift(offsetMillis);
    }

    private void remember(long offsetSeconds) {
        if (memory.updateClockOffset(offsetSeconds) == 0) {
            memory.insertClockOffset(offsetSeconds);
        }
    }
}
