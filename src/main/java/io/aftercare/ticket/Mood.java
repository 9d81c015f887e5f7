package io.aftercare.ticket;

/** How the customer feels at intake (4-02); drives the script, never the priority. */
public enum Mood {
    CALM,
    DISSATISFIED,
    ANGRY
}
