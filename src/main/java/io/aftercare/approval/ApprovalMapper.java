package io.aftercare.approval;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for decisions at the gates: insert and read; see ApprovalMapper.xml. */
@Mapper
interface ApprovalMapper {

    void insert(
            @Param("ticketNumber") String ticketNumber,
            @Param("solutionId") @Nullable Long solutionId,
            @Param("obstacleId") @Nullable Long obstacleId,
            @Param("gate") String gate,
            @Param("approver") String approver,
            @Param("approved") boolean approved,
            @Param("comment") @Nullable String comment,
            @Param("at") Instant at,
            @Param("ruleVersion") int ruleVersion);

    List<Approval> findByTicket(String ticketNumber);
}
