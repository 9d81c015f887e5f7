package io.aftercare.portal;

import io.aftercare.attachment.Attachment;
import io.aftercare.solution.CompensationLine;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a customer may read about his ticket: no names of staff, no notes that were not meant for him. His
 * own name only where we did not take it from a stranger's form, who could read there whom we know under a number
 * (S13). {@code consented} says that he agreed to files being stored. {@code step} is 1 to 5, or 0 for a ticket that left the line; {@code nextNewsBy} is the promise to be told.
 */
public record CustomerPage(
        String number,
        @Nullable String continuesNumber,
        @Nullable String name,
        TicketStatus status,
        int step,
        String description,
        @Nullable String answer,
        @Nullable String result,
        Next next,
        @Nullable Instant nextNewsBy,
        @Nullable Plan plan,
        List<Event> events,
        May may,
        boolean answered,
        boolean consented) {

    /** What comes next: the end of a message key, by when, and whether that moment has passed already. */
    public record Next(String key, @Nullable Instant by, boolean late) {}

    /** The plan that he was told. */
    public record Plan(
            int version,
            String remedy,
            String steps,
            Instant expectedAt,
            @Nullable BigDecimal price,
            List<Benefit> benefits) {}

    /** What he gets; without an amount where none is counted. */
    public record Benefit(
            CompensationLine.Kind kind, @Nullable BigDecimal amount) {}

    /** One line of what happened; {@code text} only where it was written for or by him. */
    public record Event(
            Instant at,
            TimelineKind kind,
            boolean byCustomer,
            @Nullable String text,
            List<Attachment> files) {}

    /** What he can do now; everything else is not offered. */
    public record May(
            boolean confirm,
            boolean agree,
            boolean object,
            boolean survey,
            boolean urge,
            boolean cancel,
            boolean write,
            boolean reopen) {

        /** Whether something above the story waits for him. */
        public boolean decide() {
            return confirm || agree || survey;
        }
    }
}
