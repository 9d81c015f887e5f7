package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The one road on which human tasks are completed, and what it leaves behind in the engine: nothing. */
class AfterSalesTaskRulesTest extends AfterSalesTrace {

    @Autowired
    private TaskService tasks;

    @Test
    void aStrangerCompletesNothing() {
        byApp();
        refused(ProblemType.NOT_ALLOWED, () -> does("engineer", REGISTER, "restated", true, "description", "It hums."));
        refused(ProblemType.NOT_ALLOWED, () -> does("admin", REGISTER, "restated", true, "description", "It hums."));
    }

    @Test
    void aForeignFieldIsRefusedAndNothingChanges() {
        byApp();
        var problem = refused(
                ProblemType.INVALID_FIELDS,
                () -> does("agent", REGISTER, "restated", true, "description", "It hums.", "solutionApproved", true));
        assertThat(problem.fields()).singleElement().satisfies(field -> {
            assertThat(field.field()).isEqualTo("solutionApproved");
            assertThat(field.key()).isEqualTo("field.unknown");
        });
        refused(
                ProblemType.INVALID_FIELDS,
                () -> does("agent", REGISTER, "restated", true, "description", "It hums.", "owner", null));
    }

    @Test
    void missingAndWrongFieldsAreRefused() {
        byApp();
        refused(ProblemType.INVALID_FIELDS, () -> does("agent", REGISTER, "restated", true));
        refused(ProblemType.INVALID_FIELDS, () -> does("agent", REGISTER, "restated", true, "description", "   "));
        refused(
                ProblemType.INVALID_FIELDS,
                () -> does("agent", REGISTER, "restated", false, "description", "It hums."));
        refused(
                ProblemType.INVALID_FIELDS,
                () -> does("agent", REGISTER, "restated", true, "description", "It hums.", "mood", "FURIOUS"));
        does("agent", REGISTER, "restated", "true", "description", "It hums.", "mood", null);
        refused(
                ProblemType.INVALID_FIELDS,
                () -> does(
                        "agent",
                        CLASSIFY,
                        "category",
                        "INQUIRY",
                        "impact",
                        "MINOR",
                        "urgency",
                        "LOW",
                        "complexity",
                        "SIMPLE"));
        refused(ProblemType.INVALID_FIELDS, () -> classifies("agent", "INQUIRY", "MINOR", "EASY"));
        assertThat(open()).containsExactly(CLASSIFY);
    }

