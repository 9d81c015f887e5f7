package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.IllegalTransactionStateException;

class NotifierTest extends OutboxTestSupport {

    @Test
    void aMessageToTheCustomerStandsInTheOutboxWithGreetingNumberLinkAndOwner() {
        Ticket ticket = ticket(Priority.P1);
        tell(
                ticket,
                Template.ANSWER,
                "answer-1",
                Map.of("answer", "Hold the button for {number} seconds, $1 \\n ${7*7}"));

        OutboxMessage message = only();
        assertThat(message.audience()).isEqualTo(Audience.CUSTOMER);
        assertThat(message.channel()).isEqualTo(Delivery.MAIL);
        assertThat(message.recipient()).isEqualTo("lilei@example.org");
        assertThat(message.state()).isEqualTo(OutboxState.PENDING);
        assertThat(message.language()).isEqualTo("en");
        assertThat(message.urgent()).isFalse();
        assertThat(message.messageId()).matches("<[0-9a-f]{32}@aftercare>");
        assertThat(message.subject()).contains(NUMBER);
        assertThat(message.body())
                .startsWith("Dear Li Lei,\n\n")
                .contains(NUMBER, "Han Meimei", links.url(ticket))
                .contains("Hold the button for {number} seconds, $1 \\n ${7*7}");
        assertThat(world.told).containsExactly(NUMBER);
    }

    @Test
    void theTokenOfTheCustomersLinkIsStoredNowhere() {
        Ticket ticket = ticket(Priority.P1);
        tell(ticket, Template.RECEIPT, "receipt", Map.of());
        String token = links.url(ticket).substring("https://help.example/t/".length());

        assertThat(jdbc.queryForObject("select body from outbox_message", String.class))
                .doesNotContain(token)
                .contains(Notifier.LINK_MARK);
        assertThat(jdbc.queryForObject("select token_hash from tracking_link", String.class))
                .isNotEqualTo(token)
                .hasSize(64);
    }

    @Test
    void theSameOccasionTwiceIsOneMessageAndTellsOnce() {
        Ticket ticket = ticket(Priority.P1);
        tell(ticket, Template.PROGRESS, "update-1", Map.of("message", "first"));
        transaction.executeWithoutResult(status -> {
            notifier.toCustomer(ticket, Template.PROGRESS, "update-1", Map.of("message", "second"));
            notifier.toCustomer(ticket, Template.PROGRESS, "update-2", Map.of("message", "third"));
        });

        assertThat(messages()).hasSize(2);
        assertThat(world.told).hasSize(2);
    }

    @Test
    void twoThatWriteTheSameMessageAtOnceBothSucceed() throws Exception {
        Ticket ticket = ticket(Priority.P1);
        links.url(ticket);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch started = new CountDownLatch(1);
        try (var closing = new Closing(Executors.newSingleThreadExecutor())) {
            Future<?> other = closing.pool()
                    .submit(() -> transaction.executeWithoutResult(status -> {
                        notifier.toCustomer(ticket, Template.RECEIPT, "receipt", Map.of());
                        written.countDown();
                        await(started);
                    }));
            await(written);
            transaction.executeWithoutResult(status -> {
                started.countDown();
                notifier.toCustomer(ticket, Template.RECEIPT, "receipt", Map.of());
                jdbc.update("update ticket set subject = 'went on' where number = ?", NUMBER);
            });
            other.get(10, TimeUnit.SECONDS);
        }
        assertThat(messages()).hasSize(1);
        assertThat(world.told).hasSize(1);
        assertThat(jdbc.queryForObject("select subject from ticket", String.class))
                .isEqualTo("went on");
    }

    @Test
    void whatIsRolledBackWasNeverWritten() {
        Ticket ticket = ticket(Priority.P1);
        transaction.executeWithoutResult(status -> {
            notifier.toCustomer(ticket, Template.RECEIPT, "receipt", Map.of());
            status.setRollbackOnly();
        });
        assertThat(messages()).isEmpty();
    }

