package io.aftercare.execution;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL for the steps of the work: insert and read; see WorkStepMapper.xml. */
@Mapper
interface WorkStepMapper {

    void insert(
            @Param("ticketNumber") String ticketNumber,
            @Param("solutionId") long solutionId,
            @Param("step") WorkStep.Draft step,
            @Param("actor") String actor,
            @Param("at") Instant at);

    List<WorkStep> findByTicket(String ticketNumber);
}
