package io.aftercare.ticket;

/** How hard the problem is (0-13): SIMPLE is answered at once, HARD goes to the special team. */
public enum Complexity {
    SIMPLE,
    COMPLEX,
    HARD
}
