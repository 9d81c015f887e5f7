package io.aftercare.process;

import java.util.Date;

/** Every process variable there is; the model test compares them with the models. */
final class Variables {

    // what Tasklist's columns show
    static final Variable<String> TICKET_NUMBER = new Variable<>("ticketNumber", String.class);
    static final Variable<String> CUSTOMER_NAME = new Variable<>("customerName", String.class);
    static final Variable<String> TICKET_PRIORITY = new Variable<>("ticketPriority", String.class);
    static final Variable<Boolean> TICKET_ESCALATED = new Variable<>("ticketEscalated", Boolean.class);

    /** Of single tasks: how far the time limit is, and how often the customer urged. */
    static final Variable<String> TICKET_MARK = new Variable<>("ticketMark", String.class);

    static final Variable<Integer> TICKET_URGED = new Variable<>("ticketUrged", Integer.class);

    // who works next
    static final Variable<String> OWNER = new Variable<>("owner", String.class);
    static final Variable<String> CLASSIFIER = new Variable<>("classifier", String.class);
    static final Variable<String> CLASSIFYING_GROUP = new Variable<>("classifyingGroup", String.class);
    static final Variable<String> PROPOSING_GROUP = new Variable<>("proposingGroup", String.class);
    static final Variable<String> DEPARTMENT_GROUP = new Variable<>("departmentGroup", String.class);
    static final Variable<String> APPROVING_GROUP = new Variable<>("approvingGroup", String.class);
    static final Variable<String> APPROVAL_GATE = new Variable<>("approvalGate", String.class);
    static final Variable<String> APPROVAL_SUBJECT = new Variable<>("approvalSubject", String.class);

    // what a gateway reads after a wait
    static final Variable<String> EXECUTION_ROUTE = new Variable<>("executionRoute", String.class);
    static final Variable<Boolean> REPLACEMENT_DUE = new Variable<>("replacementDue", Boolean.class);
    static final Variable<Boolean> REFUND_DUE = new Variable<>("refundDue", Boolean.class);
    static final Variable<Boolean> SOLUTION_APPROVED = new Variable<>("solutionApproved", Boolean.class);
    static final Variable<Boolean> SOLUTION_HOLDS = new Variable<>("solutionHolds", Boolean.class);
    static final Variable<Boolean> RESOLUTION_CONFIRMED = new Variable<>("resolutionConfirmed", Boolean.class);
    static final Variable<Boolean> FOREIGN_CASE = new Variable<>("foreignCase", Boolean.class);
    static final Variable<String> CALLBACK_RESULT = new Variable<>("callbackResult", String.class);

    // what a gateway reads at once: never stored
    static final Variable<Boolean> REGISTERED = new Variable<>("registered", Boolean.class);
    static final Variable<Boolean> CLASSIFIED = new Variable<>("classified", Boolean.class);
    static final Variable<Boolean> SIMPLE = new Variable<>("simple", Boolean.class);
    static final Variable<Boolean> CONFIRMED_ON_CALL = new Variable<>("confirmedOnCall", Boolean.class);
    static final Variable<Boolean> OURS = new Variable<>("ours", Boolean.class);
    static final Variable<Boolean> LEGAL_REVIEW_NEEDED = new Variable<>("legalReviewNeeded", Boolean.class);
    static final Variable<Boolean> COMPLIANT = new Variable<>("compliant", Boolean.class);
    static final Variable<Boolean> APPROVAL_NEEDED = new Variable<>("approvalNeeded", Boolean.class);
    static final Variable<Boolean> AGREEMENT_NEEDED = new Variable<>("agreementNeeded", Boolean.class);
    static final Variable<Boolean> AGREED = new Variable<>("agreed", Boolean.class);
    static final Variable<Boolean> PARTS_NEEDED = new Variable<>("partsNeeded", Boolean.class);
    static final Variable<Boolean> PARTS_AVAILABLE = new Variable<>("partsAvailable", Boolean.class);
    static final Variable<Boolean> TEST_PASSED = new Variable<>("testPassed", Boolean.class);
    static final Variable<Boolean> CALL_NEEDED = new Variable<>("callNeeded", Boolean.class);
    static final Variable<Boolean> CUSTOMER_REACHED = new Variable<>("customerReached", Boolean.class);
    static final Variable<Boolean> ATTEMPT_LEFT = new Variable<>("attemptLeft", Boolean.class);
    static final Variable<Boolean> UPDATE_NEEDED = new Variable<>("updateNeeded", Boolean.class);
    static final Variable<Boolean> DELAY_COMPENSATED = new Variable<>("delayCompensated", Boolean.class);
    static final Variable<Boolean> DELAY_APPROVED = new Variable<>("delayApproved", Boolean.class);

    // when timers fire
    static final Variable<Date> CALLBACK_OPENS_AT = new Variable<>("callbackOpensAt", Date.class);
    static final Variable<Date> SURVEY_ENDS_AT = new Variable<>("surveyEndsAt", Date.class);
    static final Variable<Date> CLOSES_AT = new Variable<>("closesAt", Date.class);
    static final Variable<Date> NEXT_ATTEMPT_AT = new Variable<>("nextAttemptAt", Date.class);

    private Variables() {}
}
