package io.aftercare.tracking;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for clocks, their pauses and the levels they reached; see ClockMapper.xml. */
@Mapper
interface ClockMapper {

    void insert(
            @Param("ticketNumber") String ticketNumber,
            @Param("name") ClockName name,
            @Param("roundNo") int roundNo,
            @Param("target") String target,
            @Param("calendar") String calendar,
            @Param("ruleVersion") int ruleVersion,
            @Param("startedAt") Instant startedAt,
            @Param("dueAt") Instant dueAt,
            @Param("nextLevel") int nextLevel,
            @Param("nextLevelAt") Instant nextLevelAt);

    /** Oldest first. */
    List<TicketClock> findByTicket(String ticketNumber);

    /** The newest round of a clock. */
    Optional<TicketClock> findLast(@Param("ticketNumber") String ticketNumber, @Param("name") ClockName name);

    int settle(
            @Param("id") long id,
            @Param("state") ClockState state,
            @Param("metAt") Instant metAt,
            @Param("breachedAt") @Nullable Instant breachedAt);

    int stop(@Param("id") long id, @Param("at") Instant at);

    /** New rule, new due time; a clock that has fired or stands still has no next level. */
    int retarget(
            @Param("id") long id,
            @Param("target") String target,
            @Param("calendar") String calendar,
            @Param("ruleVersion") int ruleVersion,
            @Param("state") ClockState state,
            @Param("dueAt") Instant dueAt,
            @Param("breachedAt") @Nullable Instant breachedAt,
            @Param("nextLevel") @Nullable Integer nextLevel,
            @Param("nextLevelAt") @Nullable Instant nextLevelAt);

    int pause(long id);

    int resume(
            @Param("id") long id,
            @Param("dueAt") Instant dueAt,
            @Param("nextLevel") int nextLevel,
            @Param("nextLevelAt") Instant nextLevelAt);

    void insertPause(@Param("clockId") long clockId, @Param("reason") String reason, @Param("at") Instant at);

    int endPause(@Param("clockId") long clockId, @Param("at") Instant at);

    List<ClockPause> findPauses(long clockId);

    /** The next few that reached a level, in the order in which they did, after the given one. */
    List<TicketClock> findDue(
            @Param("now") Instant now,
            @Param("afterAt") @Nullable Instant afterAt,
            @Param("afterId") long afterId,
            @Param("limit") int limit);

    /** The clock with its row locked, unless it is no longer due; who asks holds the lock of the ticket. */
    Optional<TicketClock> lockDue(@Param("id") long id, @Param("now") Instant now);

    @Nullable
    Instant nextLevelAfter(Instant now);

    boolean hasReached(@Param("clockId") long clockId, @Param("level") int level);

    void insertLevel(@Param("clockId") long clockId, @Param("level") int level, @Param("at") Instant at);

    int reach(
            @Param("id") long id,
            @Param("state") ClockState state,
            @Param("breachedAt") @Nullable Instant breachedAt,
            @Param("nextLevel") @Nullable Integer nextLevel,
            @Param("nextLevelAt") @Nullable Instant nextLevelAt);
}
