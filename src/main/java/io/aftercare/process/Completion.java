package io.aftercare.process;

import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * One per human task, found by name ({@code Task_RegisterTicket} -> {@code registerTicketCompletion}): makes what a
 * person submitted typed, hands it to the feature, tells the gateways what follows.
 */
interface Completion {

    void complete(DelegateTask task, Submitted submitted);

    /** The ticket that the task is about. */
    static String ticketOf(DelegateTask task) {
        return String.valueOf(Variables.TICKET_NUMBER.get(task));
    }
}
