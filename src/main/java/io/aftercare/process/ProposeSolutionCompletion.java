package io.aftercare.process;

import io.aftercare.classification.ClassificationService;
import io.aftercare.security.Groups;
import io.aftercare.solution.Proposal;
import io.aftercare.solution.Remedy;
import io.aftercare.solution.SolutionService;
import java.math.BigDecimal;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Task_ProposeSolution: a solution (4-07 to 4-10), or that it is another department's. */
@Component
class ProposeSolutionCompletion implements Completion {

    private final SolutionService solutions;
    private final ClassificationService classifications;

    ProposeSolutionCompletion(SolutionService solutions, ClassificationService classifications) {
        this.solutions = solutions;
        this.classifications = classifications;
    }

    @Override
    public void complete(DelegateTask task, Submitted submitted) {
        submitted.only(
                "remedy",
                "steps",
                "expectedCompletionAt",
                "finding",
                "compensations",
                "priceToCustomer",
                "outcome",
                "notOurs",
                "notOursReason");
        boolean notOurs = Boolean.TRUE.equals(submitted.flag("notOurs"));
        Variables.OURS.setForNow(task, !notOurs);
        if (notOurs) {
            refer(task, submitted);
        } else {
            propose(task, submitted);
        }
    }

    private void refer(DelegateTask task, Submitted submitted) {
        submitted.required("notOursReason");
        boolean again = classifications.notOurs(Completion.ticketOf(task), submitted.requiredText("notOursReason"));
        if (again) {
            Variables.CLASSIFYING_GROUP.set(task, Groups.SERVICE_SUPERVISORS);
            Variables.CLASSIFIER.set(task, null);
        }
    }

    private void propose(DelegateTask task, Submitted submitted) {
        submitted.required("remedy", "steps", "expectedCompletionAt");
        BigDecimal price = submitted.money("priceToCustomer");
        SolutionService.Proposed proposed = solutions.propose(
                Completion.ticketOf(task),
                new Proposal(
                        submitted.requiredChoice("remedy", Remedy.class),
                        submitted.requiredText("steps"),
                        submitted.requiredInstant("expectedCompletionAt"),
                        submitted.text("finding"),
                        submitted.lines("compensations"),
                        price == null ? new BigDecimal("0.00") : price,
                        submitted.text("outcome")));
        Variables.LEGAL_REVIEW_NEEDED.setForNow(task, proposed.legalReviewNeeded());
    }
}
