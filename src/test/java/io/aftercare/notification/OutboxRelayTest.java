package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.reset;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

class OutboxRelayTest extends OutboxTestSupport {

    private GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @MockitoSpyBean
    OutboxMapper mapper;

    @Autowired
    NotificationProperties properties;

    @BeforeEach
    void startMailServer() {
        server.start();
        mail.setHost("127.0.0.1");
        mail.setPort(server.getSmtp().getPort());
    }

    @AfterEach
    void stopMailServer() {
        server.stop();
    }

    @Test
    void aMailLeavesOnceAsPlainTextThatMachinesDoNotAnswer() throws Exception {
        Ticket ticket = ticket(Priority.P1);
        tell(ticket, Template.PROGRESS, "p", Map.of("message", "您的设备已修好 𠮷"));
        relay.relay();
        relay.relay();

        assertThat(server.getReceivedMessages()).hasSize(1);
        MimeMessage received = server.getReceivedMessages()[0];
        assertThat(received.getAllRecipients()).containsExactly(new InternetAddress("lilei@example.org"));
        assertThat(received.getFrom()).containsExactly(new InternetAddress("aftercare@localhost"));
        assertThat(received.getSubject()).isEqualTo("News about your request " + NUMBER);
        assertThat(received.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat((String) received.getContent()).contains("您的设备已修好 𠮷", links.url(ticket));
        assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received.getMessageID()).isEqualTo(only().messageId());
        assertThat(only().state()).isEqualTo(OutboxState.SENT);
        assertThat(only().sentAt()).isEqualTo(clock.instant());
    }

    @Test
    void whenTheMailServerIsAwayTheMessageWaitsAndLeavesOnceItIsBack() {
        int port = server.getSmtp().getPort();
        server.stop();
        tell(ticket(Priority.P1), Template.RECEIPT, "receipt", Map.of());
        relay.relay();
        assertThat(only().state()).isEqualTo(OutboxState.PENDING);
        assertThat(only().attempts()).isEqualTo(1);
        assertThat(only().lastError()).isEqualTo("MailConnectException");
        assertThat(only().nextAttemptAt()).isEqualTo(clock.instant().plusSeconds(30));

        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        relay.relay();
        assertThat(server.getReceivedMessages()).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        relay.relay();
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(only().state()).isEqualTo(OutboxState.SENT);
        assertThat(only().lastError()).isNull();
    }

    @Test
    void aServerThatStaysAwayForADayEndsInFailedAndTheTicketTellsIt() {
        server.stop();
        tell(ticket(Priority.P0), Template.RECEIPT, "receipt", Map.of());
        int tries = 0;
        while (only().state() == OutboxState.PENDING) {
            relay.relay();
            tries++;
            clock.set(only().nextAttemptAt().toString());
        }
        assertThat(tries).isEqualTo(290);
        assertThat(only().state()).isEqualTo(OutboxState.FAILED);
        assertThat(jdbc.queryForList("select text from timeline_entry", String.class))
                .singleElement()
                .asString()
                .contains("We have received your request " + NUMBER);
    }

    @Test
    void aCrashBetweenDeliveryAndMarkRepeatsTheSameMessageIdAndNothingElse() throws Exception {
        tell(ticket(Priority.P1), Template.RECEIPT, "receipt", Map.of());
        doThrow(new TransientDataAccessResourceException("gone")).when(mapper).markSent(anyLong(), anyInt(), any());
        relay.relay();
        reset(mapper);
        assertThat(only().state()).isEqualTo(OutboxState.SENDING);
        relay.relay();
        assertThat(server.getReceivedMessages()).hasSize(1);

        clock.advance(properties.lease());
        relay.relay();
        clock.advance(properties.lease());
        relay.relay();
        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(2);
        assertThat(received[1].getMessageID())
                .isEqualTo(received[0].getMessageID())
                .isEqualTo(only().messageId());
        assertThat(only().state()).isEqualTo(OutboxState.SENT);
    }

    @Test
    void aRecipientThatTheServerRefusesForGoodIsGivenUpAtOnceWithoutHoldingOthers() throws Exception {
        customer("C-2", "Nobody", null, "nobody@example.org", null);
        try (RefusingMailServer refusing = new RefusingMailServer("nobody@example.org", "550 5.1.1 unknown")) {
            mail.setPort(refusing.port());
            tell(ticket("261122-000002", "C-2", Priority.P1), Template.RECEIPT, "receipt", Map.of());
            tell(ticket(Priority.P1), Template.RECEIPT, "receipt", Map.of());
            relay.relay();
        }
        assertThat(messages()).extracting(OutboxMessage::state).containsExactly(OutboxState.SENT, OutboxState.FAILED);
        assertThat(messages().get(1).lastError()).isEqualTo("The mail server answered 550");
    }

    @Test
    void aRecipientThatTheServerCannotTakeNowIsTriedAgain() throws Exception {
        try (RefusingMailServer refusing = new RefusingMailServer("lilei@example.org", "451 greylisted")) {
            mail.setPort(refusing.port());
            tell(ticket(Priority.P1), Template.RECEIPT, "receipt", Map.of());
            relay.relay();
        }
        assertThat(only().state()).isEqualTo(OutboxState.PENDING);
        assertThat(only().lastError()).isEqualTo("The mail server answered 451");
    }