    @Test
    void anAmountIsADecimalWithTwoPlaces() {
        aMinorFailure();
        for (String amount : List.of("-1.00", "1.005", "1e3", "much", "10000000.00")) {
            refused(
                    ProblemType.INVALID_FIELDS,
                    () -> proposes(
                            "ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", amount))));
        }
        refused(
                ProblemType.INVALID_FIELDS,
                () -> proposes(
                        "ops-staff",
                        "COUPON",
                        "compensations",
                        List.of(Map.of("kind", "COUPON", "nature", "GOODWILL", "amount", 1.5))));
    }

    @Test
    void theSecondToCompleteATaskIsTooLate() {
        byApp();
        String task = taskId(REGISTER);
        does("agent", REGISTER, "restated", true, "description", "It hums.");
        refused(
                ProblemType.TOO_LATE,
                () -> as(
                        "agent2",
                        () -> worklist.complete(task, fields("restated", true, "description", "It rattles."))));
        refused(ProblemType.NOT_FOUND, () -> as("agent", () -> worklist.complete("no-such-task", fields())));
    }

    @Test
    void whoClaimsATaskHoldsItUntilHeGivesItBack() {
        byApp();
        String task = taskId(REGISTER);
        as("agent", () -> worklist.claim(task));
        assertThat(task(REGISTER).getAssignee()).isEqualTo("agent");
        refused(ProblemType.TOO_LATE, () -> as("agent2", () -> worklist.claim(task)));
        refused(ProblemType.NOT_ALLOWED, () -> as("engineer", () -> worklist.claim(task)));
        refused(ProblemType.NOT_ALLOWED, () -> as("agent2", () -> worklist.unclaim(task)));
        as("agent", () -> worklist.unclaim(task));
        assertThat(task(REGISTER).getAssignee()).isNull();
    }

    @Test
    void everybodySeesHisOwnTasksAndSupervisorsSeeAll() {
        aMinorFault();
        assertThat(as("engineer", () -> worklist.ofTicket(number)))
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.key()).isEqualTo(PROPOSE);
                    assertThat(task.form()).isEqualTo("propose-solution");
                    assertThat(task.candidateGroups()).containsExactly("technical-staff");
                    assertThat(task.dueAt()).isNotNull();
                });
        assertThat(as("warehouse", () -> worklist.ofTicket(number))).isEmpty();
        assertThat(as("manager", () -> worklist.ofTicket(number))).hasSize(1);
        assertThat(as("admin", () -> worklist.ofTicket(number))).hasSize(1);
    }

    /** The engine has more doors than the one we use; behind each of them the same listener stands. */
    @Test
    void noOtherDoorCompletesATask() {
        byApp();
        String task = taskId(REGISTER);
        as("agent", () -> {
            assertThatThrownBy(() -> tasks.complete(task, Map.of("restated", true, "description", "It hums.")))
                    .hasRootCauseInstanceOf(ProblemException.class);
        });
        assertThat(open()).containsExactly(REGISTER);
    }

    /** Four bytes a character, longer than a column of the engine: all of it stands in our tables alone. */
    @Test
    void whatPeopleTypeLeavesNoTraceInTheEngine() {
        String text = "GHOST𠮷".repeat(1_000);
        assertThat(text.codePointCount(0, text.length())).isEqualTo(6_000);
        byApp();
        does("agent", REGISTER, "restated", true, "description", text);
        classifies("agent", "COMPLAINT", "NORMAL_USE", "COMPLEX");
        assertThat(ticket().description()).isEqualTo(text);
        proposes("complaint-specialist", "OTHER", "steps", text, "finding", text, "priceToCustomer", "10.00");
        does("counsel", REVIEW, "compliant", true, "opinion", text);
        does("complaint-supervisor", APPROVE, "approved", true, "comment", text.substring(0, 4_000));
        assertNoTrace();
        does("agent", RECORD_AGREEMENT, "agreed", true, "evidence", text);
        as("agent", () -> obstacles.report(number, "GHOST: The lift is broken.", null));
        does("complaint-specialist", EXECUTE, "outcome", text, "rootCause", text, "resolutionSummary", text);
        does("agent", CONFIRM, "confirmed", true, "evidence", text.substring(0, 4_000));
        assertNoTrace();
        passes("PT24H");
        does(
                "agent",
                CALL_BACK,
                "reached",
                true,
                "resolved",
                true,
                "speed",
                "3",
                "effect",
                3,
                "attitude",
                3,
                "overall",
                3,
                "suggestion",
                text.substring(0, 4_000));
        assertNoTrace();
    }

    private void assertNoTrace() {
        assertThat(count("act_hi_varinst")).isZero();
        assertThat(count("act_hi_detail")).isZero();
        assertThat(count("act_hi_comment")).isZero();
        assertThat(count("act_hi_dec_in")).isZero();
        assertThat(jdbc.queryForList(
                        "select coalesce(text_, '') || coalesce(text2_, '') from act_ru_variable", String.class))
                .isNotEmpty()
                .noneMatch(value -> value.contains("GHOST"));
        assertThat(jdbc.queryForList("select bytes_ from act_ge_bytearray", byte[].class))
                .noneMatch(bytes -> bytes != null && new String(bytes, StandardCharsets.UTF_8).contains("GHOST"));
        assertThat(jdbc.queryForList(
                        "select coalesce(description_, '') || coalesce(name_, '') from act_hi_taskinst", String.class))
                .noneMatch(value -> value.contains("GHOST"));
    }

    private int count(String table) {
        Integer rows = jdbc.queryForObject("select count(*) from " + table, Integer.class);
        return rows == null ? 0 : rows;
    }
}
