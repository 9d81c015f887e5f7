package io.aftercare.board;

import io.aftercare.board.HandoverMapper.HandoverTicket;
import io.aftercare.board.HandoverMapper.LastLine;
import io.aftercare.board.HandoverMapper.Tally;
import io.aftercare.board.Holdings.Holding;
import io.aftercare.problem.Checks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the shift that ends leaves to the next (E-12): open, promised, late, waiting; and what it wrote down. */
@Service
@Transactional
public class Handover {

    /** Beyond this, a list helps nobody; the counts still tell everything. */
    static final int TICKETS = 200;

    static final int NOTES = 10;
    static final int LONGEST_NOTE = 10_000;

    private final HandoverMapper handovers;
    private final Holdings holdings;
    private final Clock clock;

    Handover(HandoverMapper handovers, Holdings holdings, Clock clock) {
        this.handovers = handovers;
        this.holdings = holdings;
        this.clock = clock;
    }

    /** How things stand now, with what is promised to customers in the next hours. */
    @Transactional(readOnly = true)
    Standing standing(@Nullable String department, @Nullable String person, int hours) {
        Instant now = clock.instant();
        Instant until = now.plus(Duration.ofHours(hours));
        BoardFilter filter = new BoardFilter(department, person, null, null, null);
        Collection<String> held = person == null ? Set.of() : holdings.heldBy(person);
        List<HandoverTicket> tickets = handovers.tickets(filter, held, now, until, TICKETS);
        List<String> numbers = tickets.stream().map(HandoverTicket::number).toList();
        Map<String, LastLine> last = new HashMap<>();
        if (!numbers.isEmpty()) {
            handovers.lastLines(numbers).forEach(line -> last.put(line.ticketNumber(), line));
        }
        return new Standing(
                now,
                until,
                handovers.tallies(filter, held, now, until),
                tickets,
                holdings.of(numbers),
                last,
                handovers.notes(filter.isWithoutDepartment() ? null : department, NOTES));
    }

    /** Writes a note down for good. */
    void write(String by, @Nullable String department, ShiftNote.Shift shift, @Nullable String forWhom, String text) {
        new Checks()
                .required("text", text)
                .atMost("text", text, LONGEST_NOTE)
                .atMost("department", department, 40)
                .atMost("writtenFor", forWhom, 64)
                .refuseIfAny();
        handovers.insertNote(new ShiftNote(clock.instant(), by, department, shift, forWhom, text.strip()));
    }

    /** At most {@link #TICKETS} tickets; the tallies count all. */
    record Standing(
            Instant now,
            Instant until,
            List<Tally> tallies,
            List<HandoverTicket> tickets,
            Map<String, List<Holding>> held,
            Map<String, LastLine> lastLines,
            List<ShiftNote> notes) {}
}
