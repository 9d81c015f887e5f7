package io.aftercare.conversation;

/** Somebody else who has the ticket open just now. */
public record Present(String person, boolean writing) {}
