package io.aftercare.notification;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Plain-text mail by SMTP; without {@code spring.mail.host} it stays in the house. */
@Component
class MailChannel implements DeliveryChannel {

    private static final Set<Integer> OUR_OWN_FAULT = Set.of(530, 534, 535, 538);

    /** What people wrote is no automatic mail. */
    private static final Set<Template> WRITTEN_BY_PEOPLE = EnumSet.of(Template.MESSAGE, Template.ANSWER);

    private final ObjectProvider<JavaMailSender> mail;
    private final LogChannel log;
    private final InternetAddress sender;
    private final ObjectProvider<MailThreads> threads;
    private final Clock clock;

    MailChannel(
            ObjectProvider<JavaMailSender> mail,
            LogChannel log,
            NotificationProperties properties,
            ObjectProvider<MailThreads> threads,
            Clock clock) {
        this.mail = mail;
        this.log = log;
        this.sender = sender(properties.sender());
        this.threads = threads;
        this.clock = clock;
    }

    @Override
    public Delivery delivery() {
        return Delivery.MAIL;
    }

    @Override
    public void deliver(OutboxMessage message) throws DeliveryException {
        JavaMailSender server = mail.getIfAvailable();
        if (server == null) {
            log.deliver(message);
            return;
        }
        try {
            server.send(letter(server, message));
        } catch (MailException e) {
            throw failure(e);
        }
    }

    private MimeMessage letter(JavaMailSender server, OutboxMessage message) throws DeliveryException {
        try {
            MimeMessage letter = server.createMimeMessage();
            MimeMessageHelper helper = new MimeMessageHelper(letter, false, StandardCharsets.UTF_8.name());
            helper.setFrom(sender);
            helper.setTo(address(message.recipient()));
            helper.setSubject(oneLine(message.subject()));
            helper.setText(message.body(), false);
            helper.setSentDate(Date.from(clock.instant()));
            letter.setHeader("Message-ID", oneLine(message.messageId()));
            if (!WRITTEN_BY_PEOPLE.contains(message.template())) {
                boolean answer = message.template() == Template.RECEIPT;
                letter.setHeader("Auto-Submitted", answer ? "auto-replied" : "auto-generated");
                letter.setHeader("X-Auto-Response-Suppress", "All");
            }
            if (message.audience() == Audience.CUSTOMER) {
                putIntoThread(letter, message);
            }
            return letter;
        } catch (AddressException e) {
            throw new DeliveryException(DeliveryException.Reach.FOREVER, "Not a mail address", e);
        } catch (MessagingException e) {
            throw new DeliveryException(DeliveryException.Reach.THIS_TIME, name(e), e);
        }
    }

    /** Answers come back to a mailbox that is read, and programs show them below what the customer wrote. */
    private void putIntoThread(MimeMessage letter, OutboxMessage message) throws MessagingException {
        MailThreads known = threads.getIfAvailable();
        String ticket = message.ticketNumber();
        if (known == null || ticket == null) {
            return;
        }
        Optional<MailThreads.Thread> thread =
                known.of(ticket).filter(each -> !each.messageIds().isEmpty());
        @Nullable
        String answersTo =
                thread.map(MailThreads.Thread::mailbox).or(known::answersTo).orElse(null);
        if (answersTo != null) {
            letter.setReplyTo(new InternetAddress[] {new InternetAddress(answersTo, false)});
        }
        if (thread.isPresent()) {
            List<String> ids = thread.get().messageIds();
            letter.setHeader("In-Reply-To", oneLine(ids.get(ids.size() - 1)));
            letter.setHeader("References", oneLine(String.join(" ", ids)));
        }
    }

    /** Looks through all that hangs on a failure: causes, next exceptions, and those of single recipients. */
    private static DeliveryException failure(MailException failure) {
        Deque<Throwable> open = new ArrayDeque<>();
        Set<Throwable> seen = new HashSet<>();
        open.add(failure);
        String text = name(failure);
        DeliveryException.Reach reach = DeliveryException.Reach.THIS_TIME;
        while (!open.isEmpty()) {
            Throwable thrown = open.remove();
            if (!seen.add(thrown)) {
                continue;
            }
            if (thrown instanceof SMTPAddressFailedException refused) {
                return answered(refused.getReturnCode(), failure);
            }
            if (thrown instanceof SMTPSendFailedException refused) {
                return answered(refused.getReturnCode(), failure);
            }
            if (thrown instanceof MailConnectException
                    || thrown instanceof AuthenticationFailedException
                    || thrown instanceof SocketTimeoutException) {
                return new DeliveryException(DeliveryException.Reach.EVERYTHING, name(thrown), failure);
            }
            if (thrown instanceof MessagingException messaging) {
                text = name(messaging);
                add(open, messaging.getNextException());
            }
            if (thrown instanceof MailSendException several) {
                for (Exception one : several.getMessageExceptions()) {
                    add(open, one);
                }
                // no message is to blame, but the connection: a greeting with 421, or no TLS
                reach = several.getCause() == null ? reach : DeliveryException.Reach.EVERYTHING;
            }
            add(open, thrown.getCause());
        }
        return new DeliveryException(reach, text, failure);
    }

    private static DeliveryException answered(int code, Throwable failure) {
        boolean forever = code >= 500 && code < 600 && !OUR_OWN_FAULT.contains(code);
        return new DeliveryException(
                forever ? DeliveryException.Reach.FOREVER : DeliveryException.Reach.PUT_OFF,
                "The mail server answered " + code,
                failure);
    }

    private static void add(Deque<Throwable> open, @Nullable Throwable thrown) {
        if (thrown != null) {
            open.add(thrown);
        }
    }

    private static String name(Throwable thrown) {
        return thrown.getClass().getSimpleName();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    }

    /** One bare address and nothing else, so that a line end or a comma in it adds nobody. */
    private static InternetAddress address(String recipient) throws AddressException {
        InternetAddress address = new InternetAddress(recipient, true);
        if (!recipient.equals(address.getAddress())) {
            throw new AddressException("Not a bare address");
        }
        return address;
    }

    private static InternetAddress sender(String address) {
        try {
            return new InternetAddress(address, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException("aftercare.notification.sender is no mail address", e);
        }
    }
}
