package io.aftercare.confirmation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.ClosedBy;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfirmationServiceTest extends LifecycleTestSupport {

    @Test
    void whenTheWorkIsFinishedTheCustomerIsAskedOnce() {
        Ticket asked = resolved();
        assertThat(asked.status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
        assertThat(asked.resolvedAt()).isEqualTo(clock.instant());
        assertThat(asked.surveyEndsAt()).isEqualTo(clock.instant().plus(Duration.ofHours(72)));
        assertThat(clockStates()).contains("CONFIRMATION RUNNING", "CALLBACK RUNNING");
        confirmation.askForConfirmation(NUMBER, false);
        assertThat(sent("CUSTOMER")).containsExactly("ASK_CONFIRMATION");
        assertThat(story()).containsExactly(TimelineKind.RESOLVED);
    }

    @Test
    void theAnswerToASimpleQuestionAsksAlready() {
        ticket(NUMBER, TicketStatus.REGISTERED, "SIMPLE");
        confirmation.askForConfirmation(NUMBER, false);
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
        assertThat(sent("CUSTOMER")).isEmpty();
    }

    @Test
    void whatWasConfirmedOnTheCallIsNotAskedAgain() {
        ticket(NUMBER, TicketStatus.REGISTERED, "SIMPLE");
        Ticket confirmed = confirmation.askForConfirmation(NUMBER, true);
        assertThat(confirmed.status()).isEqualTo(TicketStatus.CONFIRMED);
        assertThat(confirmed.confirmedAt()).isNotNull();
        assertThat(clockStates()).contains("CONFIRMATION MET", "CALLBACK RUNNING");
    }

    @Test
    void theCustomerConfirmsOnceAndTheAgentComesTooLate() {
        resolved();
        confirmation.confirmByCustomer(NUMBER);
        assertThat(status()).isEqualTo(TicketStatus.CONFIRMED);
        assertThat(clockStates()).contains("CONFIRMATION MET", "CALLBACK RUNNING");
        assertThat(process.told).containsExactly("confirmed");
        assertTooLate(() -> confirmation.confirmByCustomer(NUMBER));
        assertTooLate(() -> confirmation.confirm(NUMBER, "agent", "call of 10:00"));
        assertTooLate(() -> confirmation.disputeByCustomer(NUMBER, "still cold"));
        assertTooLate(() -> confirmation.dispute(NUMBER, "agent", "still cold"));
        assertThat(story()).containsExactly(TimelineKind.RESOLVED, TimelineKind.CONFIRMED);
    }

    @Test
    void anAgentNeedsEvidence() {
        resolved();
        assertRefused(() -> confirmation.confirm(NUMBER, "agent", " "), "evidence");
        confirmation.confirm(NUMBER, "agent", "call of 10:00");
        assertThat(status()).isEqualTo(TicketStatus.CONFIRMED);
        assertThat(process.told).isEmpty();
    }

    @Test
    void ofTheCustomersClickAndTheAgentsExactlyOneCounts() throws Exception {
        try (Closing threads = new Closing(Executors.newFixedThreadPool(2))) {
            for (int round = 0; round < 25; round++) {
                emptyTables();
                resolved();
                CountDownLatch ready = new CountDownLatch(2);
                List<Future<Boolean>> clicks = new ArrayList<>();
                clicks.add(
                        threads.pool().submit(() -> wins(ready, () -> confirmation.disputeByCustomer(NUMBER, "no"))));
                clicks.add(
                        threads.pool().submit(() -> wins(ready, () -> confirmation.confirm(NUMBER, "agent", "yes"))));
                assertThat(List.of(clicks.get(0).get(), clicks.get(1).get())).containsExactlyInAnyOrder(true, false);
                assertThat(story()).hasSize(2);
            }
        }
    }

    @Test
    void aDisputeReplacesThePlanAndTheWorkIsDueAnew() {
        ticket(TicketStatus.EXECUTING);
        plan("EXECUTED");
        confirmation.askForConfirmation(NUMBER, false);
        clock.advance(Duration.ofHours(30));
        confirmation.disputeByCustomer(NUMBER, "It is cold again 🥶");
        Ticket open = tickets.require(NUMBER);
        assertThat(open.status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(open.resolvedAt()).isNull();
        assertThat(process.told).containsExactly("disputed");
        assertThat(jdbc.queryForObject("select state from solution", String.class))
                .isEqualTo("REPLACED");
        assertThat(jdbc.queryForObject("select state from compensation_line", String.class))
                .isEqualTo("RELEASED");
        assertThat(clockStates()).contains("PLAN RUNNING", "RESOLUTION RUNNING", "CUSTOMER_UPDATE RUNNING");
        assertThat(clockStates()).doesNotContain("CONFIRMATION RUNNING", "CALLBACK RUNNING");
        assertTooLate(() -> confirmation.confirmByCustomer(NUMBER));
    }

    @Test
    void aDisputeThatTheProcessDoesNotWaitForChangesNothing() {
        resolved();
        process.listening = false;
        assertTooLate(() -> confirmation.disputeByCustomer(NUMBER, "still cold"));
        assertThat(status()).isEqualTo(TicketStatus.AWAITING_CONFIRMATION);
        assertThat(story()).containsExactly(TimelineKind.RESOLVED);
    }

    @Test
    void askedAgainAfterADisputeIsAnotherMessage() {
        resolved();
        confirmation.dispute(NUMBER, "agent", "he says it is cold");
        jdbc.update("update ticket set status = 'EXECUTING'");
        assertThat(confirmation.askForConfirmation(NUMBER, false).resolutionRound())
                .isEqualTo(2);
        assertThat(sent("CUSTOMER")).containsExactly("ASK_CONFIRMATION", "ASK_CONFIRMATION");
    }

    @ParameterizedTest
    @EnumSource(
            value = TicketStatus.class,
            names = {"RECEIVED", "REGISTERED", "CLASSIFIED", "AWAITING_APPROVAL", "AWAITING_AGREEMENT", "EXECUTING"})
    void aTicketCanBeCancelledUntilItIsResolved(TicketStatus status) {
        ticket(status);
        plan("APPROVED");
        String token = tokenOf(NUMBER);
        confirmation.cancel(NUMBER, Timeline.CUSTOMER, "I bought a new one.");
        Ticket cancelled = tickets.require(NUMBER);
        assertThat(cancelled.status()).isEqualTo(TicketStatus.CANCELLED);
        assertThat(cancelled.closedBy()).isEqualTo(ClosedBy.CANCELLATION);
        assertThat(jdbc.queryForObject("select state from compensation_line", String.class))
                .isEqualTo("RELEASED");
        assertThat(sent("CUSTOMER")).containsExactly("CANCELLED");
        assertThat(process.told).containsExactly("cancelled");
        assertTooLate(() -> confirmation.cancel(NUMBER, "agent", "twice"));
        confirmation.cancelled(NUMBER);
        clock.advance(Duration.ofDays(29));
        assertThat(links.ticketOf(token)).isEqualTo(NUMBER);
        clock.advance(Duration.ofDays(2));
        assertThatThrownBy(() -> links.ticketOf(token)).isInstanceOf(ProblemException.class);
    }

    @Test
    void afterTheWorkNothingCanBeCancelled() {
        resolved();
        assertTooLate(() -> confirmation.cancel(NUMBER, "agent", "too late"));
        confirmation.confirmByCustomer(NUMBER);
        assertTooLate(() -> confirmation.cancel(NUMBER, Timeline.CUSTOMER, "too late"));
        assertThat(status()).isEqualTo(TicketStatus.CONFIRMED);
    }

    @Test
    void aCancellationNeedsAReasonAndAProcessThatListens() {
        ticket(TicketStatus.EXECUTING);
        assertRefused(() -> confirmation.cancel(NUMBER, "agent", null), "reason");
        process.listening = false;
        assertTooLate(() -> confirmation.cancel(NUMBER, "agent", "wrong number"));
        assertThat(status()).isEqualTo(TicketStatus.EXECUTING);
        assertThat(sent("CUSTOMER")).isEmpty();
    }

    @Test
    void theOwnerReadsWhatTheCustomerWritesAndADoubleClickIsOneMessage() {
        ticket(TicketStatus.EXECUTING);
        assertThat(confirmation.messageFromCustomer(NUMBER, "Any news? 𠮷")).isEmpty();
        confirmation.messageFromCustomer(NUMBER, " Any news? 𠮷 ");
        assertThat(story()).containsExactly(TimelineKind.MESSAGE_FROM_CUSTOMER);
        assertThat(sent("STAFF")).containsExactly("MESSAGE");
        assertThat(jdbc.queryForObject("select body from outbox_message", String.class))
                .contains("Any news? 𠮷");
        clock.advance(Duration.ofMinutes(3));
        confirmation.messageFromCustomer(NUMBER, "Any news? 𠮷");
        assertThat(sent("STAFF")).hasSize(2);
    }

    @Test
    void aMessageIsNeitherBlankNorEndless() {
        ticket(TicketStatus.EXECUTING);
        assertRefused(() -> confirmation.messageFromCustomer(NUMBER, null), "text");
        assertRefused(() -> confirmation.messageFromCustomer(NUMBER, " \n"), "text");
        assertRefused(() -> confirmation.messageFromCustomer(NUMBER, "x".repeat(5_001)), "text");
        confirmation.messageFromCustomer(NUMBER, "𠮷".repeat(5_000));
        assertThat(timeline.of(NUMBER)).hasSize(1);
    }

    @Test
    void withinAWeekAMessageReopensTheTicket() {
        closed();
        clock.advance(Duration.ofDays(7));
        assertThat(confirmation.messageFromCustomer(NUMBER, "It is broken again."))
                .isEmpty();
        Ticket open = tickets.require(NUMBER);
        assertThat(open.status()).isEqualTo(TicketStatus.CLASSIFIED);
        assertThat(open.reopenedCount()).isEqualTo(1);
        assertThat(open.closedAt()).isNull();
        assertThat(process.started).singleElement().satisfies(start -> {
            assertThat(start.number()).isEqualTo(NUMBER);
            assertThat(start.registered()).isTrue();
            assertThat(start.classified()).isTrue();
            assertThat(start.simple()).isFalse();
            assertThat(start.department()).isEqualTo("technical");
        });
        assertThat(clockStates()).contains("PLAN RUNNING", "RESOLUTION RUNNING", "CUSTOMER_UPDATE RUNNING");
        assertThat(sent("CUSTOMER")).contains("REOPENED");
        confirmation.messageFromCustomer(NUMBER, "It is broken again.");
        assertThat(process.started).hasSize(1);
    }

    @Test
    void laterAMessageMakesOneNewTicketThatTheNextMessagesGoTo() {
        closed();
        clock.advance(Duration.ofDays(7).plusSeconds(1));
        Optional<String> next = confirmation.messageFromCustomer(NUMBER, "Another fault.");
        assertThat(next).contains("261201-000001");
        assertThat(status()).isEqualTo(TicketStatus.CLOSED);
        assertThat(confirmation.messageFromCustomer(NUMBER, "Another fault.")).isEqualTo(next);
        clock.advance(Duration.ofHours(1));
        assertThat(confirmation.messageFromCustomer(NUMBER, "Are you there?")).isEqualTo(next);
        assertThat(continuations.texts).containsExactly("Another fault.");
        assertThat(timeline.of("261201-000001")).last().satisfies(entry -> assertThat(entry.text())
                .isEqualTo("Are you there?"));
        assertThat(process.started).isEmpty();
    }

    @Test
    void aCancelledTicketIsNeverReopened() {
        ticket(TicketStatus.EXECUTING);
        confirmation.cancel(NUMBER, "agent", "duplicate");
        assertThat(confirmation.messageFromCustomer(NUMBER, "But I need it.")).isPresent();
        assertThat(status()).isEqualTo(TicketStatus.CANCELLED);
    }

    @Test
    void urgingCountsOnceAMinuteAndTheOwnerIsToldOnceAnHour() {
        ticket(TicketStatus.EXECUTING);
        confirmation.urge(NUMBER);
        confirmation.urge(NUMBER);
        clock.advance(Duration.ofMinutes(1));
        confirmation.urge(NUMBER);
        assertThat(tickets.require(NUMBER).urgedCount()).isEqualTo(2);
        assertThat(sent("STAFF")).hasSize(1);
        clock.advance(Duration.ofHours(1));
        confirmation.urge(NUMBER);
        assertThat(sent("STAFF"))
                .as("the owner twice, the supervisors because it is the third time")
                .hasSize(3);
        assertThat(process.told).contains("urged 1", "urged 2", "urged 3");
        confirmation.askForConfirmation(NUMBER, false);
        assertTooLate(() -> confirmation.urge(NUMBER));
    }

    private void closed() {
        continuations.texts.clear();
        resolved();
        confirmation.confirmByCustomer(NUMBER);
        process.told.clear();
        jdbc.update("update ticket set status = 'CLOSED', closed_by = 'CONFIRMATION', closed_at = resolved_at");
    }

    private String tokenOf(String number) {
        String url = links.url(tickets.require(number));
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static boolean wins(CountDownLatch ready, Runnable click) throws InterruptedException {
        ready.countDown();
        ready.await();
        try {
            click.run();
            return true;
        } catch (ProblemException tooLate) {
            assertThat(tooLate.type().status().value()).isEqualTo(409);
            return false;
        }
    }

    private static void assertTooLate(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                .isEqualTo(ProblemType.TOO_LATE));
    }

    private static void assertRefused(ThrowingCallable call, String field) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.fields())
                .extracting(ProblemException.FieldProblem::field)
                .containsExactly(field));
    }

    private record Closing(ExecutorService pool) implements AutoCloseable {
        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
