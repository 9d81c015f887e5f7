package io.aftercare.conversation;

import io.aftercare.attachment.Attachment;
import io.aftercare.attachment.Attachments;
import io.aftercare.notification.Languages;
import io.aftercare.problem.Causes;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.Problems;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets messages leave whose time to be taken back is over. Each is taken and written in one transaction, so of several
 * nodes one sends it, once.
 */
@Component
public class Sending {

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    private static final int AT_ONCE = 50;

    private final DraftMapper drafts;
    private final Notes notes;
    private final Attachments attachments;
    private final Problems problems;
    private final Languages languages;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Sending(
            DraftMapper drafts,
            Notes notes,
            Attachments attachments,
            Problems problems,
            Languages languages,
            TransactionTemplate transaction,
            Clock clock) {
        this.drafts = drafts;
        this.notes = notes;
        this.attachments = attachments;
        this.problems = problems;
        this.languages = languages;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Everything that is due; returns how many left. */
    public int send() {
        List<Draft> due = drafts.findDue(clock.instant(), AT_ONCE);
        int sent = 0;
        for (Draft draft : due) {
            if (send(draft)) {
                sent++;
            }
        }
        return sent;
    }

    private boolean send(Draft draft) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> leave(draft)));
        } catch (RuntimeException failure) {
            ProblemException refusal = Causes.problemIn(failure);
            if (refusal == null) {
                LOG.warn("A message on {} could not be sent", draft.ticketNumber(), failure);
            }
            keepWithReason(draft, refusal);
            return false;
        }
    }

    private boolean leave(Draft draft) {
        List<String> files = attachments.all(drafts.files(draft.id())).stream()
                .map(Attachment::id)
                .toList();
        if (drafts.take(draft.id(), Objects.requireNonNull(draft.sendAt())) == 0) {
            return false;
        }
        Notes.Written written =
                notes.write(draft.ticketNumber(), draft.author(), draft.text(), !draft.internal(), files.size());
        attachments.attach(written.ticketNumber(), written.line(), files, !draft.internal());
        return true;
    }

    private void keepWithReason(Draft draft, @Nullable ProblemException refusal) {
        String reason = refusal == null ? "" : problems.sentence(refusal, languages.house());
        transaction.executeWithoutResult(
                status -> drafts.stop(draft.id(), reason.length() > 500 ? reason.substring(0, 500) : reason));
    }
}
