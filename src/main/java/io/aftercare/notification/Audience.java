package io.aftercare.notification;

/** Whom a message is written for. */
public enum Audience {
    CUSTOMER,
    STAFF,
    /** Another system, by webhook. */
    MACHINE
}
