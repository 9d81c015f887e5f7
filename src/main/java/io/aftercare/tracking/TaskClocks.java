package io.aftercare.tracking;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which clock a human task serves, and who may not simply be replaced in it. */
final class TaskClocks {

    static final String REGISTER_TICKET = "Task_RegisterTicket";
    static final String CLASSIFY_TICKET = "Task_ClassifyTicket";
    static final String PROPOSE_SOLUTION = "Task_ProposeSolution";
    static final String REVIEW_LEGALLY = "Task_ReviewLegally";
    static final String APPROVE_SOLUTION = "Task_ApproveSolution";
    static final String UPDATE_CUSTOMER = "Task_UpdateCustomer";
    static final String OFFER_ALTERNATIVE = "Task_OfferAlternative";
    static final String CLOSE_DISPUTE = "Task_CloseDispute";
    static final String FOLLOW_UP_DISSATISFACTION = "Task_FollowUpDissatisfaction";

    /** Work before the plan: a P0 has to be taken up while one of these is open. */
    private static final Set<String> TAKING_UP = Set.of(REGISTER_TICKET, CLASSIFY_TICKET, PROPOSE_SOLUTION);

    private static final Set<String> DECIDING = Set.of(REVIEW_LEGALLY, APPROVE_SOLUTION);

    private static final Map<String, ClockName> SERVED = Map.ofEntries(
            Map.entry(REGISTER_TICKET, ClockName.REGISTRATION),
            Map.entry(CLASSIFY_TICKET, ClockName.CLASSIFICATION),
            Map.entry(PROPOSE_SOLUTION, ClockName.PLAN),
            Map.entry(REVIEW_LEGALLY, ClockName.APPROVAL),
            Map.entry(APPROVE_SOLUTION, ClockName.APPROVAL),
            Map.entry("Task_RecordAgreement", ClockName.RESOLUTION),
            Map.entry("Task_DiagnoseFault", ClockName.RESOLUTION),
            Map.entry("Task_ProvideParts", ClockName.RESOLUTION),
            Map.entry("Task_RepairProduct", ClockName.RESOLUTION),
            Map.entry("Task_TestAcceptance", ClockName.RESOLUTION),
            Map.entry("Task_ReceiveReturn", ClockName.RESOLUTION),
            Map.entry("Task_ShipReplacement", ClockName.RESOLUTION),
            Map.entry("Task_ExecuteSolution", ClockName.RESOLUTION),
            Map.entry("Task_PayRefund", ClockName.RESOLUTION),
            Map.entry(UPDATE_CUSTOMER, ClockName.CUSTOMER_UPDATE),
            Map.entry(OFFER_ALTERNATIVE, ClockName.CUSTOMER_UPDATE),
            Map.entry("Task_ConfirmResolution", ClockName.CONFIRMATION),
            Map.entry("Task_CallBackCustomer", ClockName.CALLBACK),
            Map.entry(FOLLOW_UP_DISSATISFACTION, ClockName.CALLBACK),
            Map.entry(CLOSE_DISPUTE, ClockName.FOREIGN_DEADLINE));

    /** Trades and signatures of their own: only who stands above the group that holds them may take them over. */
    private static final Set<String> OWN_LINE = Set.of(
            REVIEW_LEGALLY,
            APPROVE_SOLUTION,
            "Task_PayRefund",
            "Task_ProvideParts",
            "Task_ReceiveReturn",
            "Task_ShipReplacement");

    private TaskClocks() {}

    static @Nullable ClockName of(String taskKey) {
        return SERVED.get(taskKey);
    }

    /** The keys of the tasks that wait for the same as the clock. */
    static Set<String> servedBy(ClockName name) {
        return switch (name) {
            case HANDLING -> TAKING_UP;
            case FIRST_RESPONSE -> Set.of(REGISTER_TICKET, CLASSIFY_TICKET, UPDATE_CUSTOMER);
            default ->
                SERVED.entrySet().stream()
                        .filter(entry -> entry.getValue() == name)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        };
    }

    static boolean isTakingUp(String taskKey) {
        return TAKING_UP.contains(taskKey);
    }

    static boolean isDeciding(String taskKey) {
        return DECIDING.contains(taskKey);
    }

    static boolean hasOwnLine(String taskKey) {
        return OWN_LINE.contains(taskKey);
    }

    /** The clocks that stop counting while somebody else is waited for. */
    static List<ClockName> pausable() {
        return List.of(ClockName.RESOLUTION, ClockName.PLAN, ClockName.CUSTOMER_UPDATE);
    }
}
