package io.aftercare.ticket;

/** The four classes that decide the responsible department (4-05). */
public enum Category {
    PRODUCT_FAULT,
    SERVICE_FAILURE,
    INQUIRY,
    COMPLAINT
}
