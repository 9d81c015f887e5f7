package io.aftercare.conversation;

import io.aftercare.customer.CustomerAnonymised;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a member of staff writes on a ticket before it leaves: kept from the first key, sent a few seconds after "send",
 * and until then taken back with one click. A message and a note are two drafts, never one that changes its reader.
 */
@Service
@Transactional
public class Drafts {

    private static final int MOST_FILES = 10;

    private final DraftMapper drafts;
    private final TicketService tickets;
    private final Timeline timeline;
    private final CurrentUser currentUser;
    private final ConversationProperties properties;
    private final Clock clock;

    Drafts(
            DraftMapper drafts,
            TicketService tickets,
            Timeline timeline,
            CurrentUser currentUser,
            ConversationProperties properties,
            Clock clock) {
        this.drafts = drafts;
        this.tickets = tickets;
        this.timeline = timeline;
        this.currentUser = currentUser;
        this.properties = properties;
        this.clock = clock;
    }

    /** What the caller is writing on this ticket for this reader. */
    @Transactional(readOnly = true)
    public Optional<Draft> mine(String number, boolean internal) {
        return drafts.find(number, currentUser.id(), internal);
    }

    /** Ids of the files that go with it. */
    @Transactional(readOnly = true)
    public List<String> files(Draft draft) {
        return drafts.files(draft.id());
    }

    /** Keeps what stands in the field now; blank text without files is no draft. */
    public void keep(String number, boolean internal, @Nullable String text) {
        String words = text == null ? "" : text;
        new Checks().atMost("text", words, Notes.LONGEST).refuseIfAny();
        Draft draft = mine(number, internal).orElse(null);
        if (draft == null) {
            if (!words.isBlank()) {
                create(number, internal, words);
            }
            return;
        }
        if (words.isBlank() && drafts.files(draft.id()).isEmpty()) {
            drafts.drop(draft.id());
            return;
        }
        if (drafts.write(number, draft.author(), internal, words, clock.instant()) == 0) {
            throw new ProblemException(ProblemType.TOO_LATE, "conversation.leaving");
        }
    }

    /** Adds a file that the caller has just brought. */
    public void addFile(String number, boolean internal, String attachment) {
        Draft draft = mine(number, internal).orElse(null);
        if (draft == null) {
            create(number, internal, "");
            draft = mine(number, internal).orElseThrow();
        }
        writable(draft);
        new Checks()
                .that(drafts.files(draft.id()).size() < MOST_FILES, "files", "field.files", MOST_FILES)
                .refuseIfAny();
        drafts.addFile(draft.id(), attachment);
    }

    public void removeFile(String number, boolean internal, String attachment) {
        Draft draft = mine(number, internal).orElseThrow(Drafts::gone);
        writable(draft);
        drafts.removeFile(draft.id(), attachment);
    }

    /**
     * It leaves when the time to take it back is over.
     *
     * @param lastSeen id of the newest line that the writer has seen; null when he wants it sent whatever came since
     * @return when it leaves
     */
    public Instant send(String number, boolean internal, @Nullable String text, @Nullable Long lastSeen) {
        keep(number, internal, text);
        Draft draft = mine(number, internal).orElse(null);
        new Checks()
                .required("text", draft == null || draft.text().isBlank() ? null : draft.text())
                .says("text", draft == null || internal ? "-1" : draft.text())
                .refuseIfAny();
        Objects.requireNonNull(draft);
        if (!internal && lastSeen != null && saidSince(number, lastSeen, draft.author())) {
            throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "conversation.new-lines");
        }
        // columns know no fractions: rounded up, so that nobody loses a part of his time
        Instant sendAt =
                clock.instant().plus(properties.undoFor()).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        if (drafts.schedule(draft.id(), sendAt) == 0) {
            throw new ProblemException(ProblemType.TOO_LATE, "conversation.leaving");
        }
        return sendAt;
    }

    /** Takes it back; what is gone is gone (409). */
    public void undo(String number, boolean internal) {
        Draft draft = mine(number, internal).orElseThrow(Drafts::gone);
        if (drafts.stop(draft.id(), null) == 0 && draft.sendAt() != null) {
            throw gone();
        }
    }

    /** Throws it away. */
    public void discard(String number, boolean internal) {
        mine(number, internal).ifPresent(draft -> drafts.drop(draft.id()));
    }

    /** What was being written to him, or about him, is not wanted any more (E-04). */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(CustomerAnonymised customer) {
        drafts.forget(customer.ref());
    }

    /** Somebody said something to the customer, or the customer did. */
    private boolean saidSince(String number, long lastSeen, String author) {
        return timeline.of(number).stream()
                .anyMatch(entry -> entry.id() > lastSeen
                        && entry.visibleToCustomer()
                        && entry.text() != null
                        && !entry.actor().equals(author));
    }

    private void create(String number, boolean internal, String text) {
        tickets.require(number);
        String author = currentUser.id();
        try {
            drafts.insert(number, author, internal, text, clock.instant());
        } catch (DuplicateKeyException secondWindow) {
            drafts.write(number, author, internal, text, clock.instant());
        }
    }

    private static void writable(Draft draft) {
        if (draft.sendAt() != null) {
            throw new ProblemException(ProblemType.TOO_LATE, "conversation.leaving");
        }
    }

    private static ProblemException gone() {
        return new ProblemException(ProblemType.TOO_LATE, "conversation.gone");
    }
}
