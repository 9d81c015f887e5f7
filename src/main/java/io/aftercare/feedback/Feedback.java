package io.aftercare.feedback;

import io.aftercare.tracking.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One suggestion, praise or reproach on its way from receipt to the answer (0-27 to 0-29, 1-19). */
public record Feedback(
        long id,
        Source source,
        @Nullable String ticketNumber,
        String text,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        String language,
        Instant receivedAt,
        State state,
        @Nullable Category category,
        @Nullable NextStep nextStep,
        @Nullable String department,
        @Nullable String classifiedBy,
        @Nullable Instant classifiedAt,
        @Nullable Outcome outcome,
        @Nullable String reason,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String answer,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt,
        @Nullable Instant toldAt,
        @Nullable String closedBy,
        @Nullable Instant closedAt) {

    static final String SUBJECT = "FEEDBACK";

    /** Where it came from. */
    public enum Source {
        SUGGESTION_BOX,
        TICKET_SURVEY,
        CAMPAIGN
    }

    /** How far it is. */
    public enum State {
        RECEIVED,
        CLASSIFIED,
        DECIDED,
        ANSWERED,
        CLOSED
    }

    /** What it is about. */
    public enum Category {
        SERVICE(NextStep.RECTIFY),
        PRODUCT(NextStep.EVALUATE),
        PRAISE(NextStep.PASS_ON),
        OTHER(NextStep.CONSIDER);

        private final NextStep next;

        Category(NextStep next) {
            this.next = next;
        }

        NextStep next() {
            return next;
        }
    }

    /** What follows from what it is about: service is put right, a product is evaluated (0-28). */
    public enum NextStep {
        RECTIFY,
        EVALUATE,
        PASS_ON,
        CONSIDER
    }

    /** What becomes of it. */
    public enum Outcome {
        ADOPTED,
        NOT_ADOPTED,
        ANSWERED
    }

    /** As people call it. */
    public String number() {
        return "F-" + id;
    }

    /** Whether there is anybody to tell: he left a way to reach him, or his request has one. */
    public boolean canBeTold() {
        return ticketNumber != null || email != null || phone != null;
    }

    Subject subject() {
        return subject(id);
    }

    static Subject subject(long id) {
        return new Subject(SUBJECT, String.valueOf(id));
    }
}
