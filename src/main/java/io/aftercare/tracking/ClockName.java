package io.aftercare.tracking;

/** The clocks of the contract; what starts, meets and pauses each is told in {@link ClockService}. */
public enum ClockName {
    FIRST_RESPONSE,
    REGISTRATION,
    CLASSIFICATION,
    HANDLING,
    PLAN,
    APPROVAL,
    RESOLUTION,
    CUSTOMER_UPDATE,
    CONFIRMATION,
    CALLBACK,
    /** A customer's wish about his data (E-04). */
    PRIVACY_REQUEST,
    /** What an authority or a marketplace has set (E-06). */
    FOREIGN_DEADLINE,
    FEEDBACK_CLASSIFICATION,
    FEEDBACK_DECISION,
    FEEDBACK_ANSWER
}
