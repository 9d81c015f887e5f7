package io.aftercare.ticket;

/** Priority by impact and urgency (4-06). */
public enum Priority {
    P0,
    P1,
    P2
}
