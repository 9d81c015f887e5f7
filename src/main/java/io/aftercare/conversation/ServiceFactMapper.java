package io.aftercare.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL for the facts of a service; see ServiceFactMapper.xml. Each is written once. */
@Mapper
interface ServiceFactMapper {

    Optional<ServiceFact> find(String ticketNumber);

    void insert(String ticketNumber);

    int responded(@Param("ticketNumber") String ticketNumber, @Param("at") Instant at);

    int resolved(
            @Param("ticketNumber") String ticketNumber,
            @Param("at") Instant at,
            @Param("firstContact") boolean firstContact);

    int spoiled(
            @Param("ticketNumber") String ticketNumber,
            @Param("at") Instant at,
            @Param("by") ServiceFact.SpoiledBy by,
            @Param("since") Instant since);

    /** Other tickets about the order that seemed to be solved since then. */
    List<String> findSolved(
            @Param("ticketNumber") String ticketNumber,
            @Param("customerRef") String customerRef,
            @Param("orderNo") String orderNo,
            @Param("since") Instant since);
}
