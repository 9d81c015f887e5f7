package io.aftercare.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What people do at each task of the line, so that a driver can carry any ticket on from wherever it stands. */
final class Work {

    private static final Map<String, List<String>> WHO = Map.of(
            "Task_RegisterTicket", List.of("agent"),
            "Task_ClassifyTicket", List.of("agent"),
            "Task_ProposeSolution", List.of("engineer"),
            "Task_ApproveSolution", List.of("tech-supervisor", "compensation-manager"),
            "Task_DiagnoseFault", List.of("engineer"),
            "Task_RepairProduct", List.of("engineer"),
            "Task_TestAcceptance", List.of("engineer"),
            "Task_PayRefund", List.of("cashier"),
            "Task_ConfirmResolution", List.of("agent"),
            "Task_CallBackCustomer", List.of("agent"));

    private final Client client;
    private final Ledger ledger;

    Work(Client client, Ledger ledger) {
        this.client = client;
        this.ledger = ledger;
    }

    /** How a step went. */
    enum Step {
        DONE,
        NOTHING_TO_DO,
        REFUSED
    }

    /** A ticket as a channel brings it; the mark makes it recognisable whatever number it gets. */
    static Map<String, Object> fault(String mark) {
        return Map.of(
                "channel",
                "PHONE",
                "customer",
                Map.of("ref", "C-1001"),
                "description",
                "净化器不转了 " + mark,
                "orderNo",
                "SO-1001");
    }

    /** Does the next open step of a ticket that has one. */
    Step next(String number) throws IOException {
        try {
            return doNext(number);
        } catch (Client.NotAnswered away) {
            return Step.REFUSED;
        }
    }

    private Step doNext(String number) throws IOException {
        Client.Answer tasks = client.get("manager", "/api/tasks?ticket=" + number);
        if (!tasks.isFine()) {
            return Step.REFUSED;
        }
        for (JsonNode task : tasks.json()) {
            String key = task.path("key").asText();
            List<String> people = WHO.get(key);
            if (people == null) {
                continue;
            }
            for (String person : people) {
                Client.Answer answer = client.post(
                        person, "/api/tasks/" + task.path("id").asText() + "/complete", fields(key, number));
                if (answer.isFine()) {
                    ledger.done(number, key);
                    return Step.DONE;
                }
                if (answer.status() != 403) {
                    return Step.REFUSED;
                }
            }
        }
        return Step.NOTHING_TO_DO;
    }

    /** Carries a ticket on until nobody has anything to do with it; false when it does not get there in time. */
    boolean carryOn(String number, Duration within) throws IOException, InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            Step step = next(number);
            if (step == Step.NOTHING_TO_DO && isResolved(status(number))) {
                return true;
            }
            if (System.nanoTime() > end) {
                return false;
            }
            if (step != Step.DONE) {
                Thread.sleep(200);
            }
        }
    }

    String status(String number) {
        Client.Answer ticket = client.get("manager", "/api/tickets/" + number);
        return ticket.isFine() ? ticket.json().path("status").asText() : "";
    }

    /** As the channel brought it, with the mark. */
    private String description(String number) {
        return client.get("manager", "/api/tickets/" + number)
                .required()
                .path("description")
                .asText();
    }

    Instant now() {
        return Instant.parse(
                client.get("", "/demo/clock").required().path("now").asText());
    }

    private static boolean isResolved(String status) {
        return List.of("CONFIRMED", "CALLED_BACK", "CLOSED").contains(status);
    }

    private Map<String, ?> fields(String key, String number) {
        return switch (key) {
            case "Task_RegisterTicket" -> Map.of("restated", true, "description", description(number));
            case "Task_ClassifyTicket" ->
                Map.of("category", "PRODUCT_FAULT", "impact", "NORMAL_USE", "urgency", "HIGH", "complexity", "COMPLEX");
            case "Task_ProposeSolution" ->
                Map.of(
                        "remedy",
                        "REPAIR",
                        "steps",
                        "换电机",
                        "expectedCompletionAt",
                        Objects.requireNonNull(now()).plus(Duration.ofDays(2)).toString(),
                        "finding",
                        "电机",
                        "compensations",
                        List.of(Map.of("kind", "CASH", "nature", "GOODWILL", "amount", "60.00", "note", "")));
            case "Task_ApproveSolution" -> Map.of("approved", true);
            case "Task_DiagnoseFault" -> Map.of("finding", "motor", "remedyHolds", true, "partsNeeded", false);
            case "Task_RepairProduct" -> Map.of("work", "new motor", "serialIn", "M-2");
            case "Task_TestAcceptance" ->
                Map.of("passed", true, "rootCause", "worn out", "resolutionSummary", "motor changed");
            case "Task_PayRefund" -> Map.of("paid", true, "reference", "TX-1");
            case "Task_ConfirmResolution" -> Map.of("confirmed", true, "evidence", "by phone");
            case "Task_CallBackCustomer" ->
                Map.of("reached", true, "resolved", true, "speed", 5, "effect", 4, "attitude", 5, "overall", 5);
            default -> throw new IllegalArgumentException(key);
        };
    }
}
