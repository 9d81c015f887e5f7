package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aftercare.absence.Absence;
import io.aftercare.absence.Absences;
import io.aftercare.absence.CoverWatch;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.worklist.OpenTask;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.TaskService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who is away and who stands in: what he sees, what he may, and that no right comes out of it that nobody had. */
class AfterSalesAbsenceTest extends AfterSalesTrace {

    private static final Duration DAY = Duration.ofDays(1);

    @Autowired
    Absences absences;

    @Autowired
    CoverWatch watch;

    @Autowired
    TaskService engine;

    private Absence away(String absent, String substitute) {
        return as(absent, () -> absences.enter(null, substitute, now(), now().plus(DAY), "Holiday"));
    }

    private void moneyWaits() {
        aMinorFailure();
        proposes("ops-staff", "OTHER", "compensations", List.of(line("CASH", "GOODWILL", "500.00")));
        assertThat(groups(APPROVE)).containsExactly("compensation-managers");
    }

    private List<OpenTask> seenBy(String user) {
        return as(user, () -> worklist.ofTicket(number));
    }

    private boolean inTasklistOf(String user) {
        return engine.createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskCandidateUser(user)
                        .includeAssignedTasks()
                        .count()
                == 1;
    }

    @Test
    void aSubstituteDecidesOnBehalfOfTheAbsentPerson() {
        away("compensation-manager", "counsel");
        moneyWaits();
        assertThat(seenBy("counsel")).singleElement().satisfies(task -> {
            assertThat(task.key()).isEqualTo(APPROVE);
            assertThat(task.onBehalfOf()).isEqualTo("compensation-manager");
        });
        assertThat(inTasklistOf("counsel")).isTrue();
        assertThat(jdbc.queryForList(
                        "select template from outbox_message where recipient like 'counsel%' order by id",
                        String.class))
                .containsExactly("SUBSTITUTE", "MESSAGE");

        approves("counsel");
        assertThat(approvals.of(number)).singleElement().satisfies(approval -> {
            assertThat(approval.approver()).isEqualTo("counsel");
            assertThat(approval.onBehalfOf()).isEqualTo("compensation-manager");
            assertThat(approval.approved()).isTrue();
        });
        assertThat(told(TimelineKind.ON_BEHALF)).isOne();
        assertThat(open()).containsExactly(EXECUTE);
    }

    @Test
    void anAbsenceThatBeginsLaterShowsWhatWaitsAlreadyAndHidesItWhenItEnds() {
        moneyWaits();
        as(
                "compensation-manager",
                () -> absences.enter(
                        null, "counsel", now().plus(Duration.ofHours(1)), now().plus(Duration.ofHours(3)), null));
        watch.refresh();
        assertThat(seenBy("counsel")).isEmpty();
        refused(ProblemType.NOT_ALLOWED, () -> approves("counsel"));

        clock.moveTo(now().plus(Duration.ofHours(2)));
        assertThat(seenBy("counsel")).hasSize(1);
        watch.refresh();
        watch.refresh();
        assertThat(inTasklistOf("counsel")).isTrue();
        String task = taskId(APPROVE);
        as("counsel", () -> worklist.claim(task));
        assertThat(task(APPROVE).getAssignee()).isEqualTo("counsel");

        clock.moveTo(now().plus(Duration.ofHours(2)));
        assertThat(seenBy("counsel")).as("whatever the list shows").isEmpty();
        refused(ProblemType.NOT_ALLOWED, () -> approves("counsel"));
        watch.refresh();
        assertThat(inTasklistOf("counsel")).isFalse();
        assertThat(task(APPROVE).getAssignee()).isNull();
        assertThat(jdbc.queryForObject("select count(*) from absence_task", Integer.class))
                .isZero();
        approves("compensation-manager");
    }

    @Test
    void aRevokedAbsenceGivesNothingAnyMore() {
        Absence absence = away("compensation-manager", "counsel");
        moneyWaits();
        assertThat(refusal("counsel", () -> absences.revoke(absence.id())).type())
                .isEqualTo(ProblemType.NOT_ALLOWED);
        as("compensation-manager", () -> absences.revoke(absence.id()));
        refused(ProblemType.NOT_ALLOWED, () -> approves("counsel"));
        assertThat(refusal("manager", () -> absences.revoke(absence.id())).type())
                .isEqualTo(ProblemType.TOO_LATE);
    }

