package io.aftercare.tracking;

import java.time.Instant;

/** A step of the ladder that a clock has passed; a reminder that came too late to remind was {@code skipped}. */
public record ReachedLevel(long clockId, int level, Instant reachedAt, boolean skipped) {}
