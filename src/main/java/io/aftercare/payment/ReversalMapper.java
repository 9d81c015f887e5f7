package io.aftercare.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for reversals and their decisions: insert and read, nothing else; see ReversalMapper.xml. */
@Mapper
interface ReversalMapper {

    void insert(
            @Param("lineId") long lineId,
            @Param("ticketNumber") String ticketNumber,
            @Param("amount") BigDecimal amount,
            @Param("reason") String reason,
            @Param("requestedBy") String requestedBy,
            @Param("at") Instant at);

    /** A second decision is a duplicate key. */
    void decide(
            @Param("reversalId") long reversalId,
            @Param("approved") boolean approved,
            @Param("comment") @Nullable String comment,
            @Param("decidedBy") String decidedBy,
            @Param("at") Instant at);

    Optional<Reversal> find(long id);

    List<Reversal> findByTicket(String ticketNumber);

    /** The lines must not be empty. */
    List<Reversal> findByLines(@Param("lines") Collection<Long> lines);

    /** Everything that waits for a decision, oldest first. */
    List<Reversal> findPending(@Param("limit") int limit);

    /** What is taken back of a line, or asked for. */
    BigDecimal claimed(long lineId);
}
