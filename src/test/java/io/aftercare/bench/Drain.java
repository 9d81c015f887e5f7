package io.aftercare.bench;

import java.time.Duration;
import java.util.function.IntSupplier;

/** How long it took until something that was due at once was done: the whole of it, 95 % of it, and half of it. */
record Drain(int done, Duration half, Duration most, Duration whole) {

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** Looks every tenth of a second how many are done. */
    static Drain watch(int all, long begin, IntSupplier done) throws InterruptedException {
        Duration half = PATIENCE;
        Duration most = PATIENCE;
        while (true) {
            int now = done.getAsInt();
            Duration passed = Duration.ofNanos(System.nanoTime() - begin);
            if (now * 2 >= all && half == PATIENCE) {
                half = passed;
            }
            if (now * 100L >= all * 95L && most == PATIENCE) {
                most = passed;
            }
            if (now >= all || passed.compareTo(PATIENCE) > 0) {
                return new Drain(now, half, most, passed);
            }
            Thread.sleep(100);
        }
    }

    @Override
    public String toString() {
        return String.format(
                "%d done, half after %.1f s, 95 %% after %.1f s, all after %.1f s",
                done, half.toMillis() / 1000.0, most.toMillis() / 1000.0, whole.toMillis() / 1000.0);
    }
}
