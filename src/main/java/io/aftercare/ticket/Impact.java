package io.aftercare.ticket;

/** How far the trouble reaches (2-03). */
public enum Impact {
    CORE_OR_SAFETY,
    NORMAL_USE,
    MINOR
}
