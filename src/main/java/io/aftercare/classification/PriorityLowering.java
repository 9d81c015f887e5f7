package io.aftercare.classification;

/** Somebody is about to lower a ticket's priority; who has a reason against it refuses. */
public record PriorityLowering(String ticketNumber, String by) {}
