package io.aftercare.checklist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL for checklists and ticks; see ChecklistMapper.xml. */
@Mapper
interface ChecklistMapper {

    Optional<Checklist.Head> findHead(String taskKey);

    List<Checklist.Head> findHeads();

    List<ChecklistPoint> findPoints(String taskKey);

    List<ChecklistPoint> findAllPoints();

    void insertHead(@Param("taskKey") String taskKey, @Param("changedBy") String changedBy, @Param("at") Instant at);

    int updateHead(
            @Param("taskKey") String taskKey,
            @Param("version") int version,
            @Param("changedBy") String changedBy,
            @Param("at") Instant at);

    void deletePoints(String taskKey);

    void insertPoint(
            @Param("taskKey") String taskKey,
            @Param("positionNo") int positionNo,
            @Param("draft") ChecklistPoint.Draft draft);

    void insertTicks(
            @Param("ticketNumber") String ticketNumber,
            @Param("taskId") String taskId,
            @Param("version") int version,
            @Param("points") List<Ticked> points,
            @Param("actor") String actor,
            @Param("at") Instant at);

    List<Tick> findTicks(String ticketNumber);

    /** A point with the answer of the person. */
    record Ticked(ChecklistPoint point, boolean ticked) {}
}
