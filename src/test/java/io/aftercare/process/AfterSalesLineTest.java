package io.aftercare.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Receive, classify, approve, execute, track, confirm, callback: the line as the engine itself sees it (3-01). */
class AfterSalesLineTest extends AfterSalesTrace {

    @Autowired
    ProcessEngine engine;

    @BeforeEach
    void theEngineIsAsked() {
        AbstractAssertions.init(engine);
    }

    @AfterEach
    void nobodyElseAsksIt() {
        AbstractAssertions.reset();
    }

    @Test
    void oneTicketPassesTheWholeLineInOrder() {
        byApp();
        ProcessInstance ticket = instance();
        assertThat(ticket).isStarted().isWaitingAtExactly(REGISTER).hasBusinessKey(number);

        aMinorFailure();
        ticket = instance();
        assertThat(ticket).hasNotPassed(PROPOSE).isWaitingAt(PROPOSE);
        proposes("ops-staff", "COUPON");
        assertThat(ticket)
                .hasPassedInOrder(PROPOSE, "CallActivity_ApproveSolution", "Task_SendPlanNotice")
                .isWaitingAt(EXECUTE);
        executes("ops-staff");
        assertThat(ticket).hasPassed(EXECUTE).isWaitingAt(CONFIRM);
        does("agent", CONFIRM, "confirmed", true, "evidence", "He said so on the phone.");
        assertThat(ticket).isWaitingAt("Event_CallbackOpens").isNotEnded();
        passes("PT24H");
        assertThat(ticket).hasPassed("Task_InviteToSurvey").isWaitingAt(CALL_BACK);
        isReached(true, 5);
        assertThat(ticket)
                .hasPassedInOrder(
                        "StartEvent_TicketReported",
                        PROPOSE,
                        EXECUTE,
                        CONFIRM,
                        CALL_BACK,
                        "Task_SendThanks",
                        "Task_ArchiveTicket",
                        "EndEvent_TicketClosed")
                .isEnded();
    }

    @Test
    void theHistoryKeepsWhatTookPlaceAndLeavesOutWhatWasOnlyPassed() {
        byApp();
        aMinorFailure();
        proposes("ops-staff", "COUPON");
        String id = instance().getId();

        var kept = history.createHistoricActivityInstanceQuery().processInstanceId(id).list().stream()
                .map(HistoricActivityInstance::getActivityId)
                .toList();

        org.assertj.core.api.Assertions.assertThat(kept)
                .contains("StartEvent_TicketReported", "SubProcess_Plan", "EndEvent_PlanAgreed", PROPOSE, EXECUTE)
                .doesNotContain("StartEvent_PlanNeeded")
                .noneMatch(activity -> activity.startsWith("Gateway_"));
        org.assertj.core.api.Assertions.assertThat(EnteredNodes.ALL)
                .contains("after-sales StartEvent_PlanNeeded", "after-sales Gateway_AgreementNeeded");
    }

    private ProcessInstance instance() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .singleResult();
    }
}
