package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Beside the line: the customer hears of us every day, and who stands above hears when a clock has run out. */
class AfterSalesUpdateTest extends AfterSalesTrace {

    @Autowired
    private ProcessEngine engine;

    @Test
    void whoHearsNothingForADayIsToldAndNeverTwiceAtOnce() {
        beingRepaired();
        passes("PT23H");
        assertThat(open()).containsExactly(DIAGNOSE);
        passes("PT30M");
        assertThat(open()).as("half an hour before the promise ends").containsExactly(DIAGNOSE, UPDATE);
        assertThat(task(UPDATE).getAssignee()).isEqualTo("agent");
        passes("PT49H30M");
        assertThat(open()).containsExactly(DIAGNOSE, UPDATE);
        assertThat(updates()).as("in three days").isEqualTo(1);

        does("agent", UPDATE, "message", "The motor is on its way.");
        assertThat(sent()).endsWith("PROGRESS");
        assertThat(open()).containsExactly(DIAGNOSE);
        passes("PT23H29M");
        assertThat(updates()).isEqualTo(1);
        passes("PT1M");
        assertThat(updates()).as("a day after his message").isEqualTo(2);
    }

    @Test
    void whateverIsSentMovesTheUpdate() {
        aMinorFault();
        passes("PT20H");
        proposes("engineer", "REPAIR");
        assertThat(sent()).endsWith("PLAN");
        passes("PT23H");
        assertThat(open()).containsExactly(DIAGNOSE);
        passes("PT30M");
        assertThat(open()).containsExactly(DIAGNOSE, UPDATE);
    }

    /** A round that loses a race is tried again after the engine has begun the next one: two timers for a while (R6). */
    @Test
    void whereARoundIsTriedAgainWhateverIsSentMovesTheNextOne() {
        aMinorFault();
        passes("PT20H");
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    TimerEntity round = (TimerEntity) engine.getManagementService()
                            .createJobQuery()
                            .activityId("StartEvent_UpdateDue")
                            .singleResult();
                    round.createNewTimerJob(
                            Date.from(round.getDuedate().toInstant().plus(Duration.ofHours(24))));
                    return true;
                });

        proposes("engineer", "REPAIR");
        assertThat(sent()).endsWith("PLAN");
        passes("PT23H");
        assertThat(open()).containsExactly(DIAGNOSE);
        passes("PT30M");
        assertThat(open()).containsExactly(DIAGNOSE, UPDATE);
    }

    @Test
    void anUpdateThatWaitsIsDoneWithWhenSomethingElseIsSent() {
        aMinorFault();
        passes("PT23H30M");
        assertThat(open()).containsExactly(PROPOSE, UPDATE);
        proposes("engineer", "REPAIR");
        assertThat(open()).containsExactly(DIAGNOSE);
        assertThat(clock(ClockName.CUSTOMER_UPDATE).dueAt()).isEqualTo(now().plus(Duration.ofHours(24)));
    }

    @Test
    void nobodyIsToldWhileWeWaitForHim() {
        aMinorFault();
        proposes("engineer", "REPAIR", "priceToCustomer", "120.00");
        passes("PT73H");
        assertThat(open()).containsExactly(RECORD_AGREEMENT);
        assertThat(updates()).isZero();

        customer(() -> solutions.agreeByCustomer(number, null));
        passes("PT23H30M");
        assertThat(open()).as("a day after it was our turn again").containsExactly(DIAGNOSE, UPDATE);
    }

    @Test
    void nobodyIsToldAfterTheWorkIsFinished() {
        resolved();
        passes("PT71H");
        assertThat(updates()).isZero();
    }

    @Test
    void anUpdateThatWaitsWhenTheWorkIsFinishedIsDoneWith() {
        aMinorFailure();
        proposes("ops-staff", "COUPON");
        passes("PT23H30M");
        assertThat(open()).containsExactly(EXECUTE, UPDATE);
        executes("ops-staff");
        assertThat(open()).containsExactly(CONFIRM);
    }

    @Test
    void aClockThatHasRunOutIsToldOnceAndLetsTheSupervisorsTakeTheTask() {
        byApp();
        passes("PT1H59M");
        assertThat(reached("REGISTRATION")).containsExactly(50, 75);
        assertThat(ticket().escalated()).isFalse();
        assertThat(groups(REGISTER)).containsExactly("service-agents");
        passes("PT1M");
        assertThat(reached("REGISTRATION")).containsExactly(50, 75, 100);
        assertThat(clock(ClockName.REGISTRATION).state()).isEqualTo(ClockState.BREACHED);
        assertThat(groups(REGISTER)).containsExactly("service-agents", "service-supervisors");
        assertThat(escalationMails()).isEqualTo(1);

        passes("PT59M");
        assertThat(escalationMails()).isEqualTo(1);
        passes("PT1M");
        assertThat(reached("REGISTRATION")).containsExactly(50, 75, 100, 150);
        assertThat(groups(REGISTER)).containsExactly("service-agents", "service-managers", "service-supervisors");
        assertThat(escalationMails()).isEqualTo(2);
        does("desk-supervisor", REGISTER, "restated", true, "description", "It hums.");
        assertThat(ticket().owner()).isEqualTo("desk-supervisor");
        assertThat(open()).containsExactly(CLASSIFY);
    }

    @Test
    void anApprovalThatIsLateGoesToWhoStandsAboveAndNeverBackToWhoAsked() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        proposes("engineer", "REPAIR");
        passes("PT4H");
        assertThat(groups(APPROVE)).containsExactly("technical-heads", "technical-supervisors");
        approves("tech-head");
        assertThat(open()).containsExactly(DIAGNOSE);
    }

    @Test
    void everyTaskIsDue() {
        byApp();
        assertThat(task(REGISTER).getDueDate().toInstant()).isEqualTo(now().plus(Duration.ofHours(2)));
        does("agent", REGISTER, "restated", true, "description", "It hums.");
        assertThat(task(CLASSIFY).getDueDate().toInstant()).isEqualTo(now().plus(Duration.ofHours(4)));
        classifies("agent", "PRODUCT_FAULT", "MINOR", "COMPLEX");
        assertThat(task(PROPOSE).getDueDate().toInstant()).isEqualTo(now().plus(Duration.ofHours(48)));
    }

    private void beingRepaired() {
        aMinorFault();
        proposes("engineer", "REPAIR");
    }

    /** Update tasks there ever were. */
    private long updates() {
        return history.createHistoricTaskInstanceQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(UPDATE)
                .count();
    }

    private int escalationMails() {
        Integer mails = jdbc.queryForObject(
                "select count(*) from outbox_message where ticket_number = ? and template = 'ESCALATION'",
                Integer.class,
                number);
        return mails == null ? 0 : mails;
    }

    private List<Integer> reached(String clock) {
        return timeline.of(number).stream()
                .filter(line -> line.kind() == TimelineKind.ESCALATED && clock.equals(line.clock()))
                .map(line -> Objects.requireNonNull(line.clockLevel()))
                .toList();
    }
}
