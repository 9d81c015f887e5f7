package io.aftercare.operation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the engine has to do and what it could not do, so that figures need no query of theirs on its tables (R3). */
public interface EngineStanding {

    Jobs jobs();

    /**
     * @param due jobs whose time has come
     * @param oldestDue when the first of them was due; jobs without a time of their own are due at once
     * @param failed jobs that are not tried any more
     * @param incidents what the engine calls an incident, failed jobs included
     */
    record Jobs(long due, @Nullable Instant oldestDue, long failed, long incidents) {}
}
