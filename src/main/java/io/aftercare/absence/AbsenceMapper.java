package io.aftercare.absence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for absences and what was done in them; see AbsenceMapper.xml. */
@Mapper
interface AbsenceMapper {

    void insert(
            @Param("absent") String absent,
            @Param("substitute") String substitute,
            @Param("startsAt") Instant startsAt,
            @Param("endsAt") Instant endsAt,
            @Param("reason") @Nullable String reason,
            @Param("enteredBy") String enteredBy,
            @Param("at") Instant at);

    Optional<Absence> find(long id);

    /** Not revoked and not over, soonest first. */
    List<Absence> findFrom(Instant now);

    int revoke(@Param("id") long id, @Param("by") String by, @Param("at") Instant at);

    void insertTask(@Param("cover") Cover cover);

    List<Cover> findTasks();

    List<Cover> findTasksOf(String substitute);

    int claimTask(
            @Param("taskId") String taskId,
            @Param("substitute") String substitute,
            @Param("absent") String absent,
            @Param("formerAssignee") @Nullable String formerAssignee);

    int giveBackTask(@Param("taskId") String taskId, @Param("substitute") String substitute);

    int deleteTask(@Param("taskId") String taskId, @Param("substitute") String substitute);

    void insertAct(
            @Param("ticketNumber") String ticketNumber,
            @Param("taskId") String taskId,
            @Param("taskKey") String taskKey,
            @Param("actor") String actor,
            @Param("onBehalfOf") String onBehalfOf,
            @Param("at") Instant at);

    List<Act> findActs(String ticketNumber);
}
