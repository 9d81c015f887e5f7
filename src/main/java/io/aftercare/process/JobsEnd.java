package io.aftercare.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * A node that stops takes no new jobs and finishes those that it has taken, so that no other node waits until their lock
 * of a minute ends (R18).
 */
@Component
class JobsEnd implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Executor SOON = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final ProcessEngineConfigurationImpl engine;
    private final @Nullable ThreadPoolTaskExecutor workers;
    private volatile boolean running;

    JobsEnd(
            ProcessEngineConfigurationImpl engine,
            @Qualifier("camundaTaskExecutor") ObjectProvider<TaskExecutor> workers) {
        this.engine = engine;
        this.workers = workers.getIfAvailable() instanceof ThreadPoolTaskExecutor pool ? pool : null;
        if (this.workers != null) {
            // what was taken is worked off after the signal to stop too
            this.workers.setAcceptTasksAfterContextClose(true);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        JobExecutor jobs = engine.getJobExecutor();
        if (jobs != null && jobs.isActive()) {
            jobs.shutdown();
        }
    }

    @Override
    public void stop(Runnable done) {
        stop();
        whenIdle(System.nanoTime() + PATIENCE.toNanos(), done);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void whenIdle(long end, Runnable done) {
        boolean idle = workers == null || (workers.getActiveCount() == 0 && workers.getQueueSize() == 0);
        if (idle || System.nanoTime() - end >= 0) {
            done.run();
        } else {
            SOON.execute(() -> whenIdle(end, done));
        }
    }
}
