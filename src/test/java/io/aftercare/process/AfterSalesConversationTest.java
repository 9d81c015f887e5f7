package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.attachment.Attachments;
import io.aftercare.attachment.NewFile;
import io.aftercare.conversation.CannedReplies;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Incoming;
import io.aftercare.conversation.Presence;
import io.aftercare.conversation.Present;
import io.aftercare.conversation.Reception;
import io.aftercare.conversation.Sender;
import io.aftercare.conversation.Sending;
import io.aftercare.conversation.ServiceFact;
import io.aftercare.conversation.ServiceFacts;
import io.aftercare.merging.TicketMerges;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What staff write on a ticket, who reads it, and what is measured of it. */
class AfterSalesConversationTest extends AfterSalesTrace {

    @Autowired
    private Drafts drafts;

    @Autowired
    private Sending sending;

    @Autowired
    private Presence presence;

    @Autowired
    private CannedReplies replies;

    @Autowired
    private ServiceFacts facts;

    @Autowired
    private Reception reception;

    @Autowired
    private Attachments attachments;

    @Autowired
    private TicketMerges merges;

    @Test
    void aMessageLeavesWhenTheTimeToTakeItBackIsOver() {
        byPhone();
        as("agent", () -> drafts.send(number, false, "We are on it.", null));
        assertThat(sending.send()).isZero();
        assertThat(sent()).containsExactly("RECEIPT");

        clock.moveTo(now().plusSeconds(6));
        assertThat(sending.send()).isOne();
        assertThat(sending.send()).isZero();
        assertThat(sent()).containsExactly("RECEIPT", "MESSAGE");
        TimelineEntry line = last(TimelineKind.NOTE);
        assertThat(line.actor()).isEqualTo("agent");
        assertThat(line.visibleToCustomer()).isTrue();
        as("agent", () -> assertThat(drafts.mine(number, false)).isEmpty());
    }

    @Test
    void whatIsTakenBackStaysADraftAndNothingIsTold() {
        byPhone();
        as("agent", () -> {
            drafts.send(number, false, "Sent too early", null);
            drafts.undo(number, false);
        });
        clock.moveTo(now().plusSeconds(60));
        assertThat(sending.send()).isZero();
        assertThat(sent()).containsExactly("RECEIPT");
        as("agent", () -> assertThat(drafts.mine(number, false).orElseThrow().text())
                .isEqualTo("Sent too early"));
    }

    @Test
    void whatHasLeftCannotBeTakenBack() {
        byPhone();
        as("agent", () -> drafts.send(number, false, "We are on it.", null));
        clock.moveTo(now().plusSeconds(6));
        sending.send();
        refused(ProblemType.TOO_LATE, () -> as("agent", () -> drafts.undo(number, false)));
    }

    @Test
    void aNoteNeverReachesTheCustomerAndIsAnotherDraftThanTheMessage() {
        byPhone();
        as("agent", () -> {
            drafts.keep(number, false, "Dear Mr Zhang");
            drafts.send(number, true, "He is difficult.", null);
            assertThat(drafts.mine(number, false).orElseThrow().text()).isEqualTo("Dear Mr Zhang");
        });
        clock.moveTo(now().plusSeconds(6));
        sending.send();
        assertThat(sent()).containsExactly("RECEIPT");
        assertThat(last(TimelineKind.NOTE).visibleToCustomer()).isFalse();
    }

    @Test
    void aDraftIsItsAuthorsOwn() {
        byPhone();
        as("agent", () -> drafts.keep(number, false, "Half a sentence"));
        as("agent2", () -> assertThat(drafts.mine(number, false)).isEmpty());
        as("agent", () -> {
            drafts.keep(number, false, " ");
            assertThat(drafts.mine(number, false)).isEmpty();
        });
    }

    @Test
    void aMessageIsNotSentPastWhatTheCustomerSaidMeanwhile() {
        byPhone();
        long seen = newest();
        customer(() -> confirmations.messageFromCustomer(number, "It works again, forget it."));
        refused(
                ProblemType.CHANGED_MEANWHILE,
                () -> as("agent", () -> drafts.send(number, false, "Please send it in.", seen)));
        as("agent", () -> drafts.send(number, false, "Glad to hear that.", newest()));
    }

    @Test
    void whatLeavesIsNotWrittenOverByASecondWindow() {
        byPhone();
        as("agent", () -> drafts.send(number, false, "We are on it.", null));
        refused(ProblemType.TOO_LATE, () -> as("agent", () -> drafts.keep(number, false, "Another sentence")));
    }

