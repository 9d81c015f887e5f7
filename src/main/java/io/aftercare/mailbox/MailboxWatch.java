package io.aftercare.mailbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Drives mailboxes and mail room; off in tests that drive them themselves. */
@Component
@ConditionalOnProperty(name = "aftercare.mail.enabled", matchIfMissing = true)
class MailboxWatch implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(MailboxWatch.class);

    private final ImapMailbox imap;
    private final MailRoom room;
    private final Mails mails;
    private final MailProperties properties;
    private final Set<String> polling = ConcurrentHashMap.newKeySet();
    /** A thread for each mailbox: a server that does not answer holds up its own mailbox only. */
    private final ExecutorService pollers;

    MailboxWatch(ImapMailbox imap, MailRoom room, Mails mails, MailProperties properties) {
        this.imap = imap;
        this.room = room;
        this.mails = mails;
        this.properties = properties;
        this.pollers = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "mailbox");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Scheduled(fixedDelayString = "${aftercare.mail.poll-every:PT10S}")
    void poll() {
        for (MailProperties.Mailbox mailbox : properties.mailboxes()) {
            if (polling.add(mailbox.name())) {
                pollers.execute(() -> poll(mailbox));
            }
        }
    }

    private void poll(MailProperties.Mailbox mailbox) {
        try {
            imap.poll(mailbox);
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("Mailbox {} rests while the database is away: {}", mailbox.name(), away.toString());
        } catch (RuntimeException failed) {
            LOG.error("Mailbox {} will be read again", mailbox.name(), failed);
        } finally {
            polling.remove(mailbox.name());
        }
    }

    @Scheduled(fixedDelayString = "${aftercare.mail.work-every:PT1S}")
    void work() {
        try {
            room.work();
        } catch (DataAccessException | TransactionException away) {
            LOG.warn(
                    "Mail rests while the database is away: {}", away.getClass().getSimpleName());
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void sweep() {
        try {
            int swept;
            do {
                swept = mails.sweep();
            } while (swept > 0);
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("Old mail stays a while longer: {}", away.getClass().getSimpleName());
        }
    }

    @Override
    public void destroy() {
        pollers.shutdownNow();
    }
}
