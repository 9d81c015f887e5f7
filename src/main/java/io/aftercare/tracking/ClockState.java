package io.aftercare.tracking;

/** Where a clock stands; STOPPED (its reason went away) is kept in the table and not shown to outsiders. */
public enum ClockState {
    RUNNING,
    PAUSED,
    MET,
    BREACHED,
    STOPPED
}
