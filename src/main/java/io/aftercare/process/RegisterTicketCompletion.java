package io.aftercare.process;

import io.aftercare.registration.Registration;
import io.aftercare.registration.RegistrationService;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Ticket;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_RegisterTicket: who registers is the first-contact owner from now on (0-12). */
@Component
class RegisterTicketCompletion implements Completion {

    private final RegistrationService registrations;

    RegisterTicketCompletion(RegistrationService registrations) {
        this.registrations = registrations;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted
                .only("restated", "description", "mood", "orderNo", "occurredAt", "expectedResolutionAt")
                .required("restated", "description")
                .confirmed("restated");
        Ticket ticket = registrations.register(
                Completion.ticketOf(task),
                new Registration(
                        submitted.requiredText("description"),
                        submitted.choice("mood", Mood.class),
                        submitted.text("orderNo"),
                        submitted.instant("occurredAt"),
                        submitted.instant("expectedResolutionAt")));
        Variables.CLASSIFIED.setForNow(task, false);
        Variables.OWNER.set(task, ticket.owner());
        Variables.CLASSIFIER.set(task, ticket.owner());
    }
}
