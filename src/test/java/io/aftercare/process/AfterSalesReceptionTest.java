package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aftercare.conversation.Incoming;
import io.aftercare.conversation.Received;
import io.aftercare.conversation.Reception;
import io.aftercare.conversation.Sender;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever way a customer comes, he stands at the same door. */
class AfterSalesReceptionTest extends AfterSalesTrace {

    private static final Sender ZHANG = new Sender(null, "Zhang Wei", null, "zhang.wei@customer.example", null);

    @Autowired
    private Reception reception;

    @Test
    void whatACustomerSendsBecomesATicketThatAnAgentRegisters() {
        Received received = receives(Incoming.of(Channel.EMAIL, ZHANG, "It does not start."));
        assertThat(received.kind()).isEqualTo(Received.Kind.NEW);
        assertThat(ticket().customerRef()).isEqualTo(CUSTOMER);
        assertThat(ticket().reportedBy()).isEqualTo(Timeline.CUSTOMER);
        assertThat(ticket().channel()).isEqualTo(Channel.EMAIL);
        assertThat(open()).containsExactly(REGISTER);
        assertThat(sent()).containsExactly("RECEIPT");
    }

    @Test
    void aMachineGetsNoReceipt() {
        receives(new Incoming(
                Channel.EMAIL,
                ZHANG,
                null,
                null,
                "Delivery report.",
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                false));
        assertThat(sent()).isEmpty();
    }

    @Test
    void wordsOnATicketThatIsKnownAreALineOnIt() {
        byPhone();
        Received received = receives(Incoming.on(number, Channel.CHAT, ZHANG, "And it smells.", List.of()));
        assertThat(received.kind()).isEqualTo(Received.Kind.ADDED);
        assertThat(timeline.of(number))
                .anySatisfy(entry -> assertThat(entry.id()).isEqualTo(received.timelineEntryId()))
                .anySatisfy(entry -> assertThat(entry.text()).isEqualTo("And it smells."));
        assertThat(story()).contains(TimelineKind.MESSAGE_FROM_CUSTOMER);
    }

    @Test
    void wordsShortlyAfterClosingOpenItAgainAndLaterOnesContinueIt() {
        callDue();
        customer(() -> callbacks.answerByCustomer(number, answer(true, 5)));
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        String closed = number;
        assertThat(receives(Incoming.on(closed, Channel.EMAIL, ZHANG, "Broken again.", List.of()))
                        .kind())
                .isEqualTo(Received.Kind.REOPENED);

        as("desk-supervisor", () -> confirmations.cancel(closed, "desk-supervisor", "He bought another one."));
        clock.moveTo(now().plus(Duration.ofDays(9)));
        Received continued = receives(Incoming.on(closed, Channel.EMAIL, ZHANG, "One more thing.", List.of()));
        assertThat(continued.kind()).isEqualTo(Received.Kind.CONTINUED);
        assertThat(continued.ticketNumber()).isNotEqualTo(closed);
    }

    @Test
    void anotherCustomersOrderIsNotTakenOverAndNotTold() {
        receives(new Incoming(
                Channel.WEB,
                new Sender(null, "Stranger", null, "stranger@other.example", null),
                null,
                null,
                "Where is it?",
                List.of(),
                null,
                ORDER,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                true));
        assertThat(ticket().orderNo()).isNull();
        assertThat(timeline.of(number))
                .filteredOn(entry -> ORDER.equals(entry.text()))
                .allMatch(entry -> !entry.visibleToCustomer())
                .hasSize(1);
    }

    @Test
    void otherContactsOfAKnownCustomerAreNotedAndChangeNothing() {
        receives(Incoming.of(
                Channel.WEB, new Sender(CUSTOMER, "Zhang Wei", "13999990000", null, null), "It does not start."));
        assertThat(timeline.of(number))
                .anySatisfy(
                        line -> assertThat(line.text()).contains("13999990000").doesNotContain("Zhang"));
        assertThat(jdbc.queryForObject("select phone from customer where ref = ?", String.class, CUSTOMER))
                .isEqualTo("13800001001");
    }

    @Test
    void whoTellsNoNameIsNotCalledByHisTelephoneNumber() {
        receives(Incoming.of(Channel.CHAT, new Sender(null, null, "13912345678", null, null), "Hello?"));
        assertThat(jdbc.queryForObject("select name from customer where ref = ?", String.class, ticket().customerRef()))
                .isEqualTo("139****5678");
    }

    @Test
    void nobodyIsHeardWhoCannotBeAnswered() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() ->
                        receives(Incoming.of(Channel.CHAT, new Sender(null, "Nobody", null, null, null), "Hello?")))
                .matches(refusal -> refusal.type() == ProblemType.INVALID_FIELDS);
    }

    private Received receives(Incoming incoming) {
        nobodySignedIn();
        Received received = reception.receive(incoming);
        number = received.ticketNumber();
        return received;
    }
}
