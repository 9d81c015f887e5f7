package io.aftercare.notification;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for the customers' links; see TrackingLinkMapper.xml. */
@Mapper
interface TrackingLinkMapper {

    Optional<Link> findLatest(String ticketNumber);

    void insert(
            @Param("ticketNumber") String ticketNumber,
            @Param("linkNo") int linkNo,
            @Param("tokenHash") String tokenHash);

    /** The ticket of a link that is neither revoked nor over. */
    Optional<String> findTicket(@Param("tokenHash") String tokenHash, @Param("now") Instant now);

    int changeExpiry(@Param("ticketNumber") String ticketNumber, @Param("at") @Nullable Instant at);

    int revoke(@Param("ticketNumber") String ticketNumber, @Param("at") Instant at);

    record Link(int linkNo, String tokenHash, @Nullable Instant revokedAt) {}
}
