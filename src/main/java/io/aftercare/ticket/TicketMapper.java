package io.aftercare.ticket;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for the ticket table; see TicketMapper.xml. Updates return the number of rows they changed. */
@Mapper
interface TicketMapper {

    void insert(NewTicket ticket);

    boolean exists(String number);

    Optional<Ticket> find(String number);

    /** Locks the row until the transaction ends. */
    Optional<Ticket> findForUpdate(String number);

    /** Locks those that nobody has locked at this moment. */
    List<Ticket> findFreeForUpdate(Collection<String> numbers);

    List<Ticket> search(@Param("filter") TicketFilter filter, @Param("offset") int offset, @Param("limit") int limit);

    long count(@Param("filter") TicketFilter filter);

    int changeStatus(
            @Param("number") String number,
            @Param("from") TicketStatus from,
            @Param("to") TicketStatus to,
            @Param("at") Instant at);

    int register(
            @Param("number") String number,
            @Param("owner") String owner,
            @Param("description") String description,
            @Param("mood") @Nullable Mood mood,
            @Param("orderNo") @Nullable String orderNo,
            @Param("occurredAt") @Nullable Instant occurredAt,
            @Param("expectedResolutionAt") @Nullable Instant expectedResolutionAt,
            @Param("at") Instant at);

    int classify(
            @Param("number") String number,
            @Param("classification") Classification classification,
            @Param("priority") Priority priority,
            @Param("department") String department,
            @Param("at") Instant at);

    int countNotOurs(String number);

    int changePriority(@Param("number") String number, @Param("priority") Priority priority);

    int changeDepartment(
            @Param("number") String number,
            @Param("department") String department,
            @Param("category") Category category);

    int changeOwner(@Param("number") String number, @Param("owner") String owner);

    int markEscalated(String number);

    int countUrge(String number);

    int recordResult(
            @Param("number") String number,
            @Param("outcome") @Nullable String outcome,
            @Param("rootCause") @Nullable String rootCause,
            @Param("resolutionSummary") @Nullable String resolutionSummary,
            @Param("proposeArticle") boolean proposeArticle);

    int resolve(@Param("number") String number, @Param("at") Instant at, @Param("surveyEndsAt") Instant surveyEndsAt);

    int confirm(@Param("number") String number, @Param("at") Instant at);

    /** Back to a proposal: what was resolved is not. */
    int unresolve(String number);

    int close(@Param("number") String number, @Param("closedBy") ClosedBy closedBy, @Param("at") Instant at);

    int countReopening(String number);

    List<String> findOpenNumbers(String customerRef);

    int forgetWords(@Param("customerRef") String customerRef, @Param("text") String text);

    List<String> findNumbers(String customerRef);

    List<String> findNumbersOfOrder(@Param("customerRef") String customerRef, @Param("orderNo") String orderNo);

    int moveCustomer(@Param("number") String number, @Param("from") String from, @Param("to") String to);

    void insertMerge(TicketMerge merge);

    Optional<TicketMerge> findMerge(String number);

    /** Oldest first. */
    List<String> findContinuations(String number);

    List<TicketMerge> findMergesInto(String number);

    void forgetMergeReasons(@Param("customerRef") String customerRef, @Param("text") String text);

    List<Ticket> findNear(
            @Param("ticket") Ticket ticket,
            @Param("from") Instant from,
            @Param("until") Instant until,
            @Param("limit") int limit);
}
