package io.aftercare.process;

import io.aftercare.classification.ClassificationService;
import io.aftercare.security.Groups;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.Urgency;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_ClassifyTicket: the tables say how urgent it is and whose (4-04 to 4-06). */
@Component
class ClassifyTicketCompletion implements Completion {

    private final ClassificationService classifications;

    ClassifyTicketCompletion(ClassificationService classifications) {
        this.classifications = classifications;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted
                .only("category", "impact", "urgency", "complexity", "answer", "confirmedOnCall")
                .required("category", "impact", "urgency", "complexity");
        ClassificationService.Outcome outcome = classifications.classify(
                Completion.ticketOf(task),
                ClassificationService.checked(
                        submitted.choice("category", Category.class),
                        submitted.choice("impact", Impact.class),
                        submitted.choice("urgency", Urgency.class),
                        submitted.choice("complexity", Complexity.class),
                        submitted.text("answer"),
                        submitted.flag("confirmedOnCall")));
        Variables.SIMPLE.setForNow(task, outcome.simple());
        Variables.CONFIRMED_ON_CALL.setForNow(task, outcome.classification().confirmedOnCall());
        Variables.TICKET_PRIORITY.set(task, outcome.priority().name());
        Variables.DEPARTMENT_GROUP.set(task, Groups.staff(outcome.department()));
        Variables.PROPOSING_GROUP.set(
                task, outcome.specialTeam() ? Groups.SPECIAL_TEAM : Groups.staff(outcome.department()));
    }
}