    @Test
    void whoProposedDoesNotApproveAsASubstitute() {
        away("compensation-manager", "ops-staff");
        moneyWaits();
        assertThat(refused(ProblemType.RULE_REFUSES, () -> approves("ops-staff"))
                        .key())
                .isEqualTo("problem.own-proposal");
    }

    @Test
    void whatWasProposedInSomebodysNameIsHisProposalToo() {
        away("ops-staff", "counsel");
        aMinorFailure();
        proposes("counsel", "OTHER", "compensations", List.of(line("CASH", "GOODWILL", "500.00")));
        String gate = taskId(APPROVE);
        for (String user : List.of("counsel", "ops-staff")) {
            in(user, "compensation-managers", () -> assertThat(
                            refused(ProblemType.RULE_REFUSES, () -> worklist.complete(gate, fields("approved", true)))
                                    .key())
                    .isEqualTo("problem.own-proposal"));
        }
    }

    @Test
    void nobodyLetsHisOwnProposalBeApprovedInHisName() {
        moneyWaits();
        // the manager herself has proposed a line
        jdbc.update("update compensation_line set created_by = 'compensation-manager' where ticket_number = ?", number);
        away("compensation-manager", "counsel");
        assertThat(refused(ProblemType.RULE_REFUSES, () -> approves("counsel")).key())
                .isEqualTo("problem.own-proposal");
    }

    @Test
    void neitherTheSubstituteNorTheAbsentPersonPaysWhatWasApproved() {
        away("compensation-manager", "counsel");
        moneyWaits();
        approves("counsel");
        executes("ops-staff");
        String pay = taskId(PAY);
        for (String user : List.of("counsel", "compensation-manager")) {
            in(user, "finance-staff", () -> assertThat(refused(
                                    ProblemType.RULE_REFUSES,
                                    () -> worklist.complete(pay, fields("paid", true, "reference", "TX")))
                            .key())
                    .isEqualTo("problem.own-payment"));
        }
        away("cashier", "counsel");
        refused(ProblemType.RULE_REFUSES, () -> does("counsel", PAY, "paid", true, "reference", "TX"));
        does("cashier", PAY, "paid", true, "reference", "TX");
        assertThat(lines()).containsExactly("PAID");
    }

    @Test
    void theChainLeadsToTheFirstWhoIsThere() {
        away("compensation-manager", "counsel");
        away("counsel", "product-head");
        moneyWaits();
        refused(ProblemType.NOT_ALLOWED, () -> approves("counsel"));
        approves("product-head");
        assertThat(approvals.of(number)).singleElement().satisfies(approval -> assertThat(approval.onBehalfOf())
                .isEqualTo("compensation-manager"));
    }

    @Test
    void aCircleIsRefusedAndSurvived() {
        away("compensation-manager", "counsel");
        away("counsel", "product-head");
        assertThat(refusal("product-head", () -> enter(null, "compensation-manager"))
                        .key())
                .isEqualTo("problem.absence-cycle");
        // two who entered it at the same moment
        jdbc.update(
                "insert into absence (absent, substitute, starts_at, ends_at, entered_by, entered_at) values"
                        + " ('product-head', 'compensation-manager', ?, ?, 'product-head', ?)",
                at(now()),
                at(now().plus(DAY)),
                at(now()));
        moneyWaits();
        for (String user : List.of("counsel", "product-head")) {
            refused(ProblemType.NOT_ALLOWED, () -> approves(user));
        }
        approves("compensation-manager");
    }

    @Test
    void nobodyGainsRightsByEnteringOthers() {
        assertThat(refusal("manager", () -> enter("compensation-manager", "manager"))
                        .key())
                .isEqualTo("problem.absence-own-gain");
        assertThat(refusal("manager", () -> enter("compensation-manager", "counsel"))
                        .key())
                .as("a substitute from another line could be anybody's friend")
                .isEqualTo("problem.absence-other-line");
        assertThat(refusal("manager", () -> enter("tech-head", "parts-keeper")).key())
                .isEqualTo("problem.absence-other-line");
    }

