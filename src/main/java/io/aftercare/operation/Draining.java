package io.aftercare.operation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Goes on serving for a moment after the node said that it is no longer ready, until the proxy has noticed (R18). Stops
 * in the first phase, beside live pages and jobs; the web server, which then waits for its requests, comes after it.
 */
@Component
class Draining implements SmartLifecycle {

    private final Duration unnoticed;
    private volatile boolean running;

    Draining(@Value("${aftercare.shutdown.unnoticed-for:PT0S}") Duration unnoticed) {
        this.unnoticed = unnoticed;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public void stop(Runnable done) {
        stop();
        if (unnoticed.isZero()) {
            done.run();
        } else {
            CompletableFuture.delayedExecutor(unnoticed.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(done);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
