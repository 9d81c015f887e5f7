package io.aftercare.desk;

import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word on a coloured ground; {@code tone} is the end of a {@code badge-} class. The word carries the meaning. */
public record Mark(String label, String tone) {

    /** The status of a ticket. */
    public static Mark status(TicketStatus status, Words words) {
        return new Mark(
                words.of(status),
                switch (status) {
                    case RECEIVED, REGISTERED, CLASSIFIED -> "info";
                    case PROPOSED, AWAITING_APPROVAL, EXECUTING -> "accent";
                    case AWAITING_AGREEMENT, WAITING_CUSTOMER, AWAITING_CONFIRMATION -> "warn";
                    case BLOCKED -> "bad";
                    case CONFIRMED, CALLED_BACK -> "ok";
                    case CLOSED, CANCELLED, MERGED -> "quiet";
                });
    }

    /** The priority of a ticket; null before its classification. */
    public static @Nullable Mark priority(@Nullable Priority priority, Words words) {
        return priority == null
                ? null
                : new Mark(
                        words.of(priority),
                        switch (priority) {
                            case P0 -> "solid";
                            case P1 -> "warn";
                            case P2 -> "quiet";
                        });
    }

    /** What must not be overlooked. */
    static List<Mark> warnings(Ticket ticket, boolean overdue, Words words) {
        List<Mark> marks = new ArrayList<>();
        if (ticket.suspectedEmergency() && ticket.priority() == null) {
            marks.add(new Mark(words.text("desk.mark.emergency"), "solid"));
        }
        Mark elsewhere = foreignCase(ticket.channel(), ticket.externalNumber(), ticket.externalDueAt(), words);
        if (elsewhere != null && !ticket.status().isFinal()) {
            marks.add(elsewhere);
        }
        if (ticket.mood() == Mood.ANGRY) {
            marks.add(new Mark(words.text("desk.mark.angry"), "bad"));
        }
        if (overdue && !ticket.status().isFinal()) {
            marks.add(new Mark(words.text("desk.mark.overdue"), "bad"));
        }
        if (ticket.escalated() && !ticket.status().isFinal()) {
            marks.add(new Mark(words.text("desk.mark.escalated"), "warn"));
        }
        if (ticket.urgedCount() > 0 && !ticket.status().isFinal()) {
            marks.add(new Mark(words.text("desk.mark.urged", Integer.toString(ticket.urgedCount())), "warn"));
        }
        if (ticket.reopenedCount() > 0) {
            marks.add(new Mark(words.text("desk.mark.reopened", Integer.toString(ticket.reopenedCount())), "info"));
        }
        return List.copyOf(marks);
    }

    /** Which case elsewhere, and by when they want an answer (E-06); null when there is none. */
    public static @Nullable Mark foreignCase(
            Channel channel, @Nullable String number, @Nullable Instant dueAt, Words words) {
        if (!channel.isForeign()) {
            return null;
        }
        String name = number == null ? words.of(channel) : words.of(channel) + " " + number;
        return new Mark(dueAt == null ? name : words.text("desk.mark.foreign-until", name, words.moment(dueAt)), "bad");
    }
}
