package io.aftercare.operation;

import io.aftercare.ticket.TicketStatus;
import io.aftercare.tracking.ClockName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for the figures of the house; see OperationMapper.xml. Each query reads an index over what is open. */
@Mapper
interface OperationMapper {

    List<StatusCount> countOpenTickets(@Param("open") Collection<TicketStatus> open);

    List<ClockCount> countAwaitedClocks(
            @Param("names") ClockName[] names, @Param("now") Instant now, @Param("atRiskFrom") int atRiskFrom);

    List<MailCount> countUnsettledMail();

    void insertAct(Act act);

    /** Newest first. */
    List<Act> findActs(@Param("limit") int limit);

    record StatusCount(TicketStatus status, long tickets) {}

    record ClockCount(ClockName name, HouseStanding.ClockStanding standing, long clocks) {}

    record MailCount(String state, long mails, @Nullable Instant oldest) {}
}
