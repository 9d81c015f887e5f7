package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aftercare.attachment.Attachment;
import io.aftercare.attachment.Attachments;
import io.aftercare.attachment.NewFile;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.ServiceFacts;
import io.aftercare.customer.CustomerMerges;
import io.aftercare.customer.Customers;
import io.aftercare.merging.TicketMerges;
import io.aftercare.merging.TicketSplits;
import io.aftercare.merging.TicketSplits.Split;
import io.aftercare.notification.TrackingLinks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.registration.Intake;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.RequestType;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import io.aftercare.tracking.ClockName;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.TicketClock;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

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

    @Autowired
    private Attachments attachments;

    @Autowired
    private ServiceFacts facts;

    @Autowired
    private Drafts drafts;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aMergedTicketEndsAndGoesOnUnderTheOtherNumber() {
        aMinorFailure();
        String first = number;
        byPhone();
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
        assertThat(sent()).doesNotContain("CANCELLED");
        assertThat(lettersOf(first)).contains("MERGED");
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
        byPhone();
        String token = token(ticket());
        as("agent", () -> merges.merge(number, first, "The same."));
        as("agent", () -> confirmations.cancel(first, "agent", "It works again."));
        assertThat(links.ticketOf(token)).isEqualTo(first);
        passes("P31D");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> links.ticketOf(token)))
                .isNotNull();
    }

    @Test
    void whoOnlyNamedAnothersNumberInAFormDoesNotReadOn() {
        aMinorFailure();
        String victims = number;
        received("channel", intake(Channel.WEB, ORDER, "The purifier does not start any more.", null));
        String strangers = number;
        String token = token(ticket());
        as("agent", () -> merges.merge(strangers, victims, "The same."));
        isDead(token);
        isDead(token(tickets.require(strangers)));
        assertThat(links.urlGiven(strangers)).endsWith(token);
        assertThat(lettersOf(victims)).contains("MERGED");
        assertThat(links.ticketOf(token(tickets.require(victims)))).isEqualTo(victims);
    }

    @Test
    void norDoesHeReadWhatIsMergedIntoHisOwn() {
        received("channel", intake(Channel.WEB, ORDER, "The purifier does not start any more.", null));
        String strangers = number;
        String token = token(ticket());
        aMinorFailure();
        String victims = number;
        String own = token(ticket());
        as("agent", () -> merges.merge(victims, strangers, "The same."));
        isDead(token);
        assertThat(links.urlGiven(strangers)).endsWith(token);
        assertThat(links.ticketOf(own)).isEqualTo(strangers);
        assertThat(links.ticketOf(token(tickets.require(strangers)))).isEqualTo(strangers);
    }

    @Test
    void thatAnotherTicketBecameAPartIsNoWordAboutTheMatter() {
        aMinorFailure();
        String first = number;
        Instant promised = clock(ClockName.CUSTOMER_UPDATE).dueAt();
        passes("PT2H");
        byPhone();
        as("agent", () -> merges.merge(number, first, "The same."));
        number = first;
        assertThat(clock(ClockName.CUSTOMER_UPDATE).dueAt()).isEqualTo(promised);
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
    void noOpenTicketHidesInAResolvedOne() {
        resolved();
        String done = number;
        aMinorFailure();
        refused(ProblemType.TOO_LATE, () -> as("agent", () -> merges.merge(number, done, "The same.")));
    }

    @Test
    void aPlanThatTheCustomerWasToldIsCarriedOutOnItsOwn() {
        aMinorFailure();
        String first = number;
        aMinorFailure();
        proposes("ops-staff", "COUPON");
        assertThat(lines()).isEmpty();
        assertThat(status()).isEqualTo(TicketStatus.EXECUTING);
        refused(ProblemType.RULE_REFUSES, () -> as("agent", () -> merges.merge(number, first, "The same.")));
    }

    @Test
    void anUnclassifiedComplaintIsNotHiddenEither() {
        aMinorFailure();
        String lesser = number;
        Intake plain = intake(Channel.PHONE, ORDER, "I complain.", null);
        received(
                "agent",
                new Intake(
                        plain.channel(),
                        plain.customer(),
                        plain.description(),
                        RequestType.COMPLAINT,
                        null,
                        ORDER,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        refused(ProblemType.RULE_REFUSES, () -> as("agent", () -> merges.merge(number, lesser, "The same.")));
    }

    @Test
    void anOldTicketsLimitsAreNotLeftBehindStepByStepEither() {
        aMinorFailure();
        String oldest = number;
        passes("PT20H");
        aMinorFailure();
        String between = number;
        number = oldest;
        as("agent", () -> merges.merge(oldest, between, "The same."));
        passes("PT20H");
        aMinorFailure();
        String fresh = number;
        number = between;
        refused(ProblemType.NOT_ALLOWED, () -> as("agent", () -> merges.merge(between, fresh, "The same.")));
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
    void aMessageThatIsNoMessageIsRefusedAndFilesGoWithTheirs() {
        aMinorFailure();
        List<Long> none = new ArrayList<>();
        none.add(null);
        refused(
                ProblemType.INVALID_FIELDS,
                () -> as("agent", () -> {
                    splits.split(number, new Split(none, null, null, "Another matter."));
                }));
        customer(() -> confirmations.messageFromCustomer(number, "My invoice is wrong, see the picture."));
        long message = splits.said(number).get(0).id();
        String file = attachments
                .keepAnyKind(new NewFile(
                        "invoice.txt",
                        "text/plain",
                        new ByteArrayInputStream("Total 10.00".getBytes(StandardCharsets.UTF_8)),
                        "customer",
                        false,
                        null))
                .id();
        transaction.executeWithoutResult(done -> attachments.attach(number, message, List.of(file), true));
        Ticket made = as("agent", () -> splits.split(number, new Split(List.of(message), null, null, "Another.")));
        assertThat(attachments.ofTicket(number)).isEmpty();
        assertThat(attachments.ofTicket(made.number()))
                .extracting(Attachment::id)
                .containsExactly(file);
    }

    @Test
    void whatAColleagueNotedOfACallIsNotToldToTheCustomer() {
        resolved();
        does("agent", CONFIRM, "confirmed", false, "evidence", "He shouts and is wrong, but let us be kind.");
        long note = splits.said(number).get(0).id();
        refused(
                ProblemType.INVALID_FIELDS,
                () -> as("agent", () -> {
                    splits.split(number, new Split(List.of(note), null, null, "Another matter."));
                }));
        Ticket made = as(
                "agent", () -> splits.split(number, new Split(List.of(note), "The lamp flickers.", null, "Another.")));
        assertThat(made.description()).isEqualTo("The lamp flickers.");
        assertThat(timeline.of(made.number()))
                .filteredOn(entry -> entry.kind() == TimelineKind.NOTE)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.text()).contains("He shouts");
                    assertThat(entry.visibleToCustomer()).isFalse();
                });
    }

    @Test
    void aSplitIsNoSecondRequestOfTheCustomer() {
        resolved();
        as(
                "agent",
                () -> splits.split(
                        number, new Split(null, "The lamp flickers.", true, "Came with the first message.")));
        assertThat(facts.of(number).orElseThrow().spoiledBy()).isNull();
    }

    @Test
    void whatWasSignedForACustomerStaysHis() {
        received("agent", ofSomebodyElse("The purifier does not start any more."));
        String ref = ticket().customerRef();
        aMinorFailure();
        proposes("ops-staff", "COUPON");
        String signed = number;
        assertThat(refused(ProblemType.RULE_REFUSES, () -> customerMerges.merge(CUSTOMER, ref, "One.", "agent"))
                        .getMessage())
                .isNotNull();
        executes("ops-staff");
        customerMerges.merge(CUSTOMER, ref, "One person.", "agent");
        assertThat(tickets.require(signed).customerRef()).isEqualTo(ref);
        aMinorFailureOf(ref);
        customerMerges.undo(CUSTOMER, "Two persons.", "agent");
        assertThat(tickets.require(signed).customerRef()).isEqualTo(CUSTOMER);
        assertThat(ticket().customerRef()).isEqualTo(CUSTOMER);
    }

    @Test
    void anUndoWaitsUntilWhatWasSignedForTheOtherIsDone() {
        received("agent", ofSomebodyElse("The purifier does not start any more."));
        String ref = ticket().customerRef();
        aMinorFailure();
        customerMerges.merge(CUSTOMER, ref, "One person.", "agent");
        proposes("ops-staff", "COUPON");
        refused(ProblemType.RULE_REFUSES, () -> customerMerges.undo(CUSTOMER, "Two persons.", "agent"));
        executes("ops-staff");
        customerMerges.undo(CUSTOMER, "Two persons.", "agent");
        assertThat(ticket().customerRef()).isEqualTo(CUSTOMER);
    }

    @Test
    void whatContinuesATicketGoesBackWithIt() {
        received("agent", ofSomebodyElse("The purifier does not start any more."));
        String his = number;
        String ref = ticket().customerRef();
        as("agent", () -> confirmations.cancel(his, "agent", "It works again."));
        customerMerges.merge(ref, CUSTOMER, "One person.", "agent");
        String next = as("agent", () -> confirmations
                .messageFromCustomer(his, "It is broken again.")
                .orElseThrow());
        assertThat(tickets.require(next).customerRef()).isEqualTo(CUSTOMER);
        customerMerges.undo(ref, "Two persons.", "agent");
        assertThat(tickets.require(next).customerRef()).isEqualTo(ref);
    }

    @Test
    void whoIsForgottenTakesTheReasonsWithHim() {
        aMinorFailure();
        String first = number;
        as("agent", () -> drafts.keep(first, true, "Call secret-draft back."));
        byPhone();
        as("agent", () -> merges.merge(number, first, "secret-merge"));
        as("agent", () -> splits.split(first, new Split(null, "The lamp flickers.", null, "secret-split")));
        people.anonymise(CUSTOMER);
        assertThat(jdbc.queryForList("select text from timeline_entry where text like '%secret-%'", String.class))
                .isEmpty();
        assertThat(jdbc.queryForObject("select count(*) from message_draft", Integer.class))
                .isZero();
        refused(
                ProblemType.RULE_REFUSES,
                () -> as("agent", () -> {
                    splits.split(first, new Split(null, "Another lamp flickers.", null, "Another."));
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

    /** About his own order that became the other's with him. */
    private void aMinorFailureOf(String ref) {
        received(
                "agent",
                new Intake(
                        Channel.PHONE,
                        new Intake.CustomerReference(ref, null, null, null, null),
                        "It does not start again.",
                        null,
                        null,
                        ORDER,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
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

    private void isDead(String token) {
        assertThat(catchThrowableOfType(ProblemException.class, () -> links.ticketOf(token)))
                .isNotNull();
    }

    private List<String> lettersOf(String ticket) {
        return jdbc.queryForList(
                "select template from outbox_message where ticket_number = ? and audience = 'CUSTOMER'",
                String.class,
                ticket);
    }

    private String token(Ticket ticket) {
        String url = links.url(ticket);
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
