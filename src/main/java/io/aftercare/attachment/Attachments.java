package io.aftercare.attachment;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.TicketService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps the files of tickets (4-01, E-04, S5, S8): what a file is says its content, what it is called on our disk a
 * random number, who may read it the caller.
 */
@Service
@Transactional
public class Attachments {

    private static final int LONGEST_CONTENT_ID = 200;

    private final AttachmentMapper attachments;
    private final FileStore store;
    private final FileTypes types;
    private final Thumbnails thumbnails;
    private final TicketService tickets;
    private final AttachmentProperties properties;
    private final Clock clock;
    private final BytesKeyGenerator ids = KeyGenerators.secureRandom(16);

    Attachments(
            AttachmentMapper attachments,
            FileStore store,
            FileTypes types,
            Thumbnails thumbnails,
            TicketService tickets,
            AttachmentProperties properties,
            Clock clock) {
        this.attachments = attachments;
        this.store = store;
        this.types = types;
        this.thumbnails = thumbnails;
        this.tickets = tickets;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Takes a file in, or refuses it with a sentence for its bringer; it is not on a ticket yet. Without a transaction
     * of the caller's the database is not held while the file is read and its thumbnail painted.
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Attachment keep(NewFile file) {
        return keep(file, false);
    }

    /**
     * The same for what cannot be sent back, such as the parts of a mail: a kind that we do not take is kept as
     * {@code application/octet-stream}, which nobody opens by a double click.
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Attachment keepAnyKind(NewFile file) {
        return keep(file, true);
    }

    /** Puts kept files under a line of the ticket's timeline; putting them there again changes nothing. */
    public void attach(String ticketNumber, long timelineEntryId, Collection<String> ids, boolean visibleToCustomer) {
        if (ids.isEmpty()) {
            return;
        }
        tickets.lock(ticketNumber);
        Set<String> wanted = new LinkedHashSet<>(ids);
        for (String id : wanted) {
            if (attachments.attach(id, ticketNumber, timelineEntryId, visibleToCustomer) == 0
                    && !attachments
                            .find(id)
                            .filter(known -> ticketNumber.equals(known.ticketNumber()))
                            .isPresent()) {
                throw unknown();
            }
        }
        AttachmentMapper.Total total = attachments.total(ticketNumber);
        if (total.files() > properties.filesOfTicket()
                || total.size() > properties.sizeOfTicket().toBytes()) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.attachments-full");
        }
    }

    /** Whatever came with these lines goes with them to another ticket's line. */
    public void moveTo(String ticketNumber, long timelineEntryId, Collection<Long> fromLines) {
        if (!fromLines.isEmpty()) {
            attachments.moveTo(ticketNumber, timelineEntryId, fromLines);
        }
    }

    /** Of the ticket and of whatever became part of it, oldest first of each (L14). */
    @Transactional(readOnly = true)
    public List<Attachment> ofTicket(String number) {
        return tickets.withMerged(number).stream()
                .flatMap(each -> attachments.findByTicket(each).stream())
                .toList();
    }

    /** Those of the ids that exist, oldest first. */
    @Transactional(readOnly = true)
    public List<Attachment> all(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : attachments.findAll(ids);
    }

    /** 404 for an unknown one, and for one whose content is gone. */
    @Transactional(readOnly = true)
    public Stored open(String id) {
        Attachment attachment = require(id);
        return existing(attachment, store.content(id)).orElseThrow(Attachments::unknown);
    }

    /** The small picture that we made of it; 404 where there is none. */
    @Transactional(readOnly = true)
    public Stored openThumbnail(String id) {
        Attachment attachment = require(id);
        return Optional.of(attachment)
                .filter(Attachment::picture)
                .flatMap(picture -> existing(picture, store.thumbnailOf(id)))
                .orElseThrow(Attachments::unknown);
    }

    /** Takes back a file that is not on a ticket; nothing when it is, or is unknown. */
    public void drop(String id) {
        if (attachments.deleteUnattached(id, clock.instant().plusSeconds(5)) == 1) {
            deleteAfterCommit(List.of(id));
        }
    }

    /** Whatever a customer brought goes with him (E-04). */
    public void forget(String customerRef) {
        List<String> ids = attachments.findBroughtByCustomer(customerRef);
        ids.forEach(attachments::delete);
        deleteAfterCommit(ids);
    }

    /** What a person may be told about the limits before he chooses a file. */
    public AttachmentProperties limits() {
        return properties;
    }

    private Attachment keep(NewFile file, boolean anyKind) {
        FileStore.Incoming incoming = store.receive(file.content());
        Path thumbnail = null;
        try {
            if (incoming.size() == 0 && !anyKind) {
                throw new ProblemException(ProblemType.RULE_REFUSES, "problem.attachment-empty");
            }
            String type = type(incoming.file(), anyKind);
            thumbnail =
                    Thumbnails.canRead(type) ? thumbnails.of(incoming.file()).orElse(null) : null;
            Attachment kept = new Attachment(
                    newId(),
                    null,
                    null,
                    FileNames.clean(file.name(), FileTypes.endings(type)),
                    type,
                    incoming.size(),
                    thumbnail != null,
                    file.inline(),
                    contentId(file.contentId()),
                    false,
                    file.broughtBy(),
                    clock.instant());
            store.settle(incoming, kept.id());
            if (thumbnail != null) {
                store.settleThumbnail(thumbnail, kept.id());
            }
            attachments.insert(kept, incoming.sha256());
            return kept;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            store.discard(incoming.file());
            store.discard(thumbnail);
        }
    }

    private String type(Path file, boolean anyKind) throws IOException {
        String type = types.of(file);
        boolean fine = properties.types().contains(type) && (!Thumbnails.canRead(type) || thumbnails.isPicture(file));
        if (!fine && !anyKind) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.attachment-kind");
        }
        return fine ? type : FileTypes.OPAQUE;
    }

    private Attachment require(String id) {
        return attachments.find(id).orElseThrow(Attachments::unknown);
    }

    private static Optional<Stored> existing(Attachment attachment, Path content) {
        return Files.isRegularFile(content) ? Optional.of(new Stored(attachment, content)) : Optional.empty();
    }

    private void deleteAfterCommit(List<String> ids) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                ids.forEach(store::delete);
            }
        });
    }

    private String newId() {
        return HexFormat.of().formatHex(ids.generateKey());
    }

    private static @Nullable String contentId(@Nullable String said) {
        return said == null || said.length() <= LONGEST_CONTENT_ID ? said : said.substring(0, LONGEST_CONTENT_ID);
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "problem.attachment-unknown");
    }
}
