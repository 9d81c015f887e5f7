package io.aftercare.ticket;

/** The line as a manager draws it; derived from the status, never stored. */
public enum Stage {
    RECEIVE,
    CLASSIFY,
    PROPOSE,
    APPROVE,
    EXECUTE,
    CONFIRM,
    CALLBACK,
    CLOSED;

    public static Stage of(TicketStatus status) {
        return switch (status) {
            case RECEIVED -> RECEIVE;
            case REGISTERED -> CLASSIFY;
            case CLASSIFIED, PROPOSED -> PROPOSE;
            case AWAITING_APPROVAL, AWAITING_AGREEMENT -> APPROVE;
            case EXECUTING, BLOCKED, WAITING_CUSTOMER -> EXECUTE;
            case AWAITING_CONFIRMATION -> CONFIRM;
            case CONFIRMED, CALLED_BACK -> CALLBACK;
            case CLOSED, CANCELLED, MERGED -> CLOSED;
        };
    }
}
