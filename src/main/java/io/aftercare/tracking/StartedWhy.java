package io.aftercare.tracking;

/** What a clock counts from; told in its explanation. */
public enum StartedWhy {
    RECEIPT,
    CLASSIFIED_AGAIN,
    PRIORITY,
    ASKED,
    PLANNED_AGAIN,
    CUSTOMER_TOLD,
    RESOLVED,
    OTHER,
    /** It ran before reasons were kept. */
    BEFORE
}
