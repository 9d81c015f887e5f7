package io.aftercare.ticket;

/** What the customer asks for (2-01); not our category. */
public enum RequestType {
    INQUIRY,
    FAULT,
    COMPLAINT,
    SUGGESTION
}
