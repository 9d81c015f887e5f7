package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.aftercare.calls.CallList;
import io.aftercare.customer.Reveals;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TicketStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Whom to call, one caller at a time, number for the caller only; and the ledger of what is complex. */
class AfterSalesCallsTest extends AfterSalesTrace {

    @Autowired
    private CallList calls;

    @Autowired
    private Reveals reveals;

    @Autowired
    private WebApplicationContext web;

    @Test
    void oneCallerTakesTheCallAndOnlyHeSeesTheNumber() {
        callDue();
        String task = taskId(CALL_BACK);
        as("agent", () -> {
            CallList.Call call = calls.waiting().get(0);
            assertThat(call.ticket().number()).isEqualTo(number);
            assertThat(calls.number(call)).isNull();
            calls.take(task);
            assertThat(calls.number(calls.require(task)))
                    .as("taken, not yet shown")
                    .isNull();
            calls.show(task, "Callback");
            assertThat(calls.number(calls.require(task))).isEqualTo("13800001001");
        });
        assertThat(reveals.of(CUSTOMER)).singleElement().satisfies(reveal -> {
            assertThat(reveal.revealedBy()).isEqualTo("agent");
            assertThat(reveal.ticketNumber()).isEqualTo(number);
        });
        as("agent2", () -> {
            assertThat(catchThrowableOfType(ProblemException.class, () -> calls.take(task)))
                    .isNotNull();
            assertThat(catchThrowableOfType(ProblemException.class, () -> calls.show(task, "Me too")))
                    .isNotNull();
            assertThat(catchThrowableOfType(ProblemException.class, () -> calls.record(task, Map.of("reached", false))))
                    .isNotNull();
        });
        assertThat(reveals.of(CUSTOMER)).hasSize(1);
    }

    @Test
    void whatWasSaidIsRecordedOnTheRoadOfTheTask() {
        callDue();
        String task = taskId(CALL_BACK);
        as("agent2", () -> {
            calls.take(task);
            ProblemException missing = catchThrowableOfType(
                    ProblemException.class, () -> calls.record(task, Map.of("reached", true, "resolved", true)));
            assertThat(Objects.requireNonNull(missing).type()).isEqualTo(ProblemType.INVALID_FIELDS);
            calls.record(
                    task,
                    new HashMap<>(Map.of(
                            "reached", true, "resolved", true, "speed", 4, "effect", 4, "attitude", 5, "overall", 2)));
        });
        assertThat(status()).isEqualTo(TicketStatus.CALLED_BACK);
        assertThat(open()).containsExactly(FOLLOW_UP);
        as("agent", () -> assertThat(calls.waiting()).isEmpty());
    }

    @Test
    void nobodyIsCalledAtNightAndWhoWasMissedIsPromisedALaterCall() {
        callDue();
        String task = taskId(CALL_BACK);
        as("agent", () -> {
            calls.take(task);
            calls.record(task, Map.of("reached", false));
            assertThat(calls.waiting()).isEmpty();
            assertThat(calls.later()).singleElement().satisfies(later -> assertThat(
                            later.attempt().nextAttemptAt())
                    .isEqualTo(now().plusSeconds(4 * 3600)));
        });
        passes("PT12H");
        String again = taskId(CALL_BACK);
        as("agent", () -> {
            assertThat(calls.opensAt()).isNotNull();
            assertThat(catchThrowableOfType(ProblemException.class, () -> calls.take(again)))
                    .extracting(ProblemException::key)
                    .isEqualTo("problem.calls-closed");
        });
    }

    @Test
    void theLedgerShowsComplexTicketsUnderItsFiltersAndItsTableCannotCalculate() throws Exception {
        aMinorFailure();
        jdbc.update("update ticket set description = '=HYPERLINK(\"http://evil\")' where number = ?", number);
        proposes("ops-staff", "COUPON");
        assertThat(page("/ledger")).contains(number, "Coupon");
        assertThat(page("/ledger?department=operations&remedy=COUPON&from=2026-11-01&to=2026-12-01"))
                .contains(number);
        for (String other :
                List.of("department=technical", "remedy=REPAIR", "from=2027-01-01", "status=CLOSED", "late=true")) {
            assertThat(page("/ledger?" + other)).as(other).doesNotContain(number);
        }
        String table = page("/ledger/export.csv?department=operations");
        assertThat(table).contains(number, "'=HYPERLINK");
        assertThat(table).doesNotContain(",=HYPERLINK").doesNotContain("\"=HYPERLINK");
        jdbc.update("update ticket set complexity = 'SIMPLE' where number = ?", number);
        assertThat(page("/ledger")).doesNotContain(number);
    }

    private String page(String path) throws Exception {
        signIn("agent");
        try {
            return MockMvcBuilders.webAppContextSetup(web)
                    .build()
                    .perform(get(java.net.URI.create(path)).locale(Locale.ENGLISH))
                    .andReturn()
                    .getResponse()
                    .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
        } finally {
            nobodySignedIn();
        }
    }
}
