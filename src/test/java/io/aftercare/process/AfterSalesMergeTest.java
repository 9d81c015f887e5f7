package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.customer.CustomerMerges;
import io.aftercare.customer.Customers;
import io.aftercare.merging.TicketMerges;
import io.aftercare.merging.TicketSplits;
import io.aftercare.merging.TicketSplits.Split;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.problem.ProblemType;
import io.aftercare.registration.Intake;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.TicketClock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Two tickets that are one matter, one that is two (L14), and what merging is no way around. */
class AfterSalesMergeTest extends AfterSalesTrace {

    @Autowired
    private TicketMerges merges;

    @Autowired
    private TicketSplits splits;

    @Autowired
    private CustomerMerges customerMerges;

    @Autowired
    private Customers people;

    @Autowired
    private TrackingLinks links;

    @Test
    void aMergedTicketEndsAndGoesOnUnderTheOtherNumber() {
        aMinorFailure();
        String first = number;
        byApp();
        String second = number;
        String token = token(ticket());
        customer(() -> confirmations.messageFromCustomer(second, "It still hums."));
        as("agent", () -> merges.merge(second, first, "He wrote it twice."));

        assertThat(status()).isEqualTo(TicketStatus.MERGED);
        assertThat(ticket().closedBy()).isEqualTo(ClosedBy.MERGE);
        assertThat(isOver()).isTrue();
        assertThat(clocks.of(second))
                .filteredOn(clock -> clock.metAt() == null)
                .extracting(TicketClock::state)
                .containsOnly(ClockState.STOPPED);
        assertThat(sent()).contains("MERGED").doesNotContain("CANCELLED");
        assertThat(told(TimelineKind.MERGED)).isOne();
        assertThat(timeline.of(first))
                .filteredOn(entry -> entry.kind() == TimelineKind.MERGED_IN)
                .singleElement()
                .satisfies(entry -> assertThat(entry.text()).contains(second, "He wrote it twice."));

        assertThat(links.ticketOf(token)).isEqualTo(first);
        assertThat(tickets.withMerged(first)).containsExactly(first, second);
        customer(() -> assertThat(confirmations.messageFromCustomer(second, "And it smells."))
                .hasValue(first));
        assertThat(timeline.of(first)).extracting(TimelineEntry::text).contains("And it smells.");
    }

