package io.aftercare.tracking;

import io.aftercare.ticket.TicketStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for pauses of tickets; see PauseMapper.xml. */
@Mapper
interface PauseMapper {

    void insert(
            @Param("ticketNumber") String ticketNumber,
            @Param("reason") PauseReason reason,
            @Param("note") @Nullable String note,
            @Param("from") Instant from,
            @Param("by") String by,
            @Param("at") Instant at,
            @Param("statusBefore") @Nullable TicketStatus statusBefore);

    Optional<TicketPause> findOpen(String ticketNumber);

    List<TicketPause> findByTicket(String ticketNumber);

    /** When a clock of the ticket last went on after it had stood still. */
    @Nullable
    Instant lastEnd(String ticketNumber);

    int end(
            @Param("id") long id,
            @Param("by") String by,
            @Param("at") Instant at,
            @Param("note") @Nullable String note);
}
