package io.aftercare.notification;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for the outbox; see OutboxMapper.xml. */
@Mapper
interface OutboxMapper {

    boolean exists(String dedupKey);

    void insert(NewMessage message);

    /** Due messages, locked; those that another machine holds are passed over. Oldest first. */
    List<OutboxMessage> findDueForUpdate(
            @Param("now") Instant now, @Param("quiet") boolean quiet, @Param("limit") int limit);

    int lease(@Param("ids") List<Long> ids, @Param("until") Instant until);

    /** 0 when the lease ran out and somebody else took it over: {@code attempts} tells the holders apart. */
    int markSent(@Param("id") long id, @Param("attempts") int attempts, @Param("at") Instant at);

    int markForRetry(
            @Param("id") long id,
            @Param("attempts") int attempts,
            @Param("at") Instant at,
            @Param("error") String error);

    int markFailed(@Param("id") long id, @Param("attempts") int attempts, @Param("error") String error);

    List<OutboxMessage> findNewest(
            @Param("ticketNumber") @Nullable String ticketNumber,
            @Param("offset") int offset,
            @Param("limit") int limit);

    /** Of messages to customers only. */
    Optional<String> findTicketOfMessage(String messageId);

    boolean isOurs(String messageId);

    Optional<OutboxMessage> findByMessageId(String messageId);

    int markReturned(@Param("id") long id, @Param("error") String error);

    List<OutboxMessage> findWebhooks(
            @Param("recipients") Collection<String> recipients,
            @Param("state") @Nullable OutboxState state,
            @Param("offset") int offset,
            @Param("limit") int limit);

    Optional<OutboxMessage> find(long id);

    int markAgain(@Param("id") long id, @Param("at") Instant at);

    List<OutboxMessage> findGivenUp(@Param("limit") int limit);

    int markResent(@Param("id") long id, @Param("at") Instant at);

    int markSetAside(long id);

    List<Long> findSettledBefore(@Param("before") Instant before, @Param("limit") int limit);

    int delete(@Param("ids") List<Long> ids);

    List<Outbox.Count> countUndelivered();

    /** When the oldest message was written that nothing but the other side or ourselves holds up. */
    @Nullable
    Instant findOldestDeparting(@Param("quiet") boolean quiet);

    int anonymiseOccasion(@Param("prefix") String prefix, @Param("text") String text);

    int anonymise(@Param("customerRef") String customerRef, @Param("text") String text);
}
