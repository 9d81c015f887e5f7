package io.aftercare.notification;

import io.aftercare.ticket.Ticket;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts messages into the outbox, inside the caller's transaction. {@code occasion} makes a message unique per ticket
 * and template: the same occasion twice is one message. To a customer, {@link CustomerTold} is published too.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Notifier {

    /** Facts are strings in the reader's words (texts from people are escaped by plain-text mail). */
    public void toCustomer(Ticket ticket, Template template, String occasion, Map<String, String> facts) {
        throw new UnsupportedOperationException();
    }

    public void toGroup(Ticket ticket, String group, Template template, String occasion, Map<String, String> facts) {
        throw new UnsupportedOperationException();
    }

    public void toUser(Ticket ticket, String user, Template template, String occasion, Map<String, String> facts) {
        throw new UnsupportedOperationException();
    }
}
