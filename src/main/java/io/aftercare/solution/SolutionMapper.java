package io.aftercare.solution;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for solutions and compensation lines; see SolutionMapper.xml. */
@Mapper
interface SolutionMapper {

    void insert(
            @Param("ticketNumber") String ticketNumber,
            @Param("versionNo") int versionNo,
            @Param("proposal") Proposal proposal,
            @Param("proposedBy") String proposedBy,
            @Param("at") Instant at);

    Optional<Solution> findLatest(String ticketNumber);

    List<Solution> findAll(String ticketNumber);

    int changeState(
            @Param("id") long id,
            @Param("from") SolutionState from,
            @Param("to") SolutionState to,
            @Param("reason") @Nullable String reason);

    int recordLegalOpinion(@Param("id") long id, @Param("opinion") String opinion);

    int markPlanSent(@Param("id") long id, @Param("at") Instant at);

    int recordAgreement(@Param("id") long id, @Param("evidence") String evidence, @Param("at") Instant at);

    void insertLine(
            @Param("ticketNumber") String ticketNumber,
            @Param("orderNo") @Nullable String orderNo,
            @Param("solutionId") @Nullable Long solutionId,
            @Param("obstacleId") @Nullable Long obstacleId,
            @Param("positionNo") int positionNo,
            @Param("draft") CompensationLine.Draft draft,
            @Param("createdBy") String createdBy,
            @Param("at") Instant at,
            @Param("basis") @Nullable String basis,
            @Param("version") @Nullable Integer version);

    int confirmEntitlement(@Param("id") long id, @Param("basis") String basis, @Param("version") int version);

    List<CompensationLine> findLines(String ticketNumber);

    /** What is promised and not taken back, over the ticket and its order. */
    Promised sums(@Param("ticketNumber") String ticketNumber, @Param("orderNo") @Nullable String orderNo);

    int releaseOfSolution(long solutionId);

    int releaseOfObstacle(long obstacleId);

    int releaseUnpaid(String ticketNumber);

    Optional<CompensationLine> findLine(long id);

    /** 0 when it was handed out or released meanwhile. */
    int settle(
            @Param("id") long id,
            @Param("state") CompensationLine.State state,
            @Param("paidBy") String paidBy,
            @Param("reference") @Nullable String reference,
            @Param("at") Instant at);

    /** 0 when more would be taken back than was handed out. */
    int takeBack(@Param("id") long id, @Param("amount") BigDecimal amount);

    /** In the house's currency, never null. */
    record Promised(BigDecimal goodwill, BigDecimal entitlement) {}
}