    @Test
    void whatAServerPutsOffForAnHourLeavesTenMinutesAfterItTakesMailAgain() throws Exception {
        tell(ticket(Priority.P1), Template.RECEIPT, "receipt", Map.of());
        int itself = mail.getPort();
        try (RefusingMailServer refusing = new RefusingMailServer("lilei@example.org", "451 greylisted")) {
            mail.setPort(refusing.port());
            for (int minute = 0; minute < 60; minute++) {
                relay.relay();
                clock.advance(Duration.ofMinutes(1));
            }
        }
        mail.setPort(itself);
        clock.advance(Duration.ofMinutes(9));
        relay.relay();

        assertThat(only().state()).isEqualTo(OutboxState.SENT);
    }

    @Test
    void aServerThatSendsEverybodyAwayAtTheDoorIsAwayForAllMessages() throws Exception {
        tell(ticket(Priority.P1), Template.RECEIPT, "receipt", Map.of());
        tell(ticket("261122-000002", "C-1", Priority.P1), Template.RECEIPT, "receipt", Map.of());
        try (RefusingMailServer refusing = new RefusingMailServer("", "421 not now")) {
            mail.setPort(refusing.port());
            relay.relay();

            assertThat(refusing.visitors()).isEqualTo(1);
        }
        assertThat(messages()).extracting(OutboxMessage::state).containsOnly(OutboxState.PENDING);
    }

    @Test
    void atNightOnlyWhatBelongsToAP0Departs() {
        customer("C-2", "Han", null, "han@example.org", null);
        clock.set("2026-11-22T14:00:00Z");
        tell(ticket(Priority.P1), Template.RECEIPT, "receipt", Map.of());
        tell(ticket("261122-000002", "C-2", Priority.P0), Template.RECEIPT, "receipt", Map.of());
        transaction.executeWithoutResult(status -> notifier.toUser(
                ticket("261122-000003", "C-1", Priority.P2), "agent", Template.MESSAGE, "m", Map.of("text", "t")));
        relay.relay();
        assertThat(recipients()).containsExactly("han@example.org");

        clock.set("2026-11-22T23:59:59Z");
        relay.relay();
        assertThat(recipients()).hasSize(1);
        clock.set("2026-11-23T00:00:00Z");
        relay.relay();
        assertThat(recipients()).containsExactly("han@example.org", "lilei@example.org", "agent@example.org");
    }

    @Test
    void aTicketThatBecomesAP0AtNightTakesItsWaitingMessagesAlong() {
        clock.set("2026-11-22T14:00:00Z");
        tell(ticket(null), Template.RECEIPT, "receipt", Map.of());
        relay.relay();
        assertThat(recipients()).isEmpty();
        jdbc.update("update ticket set priority = 'P0'");
        relay.relay();
        assertThat(recipients()).containsExactly("lilei@example.org");
    }

    @Test
    void anAddressThatWouldAddAHeaderOrARecipientIsNeverSentTo() {
        for (String address : List.of("a@b.c\r\nBcc: all@example.org", "a@b.c, d@e.f", "no address", "a@b.c\n")) {
            customer("C-" + address.hashCode(), "Li", null, address, null);
            tell(
                    ticket("T" + address.hashCode(), "C-" + address.hashCode(), Priority.P0),
                    Template.RECEIPT,
                    "receipt",
                    Map.of());
        }
        relay.relay();
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(messages()).hasSize(4).allSatisfy(message -> assertThat(message.state())
                .isEqualTo(OutboxState.FAILED));
    }

    @Test
    void twoRelaysNeverTakeTheSameMessage() throws Exception {
        Ticket ticket = ticket(Priority.P1);
        for (int i = 0; i < 60; i++) {
            tell(ticket, Template.PROGRESS, "p" + i, Map.of("message", "m"));
        }
        List<Long> delivered = Collections.synchronizedList(new ArrayList<>());
        OutboxRelay one = new OutboxRelay(outbox, List.of(noting(delivered)), properties, clock);
        OutboxRelay other = new OutboxRelay(outbox, List.of(noting(delivered)), properties, clock);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> runs = List.of(pool.submit(() -> run(start, one)), pool.submit(() -> run(start, other)));
            start.countDown();
            for (Future<?> run : runs) {
                run.get(20, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        relay.relay();
        assertThat(delivered).hasSize(60).doesNotHaveDuplicates();
        assertThat(messages()).hasSize(60).allSatisfy(message -> {
            assertThat(message.state()).isEqualTo(OutboxState.SENT);
            assertThat(message.attempts()).isEqualTo(1);
        });
    }

    @Test
    void withoutAMailServerMailStaysInTheHouseAndCountsAsSent(@Autowired LogChannel log) throws Exception {
        tell(ticket(Priority.P1), Template.RECEIPT, "receipt", Map.of());
        MailChannel none = new MailChannel(
                new DefaultListableBeanFactory().getBeanProvider(JavaMailSender.class),
                log,
                properties,
                new DefaultListableBeanFactory().getBeanProvider(MailThreads.class),
                clock);
        new OutboxRelay(outbox, List.of(none), properties, clock).relay();
        assertThat(only().state()).isEqualTo(OutboxState.SENT);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private static DeliveryChannel noting(List<Long> delivered) {
        return new DeliveryChannel() {
            @Override
            public Delivery delivery() {
                return Delivery.MAIL;
            }

            @Override
            public void deliver(OutboxMessage message) {
                delivered.add(message.id());
            }
        };
    }

    private static void run(CountDownLatch start, OutboxRelay relay) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        relay.relay();
    }

    private List<String> recipients() {
        return List.of(server.getReceivedMessages()).stream()
                .map(message -> {
                    try {
                        return message.getAllRecipients()[0].toString();
                    } catch (MessagingException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
