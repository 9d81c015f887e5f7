package io.aftercare.tracking;

import io.aftercare.ticket.TicketStatus;
import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for obstacles; see ObstacleMapper.xml. */
@Mapper
interface ObstacleMapper {

    /** The open obstacle leads back somewhere else when it is cleared. */
    int goBackTo(
            @Param("ticketNumber") String ticketNumber, @Param("from") TicketStatus from, @Param("to") TicketStatus to);

    void insert(
            @Param("ticketNumber") String ticketNumber,
            @Param("reason") String reason,
            @Param("expectedAt") @Nullable Instant expectedAt,
            @Param("reportedBy") String reportedBy,
            @Param("reportedAt") Instant reportedAt,
            @Param("statusBefore") TicketStatus statusBefore);

    /** The one that stands, if any. */
    Optional<Obstacle> findOpen(String ticketNumber);

    boolean isTold(long id);

    int expect(@Param("id") long id, @Param("expectedAt") Instant expectedAt);

    int offer(
            @Param("id") long id,
            @Param("offer") Obstacles.Offer offer,
            @Param("offeredBy") String offeredBy,
            @Param("at") Instant at);

    int told(@Param("id") long id, @Param("at") Instant at);

    int clear(
            @Param("id") long id,
            @Param("clearedBy") String clearedBy,
            @Param("at") Instant at,
            @Param("note") @Nullable String note);
}