    @Test
    void whoIsAwayByAnothersWordHearsOfItAndNotForLong() {
        as("manager", () -> enter("agent", "agent2"));
        assertThat(jdbc.queryForList(
                        "select recipient from outbox_message where template = 'ABSENCE_ENTERED'", String.class))
                .singleElement()
                .asString()
                .contains("agent");
        assertThat(fieldsOf("manager", "engineer", "tech-supervisor", now(), now().plus(DAY.multipliedBy(40))))
                .containsExactly("until");
        assertThat(fieldsOf(
                        "manager", "engineer", "tech-supervisor", now().minus(DAY.multipliedBy(5)), now().plus(DAY)))
                .containsExactly("from");
    }

    @Test
    void whatCannotBeIsRefused() {
        away("compensation-manager", "counsel");
        assertThat(refusal("compensation-manager", () -> enter(null, "product-head"))
                        .key())
                .isEqualTo("problem.absence-overlaps");
        assertThat(refusal("counsel", () -> enter(null, "counsel")).key()).isEqualTo("problem.absence-self");
        assertThat(refusal("agent", () -> enter("counsel", "agent2")).type()).isEqualTo(ProblemType.NOT_ALLOWED);
        assertThat(fieldsOf("counsel", null, "nobody-known", now(), now().plus(DAY)))
                .containsExactly("substitute");
        assertThat(fieldsOf("counsel", null, "channel", now(), now().plus(DAY))).containsExactly("substitute");
        assertThat(fieldsOf("counsel", null, "agent", now(), now())).contains("until");
        assertThat(fieldsOf("counsel", null, "agent", now().minus(DAY), now().minusSeconds(1)))
                .containsExactly("until");
        assertThat(fieldsOf("counsel", null, "agent", null, null)).containsExactly("from", "until");
        assertThat(fieldsOf("counsel", null, "agent", now(), now().plus(Duration.ofDays(400))))
                .containsExactly("until");
        as("desk-supervisor", () -> enter("agent", "agent2"));
        assertThat(absences.upcoming()).hasSize(2);
    }

    @Test
    void theOwnersTasksAreHisSubstitutes() {
        resolved();
        assertThat(task(CONFIRM).getAssignee()).isEqualTo("agent");
        away("agent", "counsel");
        watch.refresh();
        assertThat(seenBy("counsel")).singleElement().satisfies(task -> assertThat(task.onBehalfOf())
                .isEqualTo("agent"));
        String task = taskId(CONFIRM);
        as("counsel", () -> worklist.unclaim(task));
        assertThat(task(CONFIRM).getAssignee()).as("he takes it over").isEqualTo("counsel");
        as("counsel", () -> worklist.unclaim(task));
        assertThat(task(CONFIRM).getAssignee()).isEqualTo("agent");
        does("counsel", CONFIRM, "confirmed", true, "evidence", "On the phone.");
        assertThat(told(TimelineKind.ON_BEHALF)).isOne();
    }

    @Test
    void aPassiveApprovalNeverHappens() {
        away("compensation-manager", "counsel");
        moneyWaits();
        passes("P30D");
        assertThat(open()).contains(APPROVE);
        assertThat(approvals.of(number)).isEmpty();
    }

    private Absence enter(@Nullable String absent, String substitute) {
        return absences.enter(absent, substitute, now(), now().plus(DAY), null);
    }

    private ProblemException refusal(String user, Runnable action) {
        return Objects.requireNonNull(
                catchThrowableOfType(ProblemException.class, () -> as(user, action)), "it was not refused");
    }

    private List<String> fieldsOf(
            String user, @Nullable String absent, String substitute, @Nullable Instant from, @Nullable Instant until) {
        return refusal(user, () -> absences.enter(absent, substitute, from, until, null)).fields().stream()
                .map(ProblemException.FieldProblem::field)
                .toList();
    }

    private static Timestamp at(Instant instant) {
        return Timestamp.from(instant);
    }

    private void in(String user, String group, Runnable action) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        user, null, AuthorityUtils.createAuthorityList("ROLE_" + group)));
        try {
            action.run();
        } finally {
            nobodySignedIn();
        }
    }
}
