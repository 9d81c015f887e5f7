package io.aftercare.tracking;

/** What a clock runs for: a ticket today; department orders, feedback answers and privacy requests later. */
public record Subject(String type, String ref) {

    public static final String TICKET = "TICKET";

    public static Subject ticket(String number) {
        return new Subject(TICKET, number);
    }
}
