package io.aftercare.process;

import io.aftercare.demo.DemoTime;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The engine's side of the demo clock: its time moves with ours, and its timers fire one by one while it moves. */
@Component
@Profile("demo")
class EngineTime implements DemoTime {

    private static final Logger LOG = LoggerFactory.getLogger(EngineTime.class);

    private final ProcessEngine engine;
    private final ManagementService management;

    EngineTime(ProcessEngine engine, ManagementService management) {
        this.engine = engine;
        this.management = management;
    }

    @Override
    public void shift(long offsetMillis) {
        if (offsetMillis == 0) {
            ClockUtil.reset();
        } else {
            ClockUtil.offset(offsetMillis);
        }
    }

    @Override
    public Optional<Instant> nextDue() {
        return management
                .createJobQuery()
                .timers()
                .active()
                .withRetriesLeft()
                .orderByJobDuedate()
                .asc()
                .listPage(0, 1)
                .stream()
                .filter(job -> job.getDuedate() != null)
                .map(job -> job.getDuedate().toInstant())
                .findFirst();
    }

    @Override
    public int fireDue(Instant now) {
        // MySQL gets whole seconds: asked for less than the next millisecond, it would miss what is due this second
        List<Job> due = management
                .createJobQuery()
                .active()
                .withRetriesLeft()
                .duedateLowerThan(new Date(now.toEpochMilli() + 1_000))
                .orderByJobDuedate()
                .asc()
                .list()
                .stream()
                .filter(job -> !job.getDuedate().toInstant().isAfter(now))
                .toList();
        for (Job job : due) {
            try {
                management.executeJob(job.getId());
            } catch (RuntimeException failed) {
                LOG.warn("Job {} failed while the demo clock moved", job.getId(), failed);
            }
        }
        return due.size();
    }

    @Override
    public void whileStill(Runnable moving) {
        JobExecutor executor =
                ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
        boolean wasActive = executor.isActive();
        if (wasActive) {
            executor.shutdown();
        }
        try {
            moving.run();
        } finally {
            if (wasActive) {
                executor.start();
            }
        }
    }
}
