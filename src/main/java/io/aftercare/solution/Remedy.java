package io.aftercare.solution;

/** What is done about it (4-08, 4-09). */
public enum Remedy {
    REPAIR,
    REPLACE,
    RETURN_REFUND,
    WARRANTY_EXTENSION,
    COUPON,
    UPGRADE,
    APOLOGY,
    ANSWER,
    OTHER
}
