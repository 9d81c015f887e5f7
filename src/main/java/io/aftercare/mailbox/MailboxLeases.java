package io.aftercare.mailbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Of several nodes one looks at a mailbox: the row says which, until when. */
@Service
@Transactional(propagation = Propagation.REQUIRES_NEW)
public class MailboxLeases {

    private final MailMapper mails;
    private final MailProperties properties;
    private final Clock clock;
    private final String holder;

    MailboxLeases(MailMapper mails, MailProperties properties, Clock clock) {
        this.mails = mails;
        this.properties = properties;
        this.clock = clock;
        this.holder = UUID.randomUUID().toString();
    }

    /** False when another node has it; asked again during long work, it makes the lease longer. */
    public boolean take(String mailbox) {
        Instant now = clock.instant();
        Instant until = now.plus(properties.mail().pollLease());
        if (mails.renewLease(mailbox, holder, now, until) == 1) {
            return true;
        }
        if (mails.findMailboxes().stream().anyMatch(known -> known.mailbox().equals(mailbox))) {
            return false;
        }
        try {
            mails.insertLease(mailbox, holder, until);
            return true;
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            return false;
        }
    }

    public void end(String mailbox) {
        mails.endLease(mailbox, holder, clock.instant());
    }

    public void polled(String mailbox) {
        mails.polled(mailbox, clock.instant());
    }

    public void failed(String mailbox, String failure) {
        mails.failed(mailbox, clock.instant(), HeaderText.oneLine(failure, 300));
    }

    @Transactional(readOnly = true)
    public List<MailboxStatus> all() {
        return mails.findMailboxes();
    }
}