    @Test
    void theOldLinkLivesAsLongAsTheTicketThatItLeadsTo() {
        aMinorFailure();
        String first = number;
        byApp();
        String token = token(ticket());
        as("agent", () -> merges.merge(number, first, "The same."));
        as("agent", () -> confirmations.cancel(first, "agent", "It works again."));
        assertThat(links.ticketOf(token)).isEqualTo(first);
        passes("P31D");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> links.ticketOf(token)))
                .isNotNull();
    }

    @Test
    void nothingIsMergedInACircleIntoWhatIsOverOrTwice() {
        aMinorFailure();
        String first = number;
        aMinorFailure();
        String second = number;
        aMinorFailure();
        String third = number;
        as("agent", () -> {
            refused(ProblemType.INVALID_FIELDS, () -> merges.merge(third, third, "Me."));
        });
        as("agent", () -> merges.merge(second, first, "The same."));
        number = first;
        signIn("agent");
        refused(ProblemType.TOO_LATE, () -> merges.merge(first, second, "Back."));
        number = second;
        refused(ProblemType.TOO_LATE, () -> merges.merge(second, third, "Again."));
        merges.merge(first, third, "All the same.");
        assertThat(tickets.followed(second)).isEqualTo(third);
        assertThat(tickets.withMerged(third)).containsExactly(third, first, second);
        assertThat(tickets.merge(second).orElseThrow().targetNumber()).isEqualTo(first);
    }

    @Test
    void onlyTicketsOfOneCustomerAreMergedAndOnlyByTheDesk() {
        aMinorFailure();
        String mine = number;
        received("channel", ofSomebodyElse("My kettle leaks."));
        String his = number;
        refused(ProblemType.RULE_REFUSES, () -> as("agent", () -> merges.merge(his, mine, "The same.")));
        aMinorFailure();
        refused(ProblemType.NOT_ALLOWED, () -> as("engineer", () -> merges.merge(number, mine, "The same.")));
    }

    @Test
    void whatWasPromisedApprovedOrPaidStaysATicketOfItsOwn() {
        aMinorFailure();
        String first = number;
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "20.00")));
        refused(ProblemType.RULE_REFUSES, () -> as("agent", () -> merges.merge(number, first, "The same.")));
    }

    @Test
    void whatNobodyHasSignedYetIsReleased() {
        aMinorFailure();
        String first = number;
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", List.of(line("COUPON", "GOODWILL", "400.00")));
        assertThat(open()).containsExactly(APPROVE);
        as("agent", () -> merges.merge(number, first, "The same."));
        assertThat(lines()).containsExactly("RELEASED");
        assertThat(isOver()).isTrue();
    }

    @Test
    void aMoreUrgentTicketOrAComplaintIsNotHiddenInALesserOne() {
        aMinorFailure();
        String lesser = number;
        byPhone(ORDER, kind("PRODUCT_FAULT", "NORMAL_USE", "COMPLEX"));
        refused(ProblemType.RULE_REFUSES, () -> as("agent", () -> merges.merge(number, lesser, "The same.")));
        byPhone(ORDER, kind("COMPLAINT", "MINOR", "COMPLEX"));
        refused(ProblemType.RULE_REFUSES, () -> as("agent", () -> merges.merge(number, lesser, "The same.")));
        String complaint = number;
        number = lesser;
        as("agent", () -> merges.merge(lesser, complaint, "The same."));
        assertThat(status()).isEqualTo(TicketStatus.MERGED);
    }

    @Test
    void anOldTicketsLimitsAreLeftBehindBySupervisorsOnly() {
        aMinorFailure();
        String old = number;
        passes("PT25H");
        aMinorFailure();
        String fresh = number;
        number = old;
        refused(ProblemType.NOT_ALLOWED, () -> as("agent", () -> merges.merge(old, fresh, "The same.")));
        as("desk-supervisor", () -> merges.merge(old, fresh, "The same."));
        assertThat(status()).isEqualTo(TicketStatus.MERGED);
    }

    @Test
    void aResolvedTicketIsNotMerged() {
        aMinorFailure();
        String first = number;
        resolved();
        refused(ProblemType.TOO_LATE, () -> as("agent", () -> merges.merge(number, first, "The same.")));
    }

    @Test
    void openTicketsThatTellTheSameAreSuggested() {
        received("agent", intake(Channel.PHONE, null, "空气净化器开机后有异响，风量很小", null));
        String first = number;
        received("agent", intake(Channel.PHONE, null, "净化器开机有异响，而且风量特别小", null));
        String alike = number;
        received("agent", intake(Channel.PHONE, null, "发票抬头开错了，请重开", null));
        assertThat(merges.suggestions(tickets.require(first)))
                .extracting(each -> each.ticket().number())
                .containsExactly(alike);
        passes("P8D");
        received("agent", intake(Channel.PHONE, null, "空气净化器开机后有异响，风量很小", null));
        assertThat(merges.suggestions(ticket())).isEmpty();
    }

    @Test
    void aSecondMatterBecomesALinkedTicketOnce() {
        aMinorFailure();
        customer(() -> confirmations.messageFromCustomer(number, "By the way, my invoice is wrong."));
        long message = splits.said(number).get(0).id();
        Split split = new Split(List.of(message), null, false, "Another matter.");
        Ticket made = as("agent", () -> splits.split(number, split));
        assertThat(made.continuesNumber()).isEqualTo(number);
        assertThat(made.customerRef()).isEqualTo(CUSTOMER);
        assertThat(made.description()).isEqualTo("By the way, my invoice is wrong.");
        assertThat(made.owner()).isEqualTo("agent");
        assertThat(made.orderNo()).isNull();
        assertThat(open(made.number())).containsExactly(CLASSIFY);
        assertThat(told(TimelineKind.SPLIT)).isOne();
        refused(
                ProblemType.INVALID_FIELDS,
                () -> as("agent", () -> {
                    splits.split(number, split);
                }));
        Split typed = new Split(null, "By the way, my invoice is wrong.", null, "Again.");
        refused(
                ProblemType.TOO_LATE,
                () -> as("agent", () -> {
                    splits.split(number, typed);
                }));
    }

    @Test
    void nobodySplitsOffWhatStandsInAnotherTicketOrWhatColleaguesWrote() {
        aMinorFailure();
        long internal = timeline.of(number).get(0).id();
        received("channel", ofSomebodyElse("My kettle leaks."));
        customer(() -> confirmations.messageFromCustomer(number, "It is wet."));
        long foreign = splits.said(number).get(0).id();
        aMinorFailure();
        for (long id : new long[] {internal, foreign, Long.MAX_VALUE}) {
            refused(
                    ProblemType.INVALID_FIELDS,
                    () -> as("agent", () -> {
                        splits.split(number, new Split(List.of(id), null, null, "Another matter."));
                    }));
        }
    }

    @Test
    void customersWhoseTicketsGrewTogetherAreNotTakenApart() {
        received("agent", ofSomebodyElse("The purifier does not start any more."));
        String his = number;
        String ref = ticket().customerRef();
        customerMerges.merge(ref, CUSTOMER, "One person.", "agent");
        assertThat(runtime.createVariableInstanceQuery()
                        .variableName("customerName")
                        .list())
                .allSatisfy(name -> assertThat(name.getValue()).isEqualTo("Zhang Wei"));
        received("agent", intake(Channel.PHONE, null, "The purifier does not start any more.", null));
        as("agent", () -> merges.merge(number, his, "The same."));
        refused(ProblemType.RULE_REFUSES, () -> customerMerges.undo(ref, "Two persons.", "agent"));
        assertThat(people.require(ref).ref()).isEqualTo(CUSTOMER);
    }

    private static Intake ofSomebodyElse(String text) {
        return new Intake(
                Channel.PHONE,
                new Intake.CustomerReference(null, "Zhao Min", "13800009999", null, null),
                text,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private String token(Ticket ticket) {
        String url = links.url(ticket);
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
