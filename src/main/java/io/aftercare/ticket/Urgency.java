package io.aftercare.ticket;

/** How soon it hurts (2-03). */
public enum Urgency {
    HIGH,
    MEDIUM,
    LOW
}
