package io.aftercare.mailbox;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Fetches what is unseen: store, then mark as seen, in this order, so that nothing is lost on the way. */
@Component
class ImapMailbox {

    private static final Logger LOG = LoggerFactory.getLogger(ImapMailbox.class);
    private static final int CHUNK = 50;
    /** So much of a mail that is too big is looked at. */
    private static final int BEGINNING = 64 * 1024;

    private final Mails mails;
    private final MailboxLeases leases;
    private final MailProperties properties;

    ImapMailbox(Mails mails, MailboxLeases leases, MailProperties properties) {
        this.mails = mails;
        this.leases = leases;
        this.properties = properties;
    }

    /** Looks at one mailbox if no other node does; answers how many mails were fetched. */
    int poll(MailProperties.Mailbox mailbox) {
        if (!leases.take(mailbox.name())) {
            return 0;
        }
        try {
            int fetched = fetch(mailbox);
            leases.polled(mailbox.name());
            return fetched;
        } catch (MessagingException | IOException failure) {
            LOG.warn("Mailbox {} could not be read: {}", mailbox, failure.toString());
            leases.failed(mailbox.name(), failure.getClass().getSimpleName() + ": " + failure.getMessage());
            return 0;
        } finally {
            leases.end(mailbox.name());
        }
    }

    private int fetch(MailProperties.Mailbox mailbox) throws MessagingException, IOException {
        boolean imaps = mailbox.tls() == MailProperties.Mailbox.Tls.IMAPS;
        String protocol = imaps ? "imaps" : "imap";
        int port = mailbox.port() > 0 ? mailbox.port() : imaps ? 993 : 143;
        try (Store store = Session.getInstance(settings(protocol, mailbox)).getStore(protocol)) {
            store.connect(mailbox.host(), port, mailbox.user(), mailbox.password());
            Folder folder = store.getFolder(mailbox.folder());
            folder.open(Folder.READ_WRITE);
            try {
                return fetch(mailbox, folder);
            } finally {
                folder.close(false);
            }
        }
    }

    private int fetch(MailProperties.Mailbox mailbox, Folder folder) throws MessagingException, IOException {
        Message[] unseen = folder.search(new AndTerm(
                new FlagTerm(new Flags(Flags.Flag.SEEN), false), new FlagTerm(new Flags(Flags.Flag.DELETED), false)));
        FetchProfile first = new FetchProfile();
        first.add(UIDFolder.FetchProfileItem.UID);
        first.add(FetchProfile.Item.SIZE);
        int fetched = 0;
        for (int at = 0; at < unseen.length; at += CHUNK) {
            if (at > 0 && !leases.take(mailbox.name())) {
                return fetched;
            }
            Message[] chunk = Arrays.copyOfRange(unseen, at, Math.min(at + CHUNK, unseen.length));
            folder.fetch(chunk, first);
            int stored = 0;
            try {
                for (Message message : chunk) {
                    store(mailbox, (UIDFolder) folder, (IMAPMessage) message);
                    stored++;
                }
            } finally {
                folder.setFlags(Arrays.copyOf(chunk, stored), new Flags(Flags.Flag.SEEN), true);
            }
            fetched += stored;
        }
        return fetched;
    }

    private void store(MailProperties.Mailbox mailbox, UIDFolder folder, IMAPMessage message)
            throws MessagingException, IOException {
        try {
            long size = Math.max(0, message.getSize());
            int most = (int)
                    Math.min(Integer.MAX_VALUE - 8, properties.mail().largest().toBytes());
            message.setPeek(true);
            byte[] bytes;
            try (InputStream content = message.getMimeStream()) {
                bytes = content.readNBytes(size > most ? BEGINNING : most + 1);
            }
            boolean whole = size <= most && bytes.length <= most;
            mails.store(new Mails.Fetched(
                    mailbox.name(),
                    folder.getUIDValidity(),
                    folder.getUID(message),
                    whole ? bytes.length : Math.max(size, bytes.length),
                    whole,
                    whole ? bytes : Arrays.copyOf(bytes, Math.min(bytes.length, BEGINNING))));
        } catch (MessageRemovedException gone) {
            LOG.info("A mail was removed from mailbox {} by somebody else", mailbox.name());
        }
    }

    private static Properties settings(String protocol, MailProperties.Mailbox mailbox) {
        Properties settings = new Properties();
        String mail = "mail." + protocol + ".";
        settings.setProperty("mail.store.protocol", protocol);
        // a server that does not answer is not waited for without end
        settings.setProperty(mail + "connectiontimeout", "5000");
        settings.setProperty(mail + "timeout", "20000");
        settings.setProperty(mail + "writetimeout", "20000");
        settings.setProperty(mail + "fetchsize", "262144");
        settings.setProperty(mail + "peek", "true");
        settings.setProperty(mail + "ssl.checkserveridentity", "true");
        if (mailbox.tls() == MailProperties.Mailbox.Tls.STARTTLS) {
            settings.setProperty(mail + "starttls.enable", "true");
            settings.setProperty(mail + "starttls.required", "true");
        }
        return settings;
    }
}
