package io.aftercare.customer;

/** What belonged to {@code from} belongs to {@code to}; whoever keeps a customer's reference moves it with it (L14). */
public record CustomersMerged(String from, String to) {}
