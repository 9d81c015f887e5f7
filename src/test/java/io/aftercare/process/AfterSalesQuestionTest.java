package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.approval.ApprovalDesk;
import io.aftercare.approval.Question;
import io.aftercare.approval.Questions;
import io.aftercare.approval.Waiting;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an approver sees and asks before he decides, and the way on when a payment is not covered. */
class AfterSalesQuestionTest extends AfterSalesTrace {

    @Autowired
    ApprovalDesk desk;

    @Autowired
    Questions questions;

    private void moneyWaits() {
        aMinorFailure();
        proposes("ops-staff", "OTHER", "compensations", List.of(line("CASH", "GOODWILL", "450.00")));
    }

    private long asked() {
        String task = taskId(APPROVE);
        as("compensation-manager", () -> questions.ask(task, "Why so much?"));
        List<Question> all = questions.of(number);
        return all.get(all.size() - 1).id();
    }

    @Test
    void theApproverSeesEverythingThatCounts() {
        moneyWaits();
        String first = number;
        moneyWaits();
        List<Waiting> waiting = as("compensation-manager", () -> desk.waiting());
        assertThat(waiting).hasSize(2);
        Waiting second = waiting.stream()
                .filter(each -> each.ticket().number().equals(number))
                .findFirst()
                .orElseThrow();
        assertThat(second.sums().goodwill()).isEqualByComparingTo("900.00");
        assertThat(second.sums().goodwillShare()).isEqualByComparingTo("90");
        assertThat(second.total()).isEqualByComparingTo(new BigDecimal("450.00"));
        assertThat(second.elsewhere()).isEqualByComparingTo("450.00");
        assertThat(second.history()).extracting(ticket -> ticket.number()).containsExactly(first);
        assertThat(second.proposer()).isEqualTo("ops-staff");
        assertThat(second.contentHash()).hasSize(64);
        assertThat(second.refusal()).isNull();
        assertThat(as("counsel", () -> desk.waiting())).isEmpty();
        assertThat(as("manager", () -> desk.waiting())).isEmpty();
    }

    @Test
    void aQuestionIsAnsweredByTheProposerAndTheClockGoesOn() {
        moneyWaits();
        long question = asked();
        assertThat(open()).contains(APPROVE);
        assertThat(clock(ClockName.APPROVAL).state()).isEqualTo(ClockState.RUNNING);
        assertThat(as("ops-staff", () -> questions.waiting())).hasSize(1);
        as("ops-staff", () -> questions.answer(question, "He waited three weeks."));
        assertThat(told(TimelineKind.ASKED)).isOne();
        assertThat(told(TimelineKind.REPLIED)).isOne();
        assertThat(questions.of(number)).singleElement().satisfies(each -> {
            assertThat(each.answer()).isEqualTo("He waited three weeks.");
            assertThat(each.answeredBy()).isEqualTo("ops-staff");
        });
        assertThat(jdbc.queryForObject(
                        "select count(*) from outbox_message where template = 'MESSAGE' and ticket_number = ?"
                                + " and audience = 'STAFF'",
                        Integer.class,
                        number))
                .as("proposer, owner, then the asker")
                .isEqualTo(3);
        refused(ProblemType.TOO_LATE, () -> as("agent", () -> questions.answer(question, "Again.")));
        approves("compensation-manager");
    }

    @Test
    void onlyWhoMayDecideAsksAndOnlyWhoKnowsAnswers() {
        moneyWaits();
        String task = taskId(APPROVE);
        refused(ProblemType.NOT_ALLOWED, () -> as("ops-staff", () -> questions.ask(task, "Me?")));
        refused(ProblemType.INVALID_FIELDS, () -> as("compensation-manager", () -> questions.ask(task, " ")));
        long question = asked();
        refused(ProblemType.NOT_ALLOWED, () -> as("engineer", () -> questions.answer(question, "No idea.")));
        refused(
                ProblemType.NOT_ALLOWED,
                () -> as("compensation-manager", () -> questions.answer(question, "I say so myself.")));
        as("ops-supervisor", () -> questions.answer(question, "I told him to."));
    }

    @Test
    void whatIsDecidedIsNoLongerAskedOrAnswered() {
        moneyWaits();
        long question = asked();
        String task = taskId(APPROVE);
        approves("compensation-manager");
        ProblemException late = refused(
                ProblemType.TOO_LATE, () -> as("compensation-manager", () -> questions.ask(task, "One more thing")));
        assertThat(late.key()).isEqualTo("problem.task-finished");
        refused(ProblemType.TOO_LATE, () -> as("ops-staff", () -> questions.answer(question, "Too late.")));
    }

    @Test
    void aPaymentThatIsNotCoveredGoesBackToAProposalAndThroughTheGates() {
        moneyWaits();
        approves("compensation-manager");
        executes("ops-staff");
        refused(ProblemType.RULE_REFUSES, () -> as("cashier", () -> approvals.renew(number, "Just so.")));
        refused(ProblemType.NOT_ALLOWED, () -> as("ops-staff", () -> approvals.renew(number, "Just so.")));
        jdbc.update("update compensation_line set amount = 460.00 where ticket_number = ?", number);
        refused(ProblemType.RULE_REFUSES, () -> does("cashier", PAY, "paid", true, "reference", "TX"));

        as("cashier", () -> approvals.renew(number, "The amount is not the one that was approved."));
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(lines()).containsExactly("RELEASED");
        proposes("ops-staff", "OTHER", "compensations", List.of(line("CASH", "GOODWILL", "460.00")));
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
        approves("compensation-manager");
        executes("ops-staff");
        does("cashier", PAY, "paid", true, "reference", "TX");
        assertThat(lines()).containsExactly("RELEASED", "PAID");
    }
}