    @Test
    void nobodyWritesOutsideATransaction() {
        Ticket ticket = ticket(Priority.P1);
        assertThatThrownBy(() -> notifier.toCustomer(ticket, Template.RECEIPT, "receipt", Map.of()))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aCustomerWithoutMailIsReachedThroughTheLogUnderAMaskedTarget() {
        customer("C-2", "李雷", "13912345678", null, null);
        customer("C-3", "韩梅梅", null, null, "wx-openid-778899");
        tell(ticket("261122-000002", "C-2", Priority.P2), Template.RECEIPT, "receipt", Map.of());
        tell(ticket("261122-000003", "C-3", Priority.P2), Template.RECEIPT, "receipt", Map.of());

        assertThat(messages())
                .extracting(OutboxMessage::channel, OutboxMessage::recipient)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Delivery.LOG, "wx****99"),
                        org.assertj.core.groups.Tuple.tuple(Delivery.LOG, "139****5678"));
    }

    @Test
    void aNameThatAdvertisesIsNotGreeted() {
        customer("C-4", "Win at evil.example now http://x.y", null, "third@example.org", null);
        tell(ticket("261122-000004", "C-4", Priority.P2), Template.RECEIPT, "receipt", Map.of());
        assertThat(only().body()).startsWith("Dear customer,").doesNotContain("evil");
    }

    @Test
    void eachMemberOfAGroupGetsHisOwn() {
        Ticket ticket = ticket(Priority.P0);
        transaction.executeWithoutResult(status -> notifier.toGroup(
                ticket,
                "service-supervisors",
                Template.ESCALATION,
                "plan-100",
                Map.of(
                        "clock",
                        "PLAN",
                        "dueAt",
                        "2026-11-22T04:00:00Z",
                        "task",
                        "Propose a solution",
                        "level",
                        "100")));

        assertThat(messages())
                .extracting(OutboxMessage::recipient)
                .containsExactlyInAnyOrder("agent@example.org", "supervisor@example.org");
        assertThat(messages()).allSatisfy(message -> {
            assertThat(message.urgent()).isTrue();
            assertThat(message.audience()).isEqualTo(Audience.STAFF);
            assertThat(message.body())
                    .contains("Time limit: solution plan", "Reached: 100 %", "Was due: 22 Nov 2026, 12:00")
                    .contains("https://help.example/tickets/" + NUMBER)
                    .doesNotContain("/t/");
        });
        assertThat(world.told).isEmpty();
    }

    @Test
    void aGroupWithoutAnybodyIsNotForgotten() {
        Ticket ticket = ticket(Priority.P1);
        transaction.executeWithoutResult(
                status -> notifier.toGroup(ticket, "technical-heads", Template.MESSAGE, "m", Map.of("text", "look")));
        assertThat(only().channel()).isEqualTo(Delivery.LOG);
        assertThat(only().recipient()).isEqualTo("technical-heads");
    }

    @Test
    void aUserIsGreetedByName() {
        Ticket ticket = ticket(Priority.P1);
        transaction.executeWithoutResult(
                status -> notifier.toUser(ticket, "agent", Template.MESSAGE, "m", Map.of("text", "look")));
        assertThat(only().body()).startsWith("Hello Han Meimei,\n\nlook\n");
    }

    @Test
    void aFactThatTheTemplateDoesNotTellIsAMistakeOfTheCaller() {
        Ticket ticket = ticket(Priority.P1);
        assertThatThrownBy(() -> tell(ticket, Template.PROGRESS, "p", Map.of("text", "lost")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesOfPlanFactsBecomeWordsAndEmptyOnesDisappear() {
        Ticket ticket = ticket(Priority.P1);
        tell(
                ticket,
                Template.PLAN,
                "plan-1",
                Map.of(
                        "remedy", "RETURN_REFUND",
                        "steps", "one\r\ntwo\u0007",
                        "expectedAt", "2026-11-24T08:30:00Z",
                        "contact", "agent",
                        "price", "",
                        "canObject", "yes"));
        assertThat(only().body())
                .contains("Solution: return and refund\nSteps: one\ntwo\nExpected to be done by: 24 Nov 2026, 16:30\n"
                        + "Your contact: Han Meimei\n\nIf you do not agree")
                .doesNotContain("Price");
    }

    @Test
    void tooLongForAKeyIsStillOneMessage() {
        Ticket ticket = ticket(Priority.P1);
        String occasion = "x".repeat(300);
        tell(ticket, Template.RECEIPT, occasion, Map.of());
        tell(ticket, Template.RECEIPT, occasion, Map.of());
        assertThat(messages()).hasSize(1);
    }

    @Test
    void longTextsAndRareCharactersArriveWhole() {
        Ticket ticket = ticket(Priority.P1);
        String text = "𠮷☕".repeat(50_000);
        tell(ticket, Template.PROGRESS, "p", Map.of("message", text));
        assertThat(only().body()).contains(text);
    }

    @Test
    void aForgottenCustomerIsForgottenHereTooAndNotWrittenToAgain() {
        Ticket ticket = ticket(Priority.P1);
        tell(ticket, Template.RECEIPT, "receipt", Map.of());
        customers.anonymise("C-1");
        tell(ticket, Template.PROGRESS, "p", Map.of("message", "x"));

        OutboxMessage message = only();
        assertThat(message.recipient()).isEqualTo("—");
        assertThat(message.body()).isEqualTo("—");
        assertThat(message.state()).isEqualTo(OutboxState.FAILED);
        assertThat(jdbc.queryForObject("select dedup_key from outbox_message", String.class))
                .doesNotContain("lilei");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record Closing(ExecutorService pool) implements AutoCloseable {
        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
