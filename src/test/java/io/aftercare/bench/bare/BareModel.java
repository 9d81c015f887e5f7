package io.aftercare.bench.bare;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.variable.Variables;

/** Our models without us (A5): delegates that do nothing but set what the next gateway or timer reads. */
public final class BareModel {

    /** Process instances are told apart by it, as ours are by the ticket's number. */
    public static final String PROCESS = "after-sales";

    private static final List<String> IDLE = List.of(
            "sendAnswerDelegate",
            "sendThanksDelegate",
            "sendObstacleNoticeDelegate",
            "reportObstacleDelegate",
            "remindCustomerDelegate",
            "cancelTicketDelegate",
            "archiveTicketDelegate");

    private BareModel() {}

    /** Every bean that the models name. */
    public static Map<Object, Object> beans() {
        Map<Object, Object> beans = new LinkedHashMap<>();
        IDLE.forEach(name -> beans.put(name, (JavaDelegate) execution -> {}));
        beans.put("sendPlanNoticeDelegate", (JavaDelegate) execution -> {
            execution.setVariable("agreementNeeded", Variables.booleanValue(false, true));
            execution.setVariable("executionRoute", "OTHER");
            execution.setVariable("replacementDue", false);
            execution.setVariable("refundDue", false);
        });
        beans.put("findNextGateDelegate", (JavaDelegate) execution -> {
            execution.setVariable("approvalNeeded", Variables.booleanValue(false, true));
            execution.setVariable("solutionApproved", true);
        });
        beans.put("askForConfirmationDelegate", (JavaDelegate) execution -> {
            Instant now = ClockUtil.getCurrentTime().toInstant();
            execution.setVariable("resolutionConfirmed", false);
            execution.setVariable("foreignCase", false);
            execution.setVariable("callbackResult", "NO_ANSWER");
            execution.setVariable("callbackOpensAt", Date.from(now.plus(Duration.ofHours(24))));
            execution.setVariable("surveyEndsAt", Date.from(now.plus(Duration.ofHours(72))));
            execution.setVariable("closesAt", Date.from(now.plus(Duration.ofDays(7))));
        });
        beans.put("inviteToSurveyDelegate", (JavaDelegate) execution -> execution.setVariable("callNeeded", true));
        beans.put("prepareUpdateDelegate", (JavaDelegate)
                execution -> execution.setVariable("updateNeeded", Variables.booleanValue(false, true)));
        return beans;
    }

    /** What ours starts with when a channel reports. */
    public static Map<String, Object> start(String number) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("ticketNumber", number);
        variables.put("customerName", "Zhang Wei");
        variables.put("ticketPriority", null);
        variables.put("owner", null);
        variables.put("classifier", null);
        variables.put("classifyingGroup", "service-agents");
        for (String now : List.of("registered", "classified", "simple", "confirmedOnCall")) {
            variables.put(now, Variables.booleanValue(false, true));
        }
        return variables;
    }
}
