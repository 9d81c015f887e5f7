package io.aftercare.desk;

import io.aftercare.attachment.Attachment;
import io.aftercare.conversation.Draft;
import io.aftercare.customer.Customer;
import io.aftercare.notification.Delivery;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineEntry;
import io.aftercare.ticket.TimelineKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What customer and house have said to each other on a ticket, oldest first, and what the reader is writing.
 *
 * @param earlier how many older lines are left out
 * @param newest id of the newest line, so that a message is not sent past what came meanwhile
 */
record ConversationView(
        String number,
        List<Line> lines,
        int earlier,
        long newest,
        String recipient,
        Composer message,
        Composer note,
        @Nullable String script) {

    private static final int SHOWN = 40;

    private static final Set<TimelineKind> SAID = Set.of(
            TimelineKind.ORIGINAL_DESCRIPTION,
            TimelineKind.MESSAGE_FROM_CUSTOMER,
            TimelineKind.TRANSCRIPT,
            TimelineKind.NOTE,
            TimelineKind.CUSTOMER_TOLD,
            TimelineKind.ANSWERED,
            TimelineKind.ALTERNATIVE_OFFERED,
            TimelineKind.DISPUTED,
            TimelineKind.OBJECTED,
            TimelineKind.CALLED);

    /** One ticket's lines; what it says of itself stands where no line says it. */
    record Story(String description, List<TimelineEntry> lines) {}

    static ConversationView of(
            Ticket ticket,
            Customer customer,
            List<Story> stories,
            Map<Long, List<Attachment>> files,
            Composer message,
            Composer note,
            Words words) {
        SortedMap<Long, Line> told = new TreeMap<>();
        long newest = 0;
        for (Story story : stories) {
            boolean replaced =
                    story.lines().stream().anyMatch(entry -> entry.kind() == TimelineKind.ORIGINAL_DESCRIPTION);
            for (TimelineEntry entry : story.lines()) {
                newest = Math.max(newest, entry.id());
                List<Attachment> with = files.getOrDefault(entry.id(), List.of());
                if (entry.kind() == TimelineKind.RECEIVED && !replaced) {
                    told.put(
                            entry.id(),
                            new Line(
                                    "customer",
                                    words.person(Timeline.CUSTOMER),
                                    words.moment(entry.at()),
                                    entry.at(),
                                    null,
                                    story.description(),
                                    with));
                } else if (SAID.contains(entry.kind()) && (entry.text() != null || !with.isEmpty())
                        || !with.isEmpty()) {
                    told.put(entry.id(), line(entry, with, words));
                }
            }
        }
        List<Line> lines = List.copyOf(told.values());
        int earlier = Math.max(0, lines.size() - SHOWN);
        return new ConversationView(
                ticket.number(),
                List.copyOf(lines.subList(earlier, lines.size())),
                earlier,
                newest,
                customer.name(),
                message,
                note,
                ticket.mood() == null
                        ? null
                        : switch (ticket.mood()) {
                            case ANGRY -> words.text("conversation.script.angry");
                            case DISSATISFIED -> words.text("conversation.script.dissatisfied");
                            case CALM -> null;
                        });
    }

    private static Line line(TimelineEntry entry, List<Attachment> files, Words words) {
        boolean byCustomer =
                entry.actor().equals(Timeline.CUSTOMER) || entry.kind() == TimelineKind.ORIGINAL_DESCRIPTION;
        return new Line(
                !entry.visibleToCustomer() && entry.kind() != TimelineKind.ORIGINAL_DESCRIPTION
                        ? "internal"
                        : byCustomer ? "customer" : "house",
                words.person(entry.kind() == TimelineKind.ORIGINAL_DESCRIPTION ? Timeline.CUSTOMER : entry.actor()),
                words.moment(entry.at()),
                entry.at(),
                entry.kind() == TimelineKind.NOTE || entry.kind() == TimelineKind.MESSAGE_FROM_CUSTOMER
                        ? null
                        : words.of(entry.kind()),
                entry.text() == null ? "" : entry.text(),
                files);
    }

    /** One thing said; {@code side} is customer, house or internal. */
    record Line(
            String side,
            String who,
            String at,
            Instant instant,
            @Nullable String occasion,
            String text,
            List<Attachment> files) {}

    /**
     * A field to write in.
     *
     * @param leavesIn milliseconds until it leaves; null while it is being written
     * @param error why it was not sent
     */
    record Composer(
            String kind,
            String text,
            List<Attachment> files,
            @Nullable Long leavesIn,
            @Nullable String error) {

        static Composer of(boolean internal, @Nullable Draft draft, List<Attachment> files, Instant now) {
            String kind = internal ? "note" : "message";
            if (draft == null) {
                return new Composer(kind, "", List.of(), null, null);
            }
            Instant sendAt = draft.sendAt();
            return new Composer(
                    kind,
                    draft.text(),
                    files,
                    sendAt == null ? null : Math.max(0, sendAt.toEpochMilli() - now.toEpochMilli()),
                    draft.failure());
        }

        Composer refused(String text, String reason) {
            return new Composer(kind, text, files, leavesIn, reason);
        }

        public boolean internal() {
            return kind.equals("note");
        }

        public boolean leaving() {
            return leavesIn != null;
        }
    }

    /** How the letter would look. */
    record Letter(String way, String subject, String body) {

        static Letter of(Delivery way, String subject, String body, Words words) {
            return new Letter(words.of(way), subject, body);
        }
    }
}
