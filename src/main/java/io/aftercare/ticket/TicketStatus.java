package io.aftercare.ticket;

import java.util.EnumSet;
import java.util.Set;

/** Where a ticket stands for people; each status knows the statuses it may move to. */
public enum TicketStatus {
    RECEIVED,
    REGISTERED,
    CLASSIFIED,
    PROPOSED,
    AWAITING_APPROVAL,
    AWAITING_AGREEMENT,
    EXECUTING,
    BLOCKED,
    WAITING_CUSTOMER,
    AWAITING_CONFIRMATION,
    CONFIRMED,
    CALLED_BACK,
    CLOSED,
    CANCELLED,
    MERGED;

    private static final Set<TicketStatus> FINAL = EnumSet.of(CLOSED, CANCELLED, MERGED);
    private static final Set<TicketStatus> RESOLVED = EnumSet.of(AWAITING_CONFIRMATION, CONFIRMED, CALLED_BACK);
    private static final Set<TicketStatus> CUSTOMERS_TURN =
            EnumSet.of(AWAITING_AGREEMENT, WAITING_CUSTOMER, AWAITING_CONFIRMATION);
    private static final Set<TicketStatus> BEFORE_EXECUTION =
            EnumSet.of(CLASSIFIED, PROPOSED, AWAITING_APPROVAL, AWAITING_AGREEMENT);

    /** True once nothing moves any more. */
    public boolean isFinal() {
        return FINAL.contains(this);
    }

    /** True from the moment the work is finished until the ticket is closed. */
    public boolean isResolved() {
        return RESOLVED.contains(this);
    }

    /** True while the work is not finished: what can still be cancelled. */
    public boolean isOpenWork() {
        return !isFinal() && !isResolved();
    }

    /** True while the customer is the one we wait for. */
    public boolean isCustomersTurn() {
        return CUSTOMERS_TURN.contains(this);
    }

    /** True from classification until the plan is carried out. */
    public boolean isBeforeExecution() {
        return BEFORE_EXECUTION.contains(this);
    }

    /** Whether a ticket may go from here to {@code next}. */
    public boolean mayBecome(TicketStatus next) {
        if (this == next) {
            return false;
        }
        if (next == CANCELLED || next == MERGED) {
            return isOpenWork();
        }
        if (next == BLOCKED) {
            return isOpenWork();
        }
        return switch (this) {
            case RECEIVED -> next == REGISTERED;
            case REGISTERED -> next == CLASSIFIED || next == AWAITING_CONFIRMATION || next == CONFIRMED;
            case CLASSIFIED -> next == PROPOSED || next == REGISTERED || next == WAITING_CUSTOMER;
            case PROPOSED, AWAITING_APPROVAL, AWAITING_AGREEMENT ->
                next == CLASSIFIED
                        || next == PROPOSED
                        || next == AWAITING_APPROVAL
                        || next == AWAITING_AGREEMENT
                        || next == EXECUTING
                        || next == WAITING_CUSTOMER;
            case BLOCKED -> next == AWAITING_CONFIRMATION || next == CONFIRMED || next.isOpenWork();
            case EXECUTING, WAITING_CUSTOMER ->
                next == AWAITING_CONFIRMATION || next == CONFIRMED || isOpenWorkStatus(next);
            case AWAITING_CONFIRMATION ->
                next == CONFIRMED || next == CALLED_BACK || next == CLASSIFIED || next == CLOSED;
            case CONFIRMED -> next == CALLED_BACK || next == CLASSIFIED || next == CLOSED;
            case CALLED_BACK -> next == CLOSED || next == CLASSIFIED;
            case CLOSED -> next == CLASSIFIED;
            case CANCELLED, MERGED -> false;
        };
    }

    private static boolean isOpenWorkStatus(TicketStatus next) {
        return next.isOpenWork() && next != RECEIVED;
    }
}
