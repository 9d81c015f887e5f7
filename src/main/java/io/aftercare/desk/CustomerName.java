package io.aftercare.desk;

/** A customer as a list shows him. */
record CustomerName(String ref, String name, String tier) {}
