package io.aftercare.mailbox;

import io.aftercare.customer.Customers;
import io.aftercare.customer.IdentityKind;
import io.aftercare.notification.MailThreads;
import io.aftercare.ticket.Ticket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What customers wrote, as whoever answers them needs it. */
@Service
@Transactional(readOnly = true)
public class CustomerMailThreads implements MailThreads {

    private static final int MOST_REFERENCES = 10;

    private final MailMapper mails;
    private final Customers customers;
    private final MailProperties properties;

    CustomerMailThreads(MailMapper mails, Customers customers, MailProperties properties) {
        this.mails = mails;
        this.customers = customers;
        this.properties = properties;
    }

    @Override
    public Optional<Thread> of(String ticketNumber) {
        return mails.findLastTrustedOfTicket(ticketNumber).flatMap(last -> {
            @Nullable String address = last.sender();
            if (address == null || address.indexOf('@') < 0) {
                return Optional.empty();
            }
            List<String> ids = new ArrayList<>(mails.findMessageIdsOfTicket(ticketNumber, MOST_REFERENCES));
            Collections.reverse(ids);
            return Optional.of(new Thread(
                    address,
                    properties
                            .mailbox(last.mailbox())
                            .map(MailProperties.Mailbox::address)
                            .orElse(null),
                    ids));
        });
    }

    @Override
    public Optional<Boolean> isHis(Ticket ticket) {
        return mails.findOpening(ticket.number())
                .map(opening -> customers.isKnownBy(ticket.customerRef(), IdentityKind.MAIL, opening.sender()));
    }

    @Override
    public Optional<String> answersTo() {
        return properties.mailboxes().stream().findFirst().map(MailProperties.Mailbox::address);
    }
}
