package io.aftercare.bench;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** Stands still until it is moved, and moves the engine's time along. */
final class MovedClock extends Clock {

    /** A Monday, ten o'clock in Shanghai. */
    static final Instant MONDAY = Instant.parse("2026-11-23T02:00:00Z");

    private volatile Instant now = MONDAY;

    void moveTo(Instant moment) {
        now = moment;
        ClockUtil.setCurrentTime(Date.from(moment));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
