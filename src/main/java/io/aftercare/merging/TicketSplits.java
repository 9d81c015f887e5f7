package io.aftercare.merging;

import io.aftercare.attachment.Attachments;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.registration.RegistrationService;
import io.aftercare.security.CurrentUser;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes a ticket of its own of a second matter that a customer wrote into another one (L14). */
@Service
@Transactional
public class TicketSplits {

    static final int LONGEST_TEXT = 20_000;

    private static final int MOST_ENTRIES = 50;
    /** What a customer said, himself or through an agent's note of the call. */
    private static final Set<TimelineKind> SAID =
            EnumSet.of(TimelineKind.MESSAGE_FROM_CUSTOMER, TimelineKind.CALLED_IN, TimelineKind.DISPUTED);

    private final TicketService tickets;
    private final Timeline timeline;
    private final RegistrationService registrations;
    private final TicketMerges merges;
    private final Attachments attachments;
    private final SplitMapper splits;
    private final CurrentUser currentUser;

    TicketSplits(
            TicketService tickets,
            Timeline timeline,
            RegistrationService registrations,
            TicketMerges merges,
            Attachments attachments,
            SplitMapper splits,
            CurrentUser currentUser) {
        this.tickets = tickets;
        this.timeline = timeline;
        this.registrations = registrations;
        this.merges = merges;
        this.attachments = attachments;
        this.splits = splits;
        this.currentUser = currentUser;
    }

    /** The new ticket, linked to this one; each message makes one new ticket at most. */
    public Ticket split(String number, Split split) {
        merges.refuseOthers();
        String why = Checks.text("reason", split.reason(), TicketMerges.LONGEST_REASON)
                .strip();
        List<Long> wanted = split.timelineEntryIds() == null ? List.of() : split.timelineEntryIds();
        String typed = split.text() == null ? "" : split.text().strip();
        new Checks()
                .that(!wanted.isEmpty() || !Checks.isBlank(typed), "text", "field.messages-or-text")
                .that(wanted.stream().allMatch(Objects::nonNull), "timelineEntryIds", "field.not-his-messages")
                .that(wanted.size() <= MOST_ENTRIES, "timelineEntryIds", "field.too-many", MOST_ENTRIES)
                .atMost("text", typed, LONGEST_TEXT)
                .refuseIfAny();
        Ticket former = tickets.lock(number);
        if (former.status() == TicketStatus.MERGED) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.merged-already", tickets.followed(number));
        }
        List<TimelineEntry> said = said(number).stream()
                .filter(entry -> wanted.contains(entry.id()))
                .toList();
        new Checks()
                .that(said.size() == Set.copyOf(wanted).size(), "timelineEntryIds", "field.not-his-messages")
                .refuseIfAny();
        String words = texts(said, true);
        String notes = texts(said, false);
        new Checks()
                .that(!words.isEmpty() || !typed.isEmpty(), "text", "field.words-for-customer")
                .refuseIfAny();
        String text = words.isEmpty() ? typed : typed.isEmpty() ? words : typed + "\n\n" + words;
        new Checks().atMost("text", text, LONGEST_TEXT).refuseIfAny();
        refuseRepeated(former, text);
        Ticket made = registrations.splitFrom(former, text, Boolean.TRUE.equals(split.sameOrder()));
        try {
            said.forEach(entry -> splits.insert(entry.id(), made.number()));
        } catch (DuplicateKeyException splitBefore) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.split-already");
        }
        timeline.addVisible(number, TimelineKind.SPLIT, currentUser.id(), made.number());
        timeline.add(
                made.number(),
                TimelineKind.NOTE,
                currentUser.id(),
                number + ": " + (notes.isEmpty() ? why : why + "\n\n" + notes));
        attachments.moveTo(
                made.number(),
                timeline.of(made.number()).get(0).id(),
                said.stream().map(TimelineEntry::id).toList());
        return made;
    }

    /** What can still go to a new ticket, oldest first; of the ticket itself and of what became part of it. */
    @Transactional(readOnly = true)
    public List<TimelineEntry> said(String number) {
        Set<Long> gone = splits.findSplit(tickets.withMerged(number));
        return tickets.withMerged(number).stream()
                .flatMap(each -> timeline.of(each).stream())
                .filter(entry -> SAID.contains(entry.kind()) && !gone.contains(entry.id()))
                .filter(entry -> entry.text() != null && !entry.text().isBlank())
                .toList();
    }

    /** The customer reads what a ticket is about: what a colleague noted of a call is not told him in those words. */
    private static String texts(List<TimelineEntry> said, boolean byCustomer) {
        return said.stream()
                .filter(entry -> entry.actor().equals(Timeline.CUSTOMER) == byCustomer)
                .map(entry -> String.valueOf(entry.text()))
                .collect(Collectors.joining("\n\n"));
    }

    /** A second click on the same words. */
    private void refuseRepeated(Ticket former, String text) {
        Optional<String> same = timeline.of(former.number()).stream()
                .filter(entry -> entry.kind() == TimelineKind.SPLIT && entry.text() != null)
                .map(entry -> String.valueOf(entry.text()))
                .filter(made -> tickets.require(made).description().equals(text))
                .findFirst();
        if (same.isPresent()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.split-already");
        }
    }

    /** Which messages, or which words, become a new ticket; about the same order only when {@code sameOrder}. */
    public record Split(
            @Nullable List<Long> timelineEntryIds,
            @Nullable String text,
            @Nullable Boolean sameOrder,
            @Nullable String reason) {}
}
