package io.aftercare.process;

import java.util.List;

/** Names that Java and the models share. */
final class AfterSalesModel {

    static final String AFTER_SALES = "after-sales";
    static final String APPROVE_SOLUTION = "approve-solution";
    static final String REPAIR_PRODUCT = "repair-product";
    static final String RETURN_GOODS = "return-goods";
    static final List<String> PROCESSES = List.of(AFTER_SALES, APPROVE_SOLUTION, REPAIR_PRODUCT, RETURN_GOODS);
    static final List<String> DECISIONS =
            List.of("department", "priority", "service-levels", "approval-gates", "callback-policy", "entitlement");

    static final String UPDATE_TIMER = "StartEvent_UpdateDue";
    static final String UPDATE_CUSTOMER = "Task_UpdateCustomer";
    static final List<String> OWNER_TASKS =
            List.of("Task_RecordAgreement", UPDATE_CUSTOMER, "Task_OfferAlternative", "Task_ConfirmResolution");

    private AfterSalesModel() {}

    /** {@code Task_SendAnswer} -> {@code sendAnswer}. */
    static String beanStem(String activityId) {
        String name = activityId.substring("Task_".length());
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Messages of the contract, and one of our own. */
    enum Message {
        CustomerConfirmed,
        CustomerDisputed,
        CustomerAgreed,
        CustomerObjected,
        SurveyAnswered,
        TicketCancelled,
        TicketTransferred,
        PriorityChanged,
        ObstacleReported,
        ObstacleCleared,
        /** An open update task is done with: something else was sent. */
        CustomerTold
    }
}
