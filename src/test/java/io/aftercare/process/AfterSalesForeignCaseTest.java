package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.merging.TicketMerges;
import io.aftercare.merging.TicketSplits;
import io.aftercare.problem.ProblemType;
import io.aftercare.registration.Intake;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Cases that also lie with an authority or a platform (E-06): they carry its date and never end by themselves. */
class AfterSalesForeignCaseTest extends AfterSalesTrace {

    @Autowired
    private TicketMerges merges;

    @Autowired
    private TicketSplits splits;

    @Test
    void headAndCounselHearOfItAtReceipt() {
        isReported(Channel.REGULATOR, now().plus(Duration.ofDays(7)));
        assertThat(told()).hasSize(2).allSatisfy(address -> assertThat(address)
                .containsPattern("complaint-head|counsel"));
        assertThat(story()).contains(TimelineKind.DISPUTE_REPORTED);
        assertThat(ticket().externalNumber()).isEqualTo("12315-777");
    }

    @Test
    void itsDateIsAClockOfItsOwnThatNightsDoNotMove() {
        Instant due = now().plus(Duration.ofDays(3)).plus(Duration.ofHours(11));
        isReported(Channel.MARKETPLACE, due);
        assertThat(clock(ClockName.FOREIGN_DEADLINE).dueAt()).isEqualTo(due);
        passes("PT84H");
        assertThat(clock(ClockName.FOREIGN_DEADLINE).state()).isEqualTo(ClockState.BREACHED);
        assertThat(jdbc.queryForObject(
                        "select count(*) from timeline_entry where ticket_number = ? and clock = 'FOREIGN_DEADLINE'"
                                + " and clock_level = 100",
                        Integer.class,
                        number))
                .isEqualTo(1);
    }

    @Test
    void withoutADateThereIsNoClockAndItStillWaitsForAPerson() {
        isReported(Channel.MARKETPLACE, null);
        assertThat(clocks.of(number)).extracting("name").doesNotContain(ClockName.FOREIGN_DEADLINE);
    }

    @Test
    void aDateThatIsOverAlreadyIsLateAtOnce() {
        isReported(Channel.REGULATOR, now().minus(Duration.ofDays(1)));
        passes("PT2S");
        assertThat(clock(ClockName.FOREIGN_DEADLINE).state()).isEqualTo(ClockState.BREACHED);
    }

    @ParameterizedTest
    @EnumSource(names = {"REGULATOR", "MARKETPLACE"})
    void silenceDoesNotCloseIt(Channel channel) {
        isResolved(channel);
        passes("PT169H");
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
        assertThat(open()).containsExactly(DISPUTE);
        assertThat(groups(DISPUTE)).containsExactly("complaints-heads", "complaints-supervisors");
        passes("PT720H");
        assertThat(open()).containsExactly(DISPUTE);

        refused(
                ProblemType.INVALID_FIELDS,
                () -> does("complaint-supervisor", DISPUTE, "closedThere", false, "result", "x"));
        refused(ProblemType.NOT_ALLOWED, () -> does("agent", DISPUTE, "closedThere", true, "result", "x"));
        does("complaint-supervisor", DISPUTE, "closedThere", true, "result", "Mediated, both sides signed.");
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(ticket().closedBy()).isEqualTo(ClosedBy.DISPUTE);
        assertThat(clock(ClockName.FOREIGN_DEADLINE).metAt()).isEqualTo(now());
        assertThat(isOver()).isTrue();
    }

    @Test
    void theCustomersOwnYesDoesNotCloseItEither() {
        isResolved(Channel.REGULATOR);
        customer(() -> confirmations.confirmByCustomer(number));
        passes("PT24H");
        isReached(true, 5);
        assertThat(sent()).endsWith("THANKS");
        assertThat(status()).isEqualTo(TicketStatus.CALLED_BACK);
        assertThat(open()).containsExactly(DISPUTE);
        does("complaint-head", DISPUTE, "closedThere", true, "result", "Withdrawn there.");
        assertThat(ticket().closedBy()).isEqualTo(ClosedBy.ANSWER);
    }