    @Test
    void aMessageFollowsATicketThatIsMergedBeforeItLeaves() {
        byPhone();
        String first = number;
        byPhone();
        as("agent", () -> {
            drafts.send(number, false, "We are on it.", null);
            merges.merge(number, first, "He called twice.");
        });
        clock.moveTo(now().plusSeconds(6));
        assertThat(sending.send()).isOne();
        assertThat(timeline.of(first))
                .anySatisfy(line -> assertThat(line.text()).isEqualTo("We are on it."));
    }

    @Test
    void filesGoWithTheMessageAndTheLetterSaysSo() {
        byPhone();
        String file = attachments
                .keep(NewFile.upload(
                        "manual.txt",
                        new ByteArrayInputStream("Press the button.".getBytes(StandardCharsets.UTF_8)),
                        "agent"))
                .id();
        as("agent", () -> {
            drafts.addFile(number, false, file);
            drafts.send(number, false, "The manual.", null);
        });
        clock.moveTo(now().plusSeconds(6));
        sending.send();
        assertThat(attachments.ofTicket(number)).singleElement().satisfies(attached -> {
            assertThat(attached.timelineEntryId())
                    .isEqualTo(last(TimelineKind.NOTE).id());
            assertThat(attached.visibleToCustomer()).isTrue();
        });
        assertThat(jdbc.queryForObject("select body from outbox_message where template = 'MESSAGE'", String.class))
                .contains("The manual.", "One file goes with this message");
        assertThat(last(TimelineKind.NOTE).text()).isEqualTo("The manual.");
    }

    @Test
    void whoIsAtTheTicketSeesWhoElseIs() {
        byPhone();
        AtomicReference<List<Present>> others = new AtomicReference<>(List.of());
        as("agent2", () -> presence.here(number, true));
        as("agent", () -> others.set(presence.here(number, false)));
        assertThat(others.get()).containsExactly(new Present("agent2", true));
        clock.moveTo(now().plusSeconds(60));
        as("agent", () -> others.set(presence.here(number, false)));
        assertThat(others.get()).isEmpty();
    }

    @Test
    void gapsOfACannedReplyAreFilledOnceAndNothingElseIsRead() {
        as("desk-supervisor", () -> {
            replies.save(
                    null, "hello", null, "Hello", "您好", "Dear {customer}, {number} ${1+1} {secret}", "您好 {customer}");
            replies.save(null, "calm", Mood.ANGRY, "Calm", "安抚", "I understand.", "理解");
        });
        jdbc.update("update customer set name = '{number} ${7*7} $1' where ref = ?", CUSTOMER);
        byPhone();
        assertThat(replies.forTicket(ticket())).singleElement().satisfies(reply -> assertThat(reply.text())
                .isEqualTo("Dear {number} ${7*7} $1, " + number + " ${1+1} {secret}"));
    }

    @Test
    void aSimpleQuestionAnsweredAtOnceIsSolvedInTheFirstContact() {
        byPhone(ORDER, kind("INQUIRY", "MINOR", "SIMPLE"));
        ServiceFact fact = facts.of(number).orElseThrow();
        assertThat(fact.firstResponseAt()).isEqualTo(ticket().receivedAt());
        assertThat(fact.firstContact()).isTrue();
        assertThat(facts.firstTime(fact)).isNull();
        clock.moveTo(now().plus(Duration.ofDays(8)));
        assertThat(facts.firstTime(fact)).isTrue();
    }

    @Test
    void aDisputeSpoilsTheFirstSolutionForGood() {
        resolved();
        customer(() -> confirmations.disputeByCustomer(number, "It still hums."));
        ServiceFact fact = facts.of(number).orElseThrow();
        assertThat(fact.spoiledBy()).isEqualTo(ServiceFact.SpoiledBy.DISPUTED);
        assertThat(facts.firstTime(fact)).isFalse();
        assertThat(fact.firstContact()).isFalse();
    }

    @Test
    void whoComesAgainAboutTheSameOrderWithinAWeekWasNotHelped() {
        resolved();
        String first = number;
        clock.moveTo(now().plus(Duration.ofDays(6)));
        reception.receive(new Incoming(
                Channel.CHAT,
                Sender.known(CUSTOMER),
                null,
                null,
                "The same again.",
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
        assertThat(facts.of(first).orElseThrow().spoiledBy()).isEqualTo(ServiceFact.SpoiledBy.REPEATED);
    }

    @Test
    void whoComesAgainLaterThanThatWas() {
        resolved();
        String first = number;
        clock.moveTo(now().plus(Duration.ofDays(8)));
        byPhone();
        assertThat(facts.firstTime(facts.of(first).orElseThrow())).isTrue();
    }

    private long newest() {
        List<TimelineEntry> lines = timeline.of(number);
        return lines.get(lines.size() - 1).id();
    }

    private TimelineEntry last(TimelineKind kind) {
        return timeline.of(number).stream()
                .filter(entry -> entry.kind() == kind)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
