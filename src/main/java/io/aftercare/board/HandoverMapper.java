package io.aftercare.board;

import io.aftercare.ticket.Priority;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.TimelineKind;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for what a shift hands over, and for its notes, which are only ever added; see HandoverMapper.xml. */
@Mapper
interface HandoverMapper {

    /** Open tickets, the late ones first, then what is promised soonest. */
    List<HandoverTicket> tickets(
            @Param("filter") BoardFilter filter,
            @Param("held") Collection<String> held,
            @Param("now") Instant now,
            @Param("until") Instant until,
            @Param("limit") int limit);

    /** How much of what each department has, the service desk (no department yet) among them. */
    List<Tally> tallies(
            @Param("filter") BoardFilter filter,
            @Param("held") Collection<String> held,
            @Param("now") Instant now,
            @Param("until") Instant until);

    /** The newest line of each of these tickets' timelines; the numbers must not be empty. */
    List<LastLine> lastLines(@Param("numbers") Collection<String> numbers);

    void insertNote(ShiftNote note);

    /** The newest notes; of a department also those that were for everybody. */
    List<ShiftNote> notes(@Param("department") @Nullable String department, @Param("limit") int limit);

    /** An open ticket; {@code promisedAt} is the first promise to the customer within the time asked for. */
    record HandoverTicket(
            String number,
            TicketStatus status,
            String summary,
            String customerName,
            @Nullable Priority priority,
            @Nullable String department,
            @Nullable String owner,
            @Nullable Instant lateSince,
            @Nullable Instant promisedAt) {}

    /** Counts of one department. */
    record Tally(@Nullable String department, long open, long promised, long late, long waitingForApproval) {}

    /** What happened last on a ticket. */
    record LastLine(
            String ticketNumber,
            Instant at,
            TimelineKind kind,
            String actor,
            @Nullable String text) {}
}
