package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import org.junit.jupiter.api.Test;

/** From the first contact to the desk that is responsible: reported, registered, classified, answered. */
class AfterSalesIntakeTest extends AfterSalesTrace {

    @Test
    void whatAChannelTakesInIsRegisteredByAnAgentWhoThenOwnsIt() {
        byApp();
        assertThat(status()).isEqualTo(TicketStatus.RECEIVED);
        assertThat(open()).containsExactly(REGISTER);
        assertThat(groups(REGISTER)).containsExactly("service-agents");

        does(
                "agent2",
                REGISTER,
                "restated",
                true,
                "description",
                "It hums, but the fan stands still.",
                "mood",
                "ANGRY");
        assertThat(ticket().owner()).isEqualTo("agent2");
        assertThat(ticket().description()).isEqualTo("It hums, but the fan stands still.");
        assertThat(story())
                .containsExactly(TimelineKind.RECEIVED, TimelineKind.ORIGINAL_DESCRIPTION, TimelineKind.REGISTERED);
        assertThat(open()).containsExactly(CLASSIFY);
        assertThat(task(CLASSIFY).getAssignee()).isEqualTo("agent2");

        classifies("agent2", "PRODUCT_FAULT", "NORMAL_USE", "COMPLEX");
        assertThat(ticket().priority()).isEqualTo(Priority.P1);
        assertThat(ticket().department()).isEqualTo("technical");
        assertThat(open()).containsExactly(PROPOSE);
        assertThat(groups(PROPOSE)).containsExactly("technical-staff");
        assertThat(ticket().owner()).isEqualTo("agent2");
    }

    @Test
    void aCallThatAnAgentTakesIsRegisteredAlready() {
        byPhone();
        assertThat(ticket().owner()).isEqualTo("agent");
        assertThat(open()).containsExactly(CLASSIFY);
        assertThat(task(CLASSIFY).getAssignee()).isEqualTo("agent");
        assertThat(groups(CLASSIFY)).containsExactly("service-agents");
        assertThat(sent()).containsExactly("RECEIPT");
    }

    @Test
    void anAgentMayGiveTheClassificationWithIt() {
        byPhone(ORDER, kind("SERVICE_FAILURE", "MINOR", "COMPLEX"));
        assertThat(status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(ticket().department()).isEqualTo("operations");
        assertThat(open()).containsExactly(PROPOSE);
    }

    @Test
    void aChannelMayNotClassify() {
        byApp();
        var classified = intake(Channel.APP, ORDER, "It is broken.", kind("INQUIRY", "MINOR", "SIMPLE"));
        refused(ProblemType.NOT_ALLOWED, () -> as("channel", () -> registrations.receive(classified)));
    }

    @Test
    void somethingHardGoesToTheSpecialTeam() {
        byPhone();
        classifies("agent", "PRODUCT_FAULT", "MINOR", "HARD");
        assertThat(groups(PROPOSE)).containsExactly("special-team");
    }

    @Test
    void aSimpleQuestionIsAnsweredAtOnceAndClosedWhenTheLinkHasEnded() {
        byPhone(ORDER, kind("INQUIRY", "MINOR", "SIMPLE"));
        assertThat(sent()).contains("ANSWER").doesNotContain("ASK_CONFIRMATION");
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
        assertThat(open()).containsExactly(CONFIRM);

        does("agent", CONFIRM, "confirmed", true, "evidence", "He tried it while we spoke.");
        assertThat(open()).isEmpty();
        passes("PT24H");
        assertThat(sent()).endsWith("SURVEY");
        assertThat(open()).as("nobody calls, the link is enough").isEmpty();
        passes("PT47H");
        assertThat(status()).isEqualTo(TicketStatus.CONFIRMED);
        passes("PT1H");
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(ticket().closedBy()).isEqualTo(ClosedBy.CONFIRMATION);
        assertThat(isOver()).isTrue();
    }

    @Test
    void aSimpleQuestionThatWasConfirmedOnTheCallNeedsNoConfirmation() {
        byPhone();
        does(
                "agent",
                CLASSIFY,
                "category",
                "INQUIRY",
                "impact",
                "MINOR",
                "urgency",
                "LOW",
                "complexity",
                "SIMPLE",
                "answer",
                "Press the button for three seconds.",
                "confirmedOnCall",
                true);
        assertThat(status()).isEqualTo(TicketStatus.CONFIRMED);
        assertThat(open()).isEmpty();
        passes("PT72H");
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(ticket().closedBy()).isEqualTo(ClosedBy.CONFIRMATION);
    }

    @Test
    void aComplaintAndWhateverIsUrgentIsNeverSimple() {
        byPhone();
        assertThat(refused(ProblemType.RULE_REFUSES, () -> simple("COMPLAINT", "MINOR"))
                        .key())
                .isEqualTo("problem.not-simple");
        refused(ProblemType.RULE_REFUSES, () -> simple("INQUIRY", "NORMAL_USE"));
        refused(ProblemType.RULE_REFUSES, () -> simple("INQUIRY", "CORE_OR_SAFETY"));
        assertThat(open()).containsExactly(CLASSIFY);
    }

    @Test
    void whatIsNotOursIsClassifiedAgain() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "MINOR", "COMPLEX"));
        does("engineer", PROPOSE, "notOurs", true, "notOursReason", "The courier broke it.");
        assertThat(status()).isEqualTo(TicketStatus.REGISTERED);
        assertThat(open()).containsExactly(CLASSIFY);
        assertThat(task(CLASSIFY).getAssignee()).isEqualTo("agent");

        classifies("agent", "SERVICE_FAILURE", "MINOR", "COMPLEX");
        assertThat(groups(PROPOSE)).containsExactly("operations-staff");
    }

    @Test
    void theSecondTimeNobodyWantsItTheSupervisorsOfTheDeskDecide() {
        byPhone(ORDER, kind("PRODUCT_FAULT", "MINOR", "COMPLEX"));
        does("engineer", PROPOSE, "notOurs", true, "notOursReason", "The courier broke it.");
        classifies("agent", "SERVICE_FAILURE", "MINOR", "COMPLEX");
        does("ops-staff", PROPOSE, "notOurs", true, "notOursReason", "The courier says it left whole.");

        assertThat(task(CLASSIFY).getAssignee()).isNull();
        assertThat(groups(CLASSIFY)).containsExactly("service-supervisors");
        refused(ProblemType.NOT_ALLOWED, () -> classifies("agent", "PRODUCT_FAULT", "MINOR", "COMPLEX"));
        classifies("desk-supervisor", "COMPLAINT", "MINOR", "COMPLEX");
        assertThat(groups(PROPOSE)).containsExactly("complaints-staff");
        assertThat(ticket().notOursCount()).isEqualTo(2);
    }

    private void simple(String category, String impact) {
        does(
                "agent",
                CLASSIFY,
                "category",
                category,
                "impact",
                impact,
                "urgency",
                "LOW",
                "complexity",
                "SIMPLE",
                "answer",
                "Please wait.");
    }
}
