package io.aftercare.approval;

import io.aftercare.solution.CompensationLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
            @Param("onBehalfOf") @Nullable String onBehalfOf,
            @Param("approved") boolean approved,
            @Param("comment") @Nullable String comment,
            @Param("at") Instant at,
            @Param("ruleVersion") int ruleVersion,
            @Param("contentHash") String contentHash);

    List<Approval> findByTicket(String ticketNumber);

    void insertClearance(@Param("clearance") Clearance clearance);

    /** Oldest first. */
    List<Clearance> findClearances(String ticketNumber);

    /** Who has worked on a ticket's solution: null stands for all of its solutions. */
    List<String> findWorkers(
            @Param("ticketNumber") String ticketNumber, @Param("solutionId") @Nullable Long solutionId);

    void insertQuestion(@Param("question") Question question);

    List<Question> findQuestions(String ticketNumber);

    Optional<Question> findQuestion(long id);

    /** Unanswered ones to one of these persons, or on tickets that one of them owns. */
    List<Question> findOpenQuestions(@Param("persons") List<String> persons);

    int answerQuestion(
            @Param("id") long id, @Param("by") String by, @Param("answer") String answer, @Param("at") Instant at);

    /** What the customer was promised on other tickets and orders too, released lines aside. */
    BigDecimal sumOfCustomer(@Param("customerRef") String customerRef, @Param("except") String ticketNumber);

    /**
     * What counts against lines up to {@code lastLine} when they are paid: everything that was promised before, and what
     * went through later without asking the compensation manager.
     */
    BigDecimal sumAtPayment(
            @Param("ticketNumber") String ticketNumber,
            @Param("orderNo") @Nullable String orderNo,
            @Param("nature") CompensationLine.Nature nature,
            @Param("lastLine") long lastLine);
}
