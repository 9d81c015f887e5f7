package io.aftercare.tracking;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for clocks, their pauses and the levels they reached; see ClockMapper.xml. */
@Mapper
interface ClockMapper {

    /** At least one. */
    void insert(@Param("clocks") List<NewClock> clocks);

    /** Oldest first. */
    List<TicketClock> findBySubject(@Param("type") String type, @Param("ref") String ref);

    /** The newest round of each clock. */
    List<TicketClock> findNewest(@Param("type") String type, @Param("ref") String ref);

    Optional<TicketClock> find(long id);

    int settle(
            @Param("id") long id,
            @Param("state") ClockState state,
            @Param("metAt") Instant metAt,
            @Param("breachedAt") @Nullable Instant breachedAt);

    int stop(@Param("id") long id, @Param("at") Instant at);

    /** New rule, new due time; a clock that stands still has no next level. */
    int retarget(
            @Param("id") long id,
            @Param("target") String target,
            @Param("calendar") String calendar,
            @Param("calendarVersion") int calendarVersion,
            @Param("ruleVersion") int ruleVersion,
            @Param("ruleInputs") String ruleInputs,
            @Param("state") ClockState state,
            @Param("dueAt") Instant dueAt,
            @Param("breachedAt") @Nullable Instant breachedAt,
            @Param("nextLevel") @Nullable Integer nextLevel,
            @Param("nextLevelAt") @Nullable Instant nextLevelAt);

    int pause(long id);

    /** Writes on the ticket what its awaited clocks say together; {@code atRiskFrom} in per cent of the limit. */
    int press(@Param("ticketNumber") String ticketNumber, @Param("atRiskFrom") int atRiskFrom);

    int resume(
            @Param("id") long id,
            @Param("dueAt") Instant dueAt,
            @Param("nextLevel") @Nullable Integer nextLevel,
            @Param("nextLevelAt") @Nullable Instant nextLevelAt);

    void insertPause(
            @Param("clockId") long clockId,
            @Param("reason") String reason,
            @Param("note") @Nullable String note,
            @Param("by") String by,
            @Param("at") Instant at);

    int endPause(@Param("clockId") long clockId, @Param("by") String by, @Param("at") Instant at);

    List<ClockPause> findPauses(long clockId);

    /** At least one id. */
    List<ClockPause> findPausesOf(@Param("clockIds") Collection<Long> clockIds);

    /** The next few that reached a level, in the order in which they did, after the given one. */
    List<DueClock> findDue(
            @Param("now") Instant now,
            @Param("afterAt") @Nullable Instant afterAt,
            @Param("afterId") long afterId,
            @Param("limit") int limit);

    /** The clock unless it is no longer due; who asks holds the lock of its subject. */
    Optional<TicketClock> findIfDue(@Param("id") long id, @Param("now") Instant now);

    @Nullable
    Instant nextLevelAfter(Instant now);

    List<ReachedLevel> findLevels(long clockId);

    /** 0 while none is reached. */
    int highestLevel(long clockId);

    /** 0 when it was reached before. */
    int insertLevel(
            @Param("clockId") long clockId,
            @Param("level") int level,
            @Param("at") Instant at,
            @Param("skipped") boolean skipped);

    int reach(
            @Param("id") long id,
            @Param("state") ClockState state,
            @Param("breachedAt") @Nullable Instant breachedAt,
            @Param("nextLevel") @Nullable Integer nextLevel,
            @Param("nextLevelAt") @Nullable Instant nextLevelAt);

    /** Running and standing clocks of a calendar by id; with {@code beforeVersion} only those not yet counted anew. */
    List<TicketClock> findRunningBy(
            @Param("calendar") String calendar,
            @Param("beforeVersion") @Nullable Integer beforeVersion,
            @Param("afterId") long afterId,
            @Param("limit") int limit);

    long countRunningBy(@Param("calendar") String calendar, @Param("beforeVersion") @Nullable Integer beforeVersion);

    List<String> findCalendarsBehind();

    /** A row to be. */
    record NewClock(
            Subject subject,
            @Nullable String ticketNumber,
            ClockName name,
            int roundNo,
            String target,
            String calendar,
            int calendarVersion,
            int ruleVersion,
            String ruleInputs,
            StartedWhy startedWhy,
            Instant startedAt,
            Instant dueAt,
            @Nullable Integer nextLevel,
            @Nullable Instant nextLevelAt) {}

    /** As much of a clock as the watch needs. */
    record DueClock(long id, String subjectType, String subjectRef, ClockName name, Instant nextLevelAt) {}
}
