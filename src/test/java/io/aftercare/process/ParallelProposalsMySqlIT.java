package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.ticket.Category;
import io.aftercare.tracking.Obstacles;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** On the real MySQL server: tickets of one order that promise money at the same moment do not slip under the limit. */
class ParallelProposalsMySqlIT extends MySqlRaces implements RacesDatabase {

    private static final int AT_ONCE = 16;

    @Autowired
    Obstacles obstacles;

    @Test
    void ofSixteenTicketsOnOneOrderOnlyThreePassWithoutTheManager() throws Exception {
        List<String> numbers = tickets("SO-16", "599.00");
        all(
                numbers,
                "ops-staff",
                "Task_ProposeSolution",
                Map.of(
                        "remedy",
                        "COUPON",
                        "steps",
                        "A voucher.",
                        "expectedCompletionAt",
                        clock.instant().plus(Duration.ofDays(3)).toString(),
                        "compensations",
                        List.of(Map.of("kind", "COUPON", "nature", "GOODWILL", "amount", "59.90", "note", ""))));

        exactlyThoseWithinTheLimitPassed("SO-16", "Task_ExecuteSolution", numbers);
    }

    @Test
    void delayCompensationsOfObstaclesCountInTheSameSum() throws Exception {
        List<String> numbers = tickets("SO-17", "599.00");
        for (String number : numbers) {
            complete(
                    "ops-staff",
                    number,
                    "Task_ProposeSolution",
                    Map.of(
                            "remedy",
                            "APOLOGY",
                            "steps",
                            "We say sorry.",
                            "expectedCompletionAt",
                            clock.instant().plus(Duration.ofDays(3)).toString()));
            as("agent", () -> {
                obstacles.report(number, "The courier is on strike.", null);
                return true;
            });
        }
        all(
                numbers,
                "agent",
                "Task_OfferAlternative",
                Map.of(
                        "reason",
                        "Strike",
                        "newExpectedCompletionAt",
                        clock.instant().plus(Duration.ofDays(9)).toString(),
                        "alternative",
                        "DELAY_COMPENSATION",
                        "message",
                        "Sorry.",
                        "compensations",
                        List.of(Map.of("kind", "DELAY", "nature", "GOODWILL", "amount", "59.90", "note", ""))));

        exactlyThoseWithinTheLimitPassed("SO-17", null, numbers);
    }

    /** From the rows: lines in the order of their ids; a ticket passed if its running sum was at most 30 %. */
    private void exactlyThoseWithinTheLimitPassed(
            String order, @org.jspecify.annotations.Nullable String next, List<String> numbers) {
        List<Map<String, Object>> lines = jdbc.queryForList(
                "select ticket_number, amount, state from compensation_line where order_no = ? order by id", order);
        assertThat(lines).hasSize(AT_ONCE);
        BigDecimal limit = new BigDecimal("179.70");
        BigDecimal sum = BigDecimal.ZERO;
        List<String> passed = new ArrayList<>();
        for (Map<String, Object> line : lines) {
            sum = sum.add((BigDecimal) line.get("amount"));
            String number = String.valueOf(line.get("ticket_number"));
            boolean asked = tasks.createTaskQuery()
                            .processInstanceBusinessKey(number)
                            .taskDefinitionKey("Task_ApproveSolution")
                            .taskCandidateGroup("compensation-managers")
                            .count()
                    == 1;
            assertThat(asked).as("%s at %s", number, sum).isEqualTo(sum.compareTo(limit) > 0);
            if (!asked) {
                passed.add(number);
            }
        }
        assertThat(passed).hasSize(3);
        assertThat(jdbc.queryForList(
                        "select ticket_number from approval_clearance where gates = '' and goodwill > 0"
                                + " and ticket_number in (select ticket_number from compensation_line where order_no = ?)",
                        String.class,
                        order))
                .containsExactlyInAnyOrderElementsOf(passed);
        if (next != null) {
            assertThat(passed).allSatisfy(number -> assertThat(tasks.createTaskQuery()
                            .processInstanceBusinessKey(number)
                            .taskDefinitionKey(next)
                            .count())
                    .isOne());
        }
        assertThat(numbers).containsAll(passed);
    }

    private List<String> tickets(String order, String paid) throws Exception {
        order(order, paid);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            numbers.add(ticket(order, Category.SERVICE_FAILURE));
        }
        return numbers;
    }

    private void all(List<String> numbers, String user, String key, Map<String, Object> fields) throws Exception {
        assertThat(together(numbers.size(), i -> completeTask(user, task(numbers.get(i), key), fields)))
                .isEqualTo(numbers.size());
    }
}
