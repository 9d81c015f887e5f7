package io.aftercare.customer;

/** Who the customer was is forgotten; whoever keeps a copy of it forgets it in the same transaction. */
public record CustomerAnonymised(String ref) {}
