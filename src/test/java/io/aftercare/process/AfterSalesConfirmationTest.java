package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The customer's last word: solved or not, in time or late, and what he writes when it is over. */
class AfterSalesConfirmationTest extends AfterSalesTrace {

    @Test
    void theOwnerConfirmsWhatTheCustomerSaid() {
        resolved();
        assertThat(sent()).endsWith("ASK_CONFIRMATION");
        assertThat(task(CONFIRM).getAssignee()).isEqualTo("agent");
        does("agent", CONFIRM, "confirmed", true, "evidence", "Recorded call 18.");
        assertThat(status()).isEqualTo(TicketStatus.CONFIRMED);
        assertThat(open()).isEmpty();
    }

    @Test
    void onlyASupervisorGivesItToAnotherOwnerWhoThenHasHisTasks() {
        resolved();
        refused(
                ProblemType.NOT_ALLOWED,
                () -> as("agent2", () -> registrations.changeOwner(number, "agent2", "I take it.")));
        as("desk-supervisor", () -> registrations.changeOwner(number, "agent2", "He is on holiday."));
        assertThat(ticket().owner()).isEqualTo("agent2");
        assertThat(task(CONFIRM).getAssignee()).isEqualTo("agent2");

        does("agent2", CONFIRM, "confirmed", false, "evidence", "It still hums.");
        proposes("ops-staff", "COUPON");
        executes("ops-staff");
        assertThat(task(CONFIRM).getAssignee()).as("the next round too").isEqualTo("agent2");
    }

    @Test
    void theCustomerConfirmsOnHisPageAndTheOwnerNeedNotAsk() {
        resolved();
        customer(() -> confirmations.confirmByCustomer(number));
        assertThat(status()).isEqualTo(TicketStatus.CONFIRMED);
        assertThat(open()).isEmpty();
        refused(ProblemType.TOO_LATE, () -> customer(() -> confirmations.confirmByCustomer(number)));
        refused(ProblemType.TOO_LATE, () -> customer(() -> confirmations.disputeByCustomer(number, "No.")));
    }

    @Test
    void theOwnerHearsThatItIsNotSolved() {
        resolved();
        does("agent", CONFIRM, "confirmed", false, "evidence", "It still hums.");
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(ticket().resolvedAt()).isNull();

        proposes("ops-staff", "COUPON");
        executes("ops-staff");
        assertThat(open()).containsExactly(CONFIRM);
        assertThat(ticket().resolutionRound()).isEqualTo(2);
        assertThat(sent()).endsWith("ASK_CONFIRMATION");
    }

    @Test
    void theCustomerDisputesOnHisPage() {
        resolved();
        customer(() -> confirmations.disputeByCustomer(number, "It still hums."));
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(story()).contains(TimelineKind.DISPUTED);
        passes("PT25H");
        assertThat(sent()).as("the callback counts from the next resolution").doesNotContain("SURVEY");
    }

    @Test
    void whatIsNotConfirmedWithinADayIsAskedInTheCallback() {
        resolved();
        passes("PT24H");
        assertThat(open()).containsExactly(CALL_BACK);
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
        isReached(true, 5);
        assertThat(ticket().confirmedAt()).isEqualTo(now());
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(ticket().closedBy()).isEqualTo(ClosedBy.ANSWER);
    }

    @Test
    void hisPageStillTakesAYesDuringTheCallbackAndTheCallStays() {
        resolved();
        passes("PT25H");
        customer(() -> confirmations.confirmByCustomer(number));
        assertThat(status()).isEqualTo(TicketStatus.CONFIRMED);
        assertThat(open()).containsExactly(CALL_BACK);
    }

    @Test
    void aDisputeDuringTheCallbackWithdrawsTheCall() {
        resolved();
        passes("PT25H");
        customer(() -> confirmations.disputeByCustomer(number, "It hums again."));
        assertThat(open()).containsExactly(PROPOSE);
        passes("PT48H");
        assertThat(sent()).doesNotContain("REMINDER");
    }

    @Test
    void anAnswerToASimpleQuestionCanBeDisputedUntilItIsClosed() {
        byPhone(ORDER, kind("INQUIRY", "MINOR", "SIMPLE"));
        passes("PT30H");
        customer(() -> confirmations.disputeByCustomer(number, "That is not what I asked."));
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(groups(PROPOSE)).containsExactly("product-staff");
    }

    @Test
    void aMessageWithinAWeekOpensAClosedTicketAgain() {
        callDue();
        isReached(true, 5);
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(isOver()).isTrue();
        passes("P7D");

        Optional<String> next = confirmations.messageFromCustomer(number, "It hums again.");
        assertThat(next).isEmpty();
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(ticket().owner()).isEqualTo("agent");
        assertThat(ticket().reopenedCount()).isEqualTo(1);
        assertThat(ticket().closedBy()).isNull();
        assertThat(sent()).endsWith("REOPENED");

        proposes("ops-staff", "COUPON");
        executes("ops-staff");
        customer(() -> confirmations.confirmByCustomer(number));
        passes("PT24H");
        isReached(true, 4);
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
    }

    @Test
    void aMessageLaterThanThatMakesALinkedNewTicket() {
        callDue();
        isReached(true, 5);
        passes("PT168H1S");
        String former = number;
        number = confirmations.messageFromCustomer(former, "It hums again.").orElseThrow();
        assertThat(number).isNotEqualTo(former);
        assertThat(tickets.require(former).status()).isEqualTo(TicketStatus.CLOSED);
        Ticket next = ticket();
        assertThat(next.continuesNumber()).isEqualTo(former);
        assertThat(next.orderNo()).isEqualTo(ORDER);
        assertThat(next.status()).isEqualTo(TicketStatus.RECEIVED);
        assertThat(open()).containsExactly(REGISTER);
    }

    @Test
    void aMessageToAnOpenTicketMovesNothing() {
        resolved();
        confirmations.messageFromCustomer(number, "Thank you, I will try it tonight.");
        assertThat(open()).containsExactly(CONFIRM);
        assertThat(story()).contains(TimelineKind.MESSAGE_FROM_CUSTOMER);
    }
}
