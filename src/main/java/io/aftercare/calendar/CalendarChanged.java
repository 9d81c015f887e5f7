package io.aftercare.calendar;

/** A new version of a calendar holds; what runs by it has to be counted anew. */
public record CalendarChanged(String name, int version) {}