    @Test
    void aBadAnswerIsFollowedUpFirst() {
        isResolved(Channel.MARKETPLACE);
        does("agent", CONFIRM, "confirmed", true, "evidence", "He said so.");
        passes("PT24H");
        isReached(true, 2);
        does("complaint-supervisor", FOLLOW_UP, "cause", "Too slow", "improvementPlan", "A second courier");
        assertThat(open()).containsExactly(DISPUTE);
    }

    @Test
    void whoDisputesMeanwhileGetsANewProposal() {
        isResolved(Channel.REGULATOR);
        passes("PT169H");
        customer(() -> confirmations.disputeByCustomer(number, "It broke again."));
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
    }

    @Test
    void whoConfirmsMeanwhileStillLeavesTheLastWordToAPerson() {
        isResolved(Channel.REGULATOR);
        passes("PT169H");
        customer(() -> confirmations.confirmByCustomer(number));
        assertThat(open()).containsExactly(DISPUTE);
        assertThat(status()).isEqualTo(TicketStatus.CONFIRMED);
    }

    @Test
    void theCustomerCannotCancelWhatLiesElsewhere() {
        isReported(Channel.REGULATOR, null);
        refused(
                ProblemType.RULE_REFUSES,
                () -> customer(() -> confirmations.cancel(number, Timeline.CUSTOMER, "No longer needed.")));
        String letter = "Withdrawn at 12315, letter on file.";
        refused(ProblemType.NOT_ALLOWED, () -> as("agent", () -> confirmations.cancel(number, "agent", letter)));
        refused(ProblemType.NOT_ALLOWED, () -> as("cashier", () -> confirmations.cancel(number, "cashier", letter)));
        as("complaint-supervisor", () -> confirmations.cancel(number, "complaint-supervisor", letter));
        assertThat(status()).isEqualTo(TicketStatus.CANCELLED);
        assertThat(jdbc.queryForList(
                        "select distinct recipient from outbox_message where ticket_number = ? and template = 'MESSAGE'"
                                + " and body like ?",
                        String.class,
                        number,
                        "%" + letter + "%"))
                .anySatisfy(to -> assertThat(to).contains("complaint-head"))
                .anySatisfy(to -> assertThat(to).contains("counsel"));
    }

    @Test
    void itDoesNotDisappearInAnotherTicket() {
        aMinorFailure();
        String other = number;
        byApp();
        for (Channel channel : List.of(Channel.REGULATOR, Channel.MARKETPLACE)) {
            received("channel", intake(channel, ORDER, "Complaint handed over to us.", null));
            refused(ProblemType.RULE_REFUSES, () -> as("agent", () -> merges.merge(number, other, "The same.")));
        }
        Ticket part = as(
                "agent",
                () -> splits.split(number, new TicketSplits.Split(null, "My invoice is wrong.", null, "Another.")));
        assertThat(part.channel()).isEqualTo(Channel.PHONE);
    }

    private void isReported(Channel channel, @Nullable Instant due) {
        Intake plain = intake(channel, ORDER, "Complaint handed over to us.", null);
        received(
                "agent",
                new Intake(
                        plain.channel(),
                        plain.customer(),
                        plain.description(),
                        null,
                        null,
                        ORDER,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "12315-777",
                        due,
                        kind("SERVICE_FAILURE", "MINOR", "COMPLEX")));
    }

    private void isResolved(Channel channel) {
        isReported(channel, now().plus(Duration.ofDays(60)));
        proposes("ops-staff", "COUPON");
        executes("ops-staff");
    }

    private List<String> told() {
        return jdbc.queryForList(
                "select distinct recipient from outbox_message where ticket_number = ? and template = 'FOREIGN_CASE'"
                        + " order by recipient",
                String.class,
                number);
    }
}
