package io.aftercare.absence;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the task lists of substitutes up to date as absences begin and end. Rights do not wait for it: they are resolved
 * whenever somebody acts.
 */
@Component
public class CoverWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CoverWatch.class);

    private final Covers covers;
    private final boolean enabled;

    CoverWatch(Covers covers, @Value("${aftercare.absence.watch-enabled:true}") boolean enabled) {
        this.covers = covers;
        this.enabled = enabled;
    }

    @Scheduled(fixedDelayString = "${aftercare.absence.watch-interval:PT3S}")
    void watch() {
        if (enabled) {
            refresh();
        }
    }

    /** Each task in a transaction of its own: one that is finished at this moment does not hold up the others. */
    public void refresh() {
        try {
            Covers.Changes changes = covers.changes();
            changes.over().forEach(cover -> attempt(() -> covers.hide(cover)));
            changes.missing().forEach(showing -> attempt(() -> covers.show(showing)));
        } catch (RuntimeException failure) {
            LOG.warn("Absences could not be looked at, next try follows: {}", failure.toString());
        }
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException finishedMeanwhile) {
            LOG.debug("A task is looked at again: {}", finishedMeanwhile.toString());
        }
    }
}
