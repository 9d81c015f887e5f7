package io.aftercare.mailbox;

import io.aftercare.notification.Languages;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * Works through the stored mail: each for itself, so that one that cannot be read holds up no other, and those of one
 * sender one after the other.
 */
@Service
public class MailRoom implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(MailRoom.class);
    private static final int BATCH = 30;

    private final Mails mails;
    private final MailDesk desk;
    private final MailFiles files;
    private final Problems problems;
    private final Locale house;
    private final ExecutorService workers;

    MailRoom(
            Mails mails,
            MailDesk desk,
            MailFiles files,
            Problems problems,
            Languages languages,
            MailProperties properties) {
        this.mails = mails;
        this.desk = desk;
        this.files = files;
        this.problems = problems;
        this.house = languages.house();
        this.workers =
                Executors.newFixedThreadPool(Math.max(1, properties.mail().workers()), work -> {
                    Thread thread = new Thread(work, "mail-room");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Works until nothing is due; answers how many mails it had in hand. */
    public int work() {
        int all = 0;
        List<IncomingMail> due;
        do {
            due = mails.claim(BATCH);
            together(due);
            all += due.size();
        } while (due.size() == BATCH);
        return all;
    }

    private void together(List<IncomingMail> due) {
        List<Callable<Object>> shares = new ArrayList<>();
        due.stream()
                .collect(Collectors.groupingBy(
                        mail -> String.valueOf(mail.sender()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(ofSender -> shares.add(Executors.callable(() -> ofSender.forEach(this::handle))));
        try {
            for (Future<Object> share : workers.invokeAll(shares)) {
                share.get();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            LOG.error("Mail is in doubt and will be taken again", failed.getCause());
        }
    }

    private void handle(IncomingMail mail) {
        MailFiles.Kept kept = MailFiles.Kept.NOTHING;
        try {
            if (mail.attempts() > Mails.TRIES) {
                quarantine(mail, UnreadableMail.Why.FAILED, mail.detail());
                return;
            }
            byte @Nullable [] source = mails.source(mail.id());
            if (source == null) {
                throw new UnreadableMail(UnreadableMail.Why.FAILED);
            }
            Letter letter = MailReader.read(source);
            kept = wants(mail, letter) ? files.keep(letter) : kept;
            desk.take(mail, letter, kept);
        } catch (UnreadableMail unreadable) {
            files.drop(kept);
            quarantine(mail, unreadable.why(), null);
        } catch (ProblemException refused) {
            files.drop(kept);
            quarantine(mail, UnreadableMail.Why.REFUSED, problems.sentence(refused, house));
        } catch (TransientDataAccessException
                | RecoverableDataAccessException
                | NonTransientDataAccessResourceException
                | TransactionException away) {
            LOG.warn("Mail {} rests while the database is away: {}", mail.id(), away.toString());
            putBack(mail, false, away);
        } catch (Mails.TakenOver other) {
            LOG.info("{}", other.getMessage());
        } catch (RuntimeException | StackOverflowError failed) {
            files.drop(kept);
            LOG.warn("Mail {} failed in try {}", mail.id(), mail.attempts(), failed);
            if (mail.attempts() >= Mails.TRIES) {
                quarantine(mail, UnreadableMail.Why.FAILED, failed.getClass().getSimpleName());
            } else {
                putBack(mail, true, failed);
            }
        }
    }

    /** Nobody reads the files of a machine's mail. */
    private static boolean wants(IncomingMail mail, Letter letter) {
        return mail.isAccepted() || letter.nature() == Letter.Nature.PERSONAL;
    }

    private void quarantine(IncomingMail mail, UnreadableMail.Why why, @Nullable String detail) {
        try {
            mails.quarantine(mail, why, detail);
            LOG.info("Mail {} is quarantined: {}", mail.id(), why);
        } catch (RuntimeException again) {
            LOG.warn("Mail {} will be taken again: {}", mail.id(), again.toString());
        }
    }

    private void putBack(IncomingMail mail, boolean counted, Throwable failure) {
        try {
            mails.putBack(mail, counted, failure.getClass().getSimpleName());
        } catch (RuntimeException again) {
            LOG.warn("Mail {} will be taken again when its lease ends: {}", mail.id(), again.toString());
        }
    }

    @Override
    public void destroy() {
        workers.shutdown();
    }
}
